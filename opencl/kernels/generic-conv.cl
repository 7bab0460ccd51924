/* SPDX-License-Identifier: MIT */
/**
 * @file generic-conv.cl
 * Convolution and its transpose on dense NCHW tensors; one work-item per element of the result.
 */
// test-defines:

/* Where: x [N,C,H,W], w [M,C/groups,KH,KW], b [M], y [N,M,OH,OW]; S stride, P pad, D dilation. */
__kernel void
conv (__global const float *x, __global const float *w, __global const float *b, __global float *y,
      int C, int H, int W, int M, int OH, int OW, int KH, int KW, int SY, int SX, int PY, int PX,
      int DY, int DX, int groups)
{
  const int i = get_global_id (0);
  const int ox = i % OW, oy = i / OW % OH, m = i / OW / OH % M, n = i / OW / OH / M;
  const int channels = C / groups, first = m / (M / groups) * channels;
  float sum = b[m];
  for (int c = 0; c < channels; c++)
    for (int ky = 0; ky < KH; ky++) {
      const int iy = oy * SY - PY + ky * DY;
      if (iy < 0 || iy >= H)
        continue;
      for (int kx = 0; kx < KW; kx++) {
        const int ix = ox * SX - PX + kx * DX;
        if (ix >= 0 && ix < W)
          sum = fma (x[((n * C + first + c) * H + iy) * W + ix],
                     w[((m * channels + c) * KH + ky) * KW + kx], sum);
      }
    }
  y[i] = sum;
}

/* The same with w [C,M/groups,KH,KW]: gathers what a scatter of x through w would put at y[i]. */
__kernel void
conv_transpose (__global const float *x, __global const float *w, __global const float *b,
                __global float *y, int C, int H, int W, int M, int OH, int OW, int KH, int KW,
                int SY, int SX, int PY, int PX, int DY, int DX, int groups)
{
  const int i = get_global_id (0);
  const int ox = i % OW, oy = i / OW % OH, m = i / OW / OH % M, n = i / OW / OH / M;
  const int channels = C / groups, maps = M / groups, first = m / maps * channels;
  float sum = b[m];
  for (int ky = 0; ky < KH; ky++) {
    const int ty = oy + PY - ky * DY;
    if (ty < 0 || ty % SY != 0 || ty / SY >= H)
      continue;
    for (int kx = 0; kx < KW; kx++) {
      const int tx = ox + PX - kx * DX;
      if (tx < 0 || tx % SX != 0 || tx / SX >= W)
        continue;
      for (int c = 0; c < channels; c++)
        sum = fma (x[((n * C + first + c) * H + ty / SY) * W + tx / SX],
                   w[(((first + c) * maps + m % maps) * KH + ky) * KW + kx], sum);
    }
  }
  y[i] = sum;
}
