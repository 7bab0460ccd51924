/* SPDX-License-Identifier: MIT */
/**
 * @file depthwise.cl
 * Depthwise convolution K_H × K_W on blocked pictures: NP pixels of a row in registers.
 * Weights: [block][ky][kx][LANES]. The last tile of a row moves left to end with it.
 */
// test-defines: -DKERNEL=f -DLANES=8 -DI_C=16 -DI_H=9 -DI_W=9 -DI_P=1 -DI_LANES=8 -DI_BLOCK=968 -DI_IMAGE=1936 -DO_C=16 -DO_H=9 -DO_W=9 -DO_P=0 -DO_LANES=8 -DO_BLOCK=648 -DO_IMAGE=1296 -DK_H=3 -DK_W=3 -DS_Y=1 -DS_X=1 -DPAD_Y=1 -DPAD_X=1 -DD_Y=1 -DD_X=1 -DNP=6 -DGROUPS=2 -DROWS=5 -DSPLIT=1 -DOPERANDS= -DEPILOGUE(v,n,b,y,x)= -DSIZES=
#include "vector.clh"

BANDS KERNEL (G const float *restrict in, G const float *restrict weights,
              G const float *restrict bias, G float *restrict out OPERANDS,
              G const int *restrict sizes)
{
  BAND
  for (int b = g0; b < g1; b++) {
    G const float *weight = weights + b * (K_H * K_W * LANES);
    const V start = LOAD (bias + b * LANES);
    for (int y = y0; y < y1; y++)
      for (int tile = 0; tile < O_W; tile += NP) {
        const int x = min (tile, O_W - NP);
        G const float *from = in + AT (I, n, b, y * S_Y - PAD_Y, x * S_X - PAD_X);
        V acc[NP];
        UNROLL for (int p = 0; p < NP; p++) acc[p] = start;
        UNROLL for (int ky = 0; ky < K_H; ky++)
        {
          UNROLL for (int kx = 0; kx < K_W; kx++)
          {
            const V w = LOAD (weight + (ky * K_W + kx) * LANES);
            UNROLL for (int p = 0; p < NP; p++) acc[p]
                = fma (LOAD (from + ky * D_Y * ROW (I) + (p * S_X + kx * D_X) * LANES), w, acc[p]);
          }
        }
        UNROLL for (int p = 0; p < NP; p++)
        {
          EPILOGUE (acc[p], n, b, y, x + p)
          STORE (out + AT (O, n, b, y, x + p), acc[p]);
        }
      }
  }
}
