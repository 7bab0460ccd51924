/* SPDX-License-Identifier: MIT */
/**
 * @file generic-pool.cl
 * Pooling on dense NCHW tensors; one work-item per element of the result.
 */
// test-defines:

/* x [planes,H,W], y [planes,OH,OW]; K window, S strides, P pads, D dilations. */
__kernel void
pool_max (__global const float *x, __global float *y, int H, int W, int OH, int OW, int KH, int KW,
          int SY, int SX, int PY, int PX, int DY, int DX)
{
  const int i = get_global_id (0), ox = i % OW, oy = i / OW % OH, plane = i / OW / OH;
  float best = -INFINITY;
  for (int ky = 0; ky < KH; ky++)
    for (int kx = 0; kx < KW; kx++) {
      const int iy = oy * SY - PY + ky * DY, ix = ox * SX - PX + kx * DX;
      if (iy >= 0 && iy < H && ix >= 0 && ix < W)
        best = fmax (best, x[(plane * H + iy) * W + ix]);
    }
  y[i] = best;
}

/* `all`: padding counts as zeros, up to the padded size PH × PW. */
__kernel void
pool_average (__global const float *x, __global float *y, int H, int W, int OH, int OW, int KH,
              int KW, int SY, int SX, int PY, int PX, int DY, int DX, int PH, int PW, int all)
{
  const int i = get_global_id (0), ox = i % OW, oy = i / OW % OH, plane = i / OW / OH;
  float sum = 0.0f;
  int count = 0;
  for (int ky = 0; ky < KH; ky++)
    for (int kx = 0; kx < KW; kx++) {
      const int iy = oy * SY - PY + ky * DY, ix = ox * SX - PX + kx * DX;
      const int inside = iy >= 0 && iy < H && ix >= 0 && ix < W;
      if (inside)
        sum += x[(plane * H + iy) * W + ix];
      count += all ? iy + PY < PH && ix + PX < PW : inside;
    }
  y[i] = sum / (float) count;
}
