/* SPDX-License-Identifier: MIT */
/**
 * @file generic-matmul.cl
 * y[i,j] = alpha · Σₖ a[i,k] b[k,j] + beta · c[i,j], by strides, so that any operand may be
 * transposed or broadcast; one work-item per element of the result.
 */
// test-defines:

/* batch = { offset of a, offset of b } of each M × N matrix of y. beta 0: c is not read. */
__kernel void
matmul (__global const int *batch, __global const float *a, __global const float *b,
        __global const float *c, __global float *y, int M, int N, int K, int a_row, int a_column,
        int b_row, int b_column, int c_row, int c_column, float alpha, float beta)
{
  const int at = get_global_id (0), j = at % N, i = at / N % M, n = at / N / M;
  __global const float *pa = a + batch[2 * n] + i * a_row;
  __global const float *pb = b + batch[2 * n + 1] + j * b_column;
  float sum = 0.0f;
  for (int k = 0; k < K; k++)
    sum = fma (pa[k * a_column], pb[k * b_row], sum);
  sum *= alpha;
  y[at] = beta == 0.0f ? sum : fma (beta, c[i * c_row + j * c_column], sum);
}
