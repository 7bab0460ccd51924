/* SPDX-License-Identifier: MIT */
/**
 * @file generic-reduce.cl
 * Reductions over any axes and softmax, on dense tensors. One work-item reduces in a fixed order,
 * so the result does not depend on how many of them run.
 */
// test-defines:

/* y[i] = over j of x[kept[i] + reduced[j]]: START, STEP on `sum`, END. */
#define REDUCE(NAME, START, STEP, END)                                                             \
  __kernel void reduce_##NAME (__global const int *kept, __global const int *reduced,              \
                               __global const float *x, __global float *y, int count)              \
  {                                                                                                \
    const int i = get_global_id (0);                                                               \
    __global const float *from = x + kept[i];                                                      \
    float sum = START;                                                                             \
    for (int j = 0; j < count; j++) {                                                              \
      const float v = from[reduced[j]];                                                            \
      STEP;                                                                                        \
    }                                                                                              \
    y[i] = END;                                                                                    \
  }

REDUCE (sum, 0.0f, sum += v, sum)
REDUCE (mean, 0.0f, sum += v, sum / (float) count)
REDUCE (max, -INFINITY, sum = fmax (sum, v), sum)
REDUCE (min, INFINITY, sum = fmin (sum, v), sum)

/* x, y [outer, count, inner]; one work-item per outer and inner. `is_log`: the logarithm of it. */
__kernel void
softmax (__global const float *x, __global float *y, int count, int inner, int is_log)
{
  const int i = get_global_id (0);
  const int base = i / inner * count * inner + i % inner;
  float top = -INFINITY, sum = 0.0f;
  for (int j = 0; j < count; j++)
    top = fmax (top, x[base + j * inner]);
  for (int j = 0; j < count; j++)
    sum += exp (x[base + j * inner] - top);
  for (int j = 0; j < count; j++) {
    const float v = x[base + j * inner] - top;
    y[base + j * inner] = is_log ? v - log (sum) : exp (v) / sum;
  }
}
