/* SPDX-License-Identifier: MIT */
/**
 * @file generic-resize.cl
 * Resampling of dense planes with a few taps per axis: nearest 1, linear 2, cubic 4.
 */
// test-defines:

/*
 * x [planes,H,W], y [planes,OH,OW]. Row o of y is the sum of `taps` rows source_y[o·taps + t] with
 * weights weight_y[o·taps + t]; the same for columns.
 */
__kernel void
resize (__global const int *source_y, __global const float *weight_y,
        __global const int *source_x, __global const float *weight_x, __global const float *x,
        __global float *y, int H, int W, int OH, int OW, int taps)
{
  const int i = get_global_id (0), ox = i % OW, oy = i / OW % OH, plane = i / OW / OH;
  float sum = 0.0f;
  for (int t = 0; t < taps; t++) {
    __global const float *row = x + (plane * H + source_y[oy * taps + t]) * W;
    float across = 0.0f;
    for (int s = 0; s < taps; s++)
      across = fma (row[source_x[ox * taps + s]], weight_x[ox * taps + s], across);
    sum = fma (across, weight_y[oy * taps + t], sum);
  }
  y[i] = sum;
}
