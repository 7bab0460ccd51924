/* SPDX-License-Identifier: MIT */
/**
 * @file conv.cl
 * Dense convolution K_H × K_W on blocked pictures, register-tiled: NP pixels of a row × NB blocks
 * of output channels stay in registers while all inputs pass.
 *
 * Weights: [group of NB blocks][input block][ky][kx][input channel][NB · LANES output channels].
 * TAIL: input channels in the last block where it is not full, else 0.
 * NP ≤ O_W; the last tile of a row moves left to end with it. BY_GROUP: one group of weights stays
 * in the cache while the band's pixels pass; else one tile of pixels while the weights pass.
 */
// test-defines: -DKERNEL=f -DLANES=8 -DI_C=20 -DI_H=9 -DI_W=9 -DI_P=1 -DI_LANES=8 -DI_BLOCK=968 -DI_IMAGE=2904 -DO_C=16 -DO_H=9 -DO_W=9 -DO_P=0 -DO_LANES=8 -DO_BLOCK=648 -DO_IMAGE=1296 -DK_H=3 -DK_W=3 -DS_Y=1 -DS_X=1 -DPAD_Y=1 -DPAD_X=1 -DD_Y=1 -DD_X=1 -DTAIL=4 -DNP=6 -DNB=2 -DGROUPS=1 -DROWS=5 -DSPLIT=1 -DBY_GROUP=1 -DOPERANDS= -DEPILOGUE(v,n,b,y,x)= -DSIZES=
// test-defines: -DKERNEL=f -DLANES=16 -DI_C=3 -DI_H=9 -DI_W=9 -DI_P=0 -DI_LANES=4 -DI_BLOCK=324 -DI_IMAGE=324 -DO_C=16 -DO_H=9 -DO_W=9 -DO_P=2 -DO_LANES=16 -DO_BLOCK=2704 -DO_IMAGE=2704 -DK_H=1 -DK_W=1 -DS_Y=1 -DS_X=1 -DPAD_Y=0 -DPAD_X=0 -DD_Y=1 -DD_X=1 -DTAIL=3 -DNP=9 -DNB=1 -DGROUPS=1 -DROWS=5 -DSPLIT=1 -DBY_GROUP=0 -DOPERANDS= -DEPILOGUE(v,n,b,y,x)= -DSIZES=
#include "vector.clh"

/* COUNT input channels at one tap: acc += w · x. */
#ifndef MULTIPLY
#define MULTIPLY(COUNT)                                                                            \
  for (int ky = 0; ky < K_H; ky++)                                                                 \
    for (int kx = 0; kx < K_W; kx++) {                                                             \
      G const float *q = from + ky * D_Y * ROW (I) + kx * D_X * I_LANES;                           \
      UNROLL_BY_4 for (int c = 0; c < COUNT; c++)                                                  \
      {                                                                                            \
        V w[NB];                                                                                   \
        UNROLL for (int m = 0; m < NB; m++) w[m] = LOAD (weight + (c * NB + m) * LANES);           \
        UNROLL for (int p = 0; p < NP; p++)                                                        \
        {                                                                                          \
          const V value = (V) (q[p * S_X * I_LANES + c]);                                          \
          UNROLL for (int m = 0; m < NB; m++) acc[m][p] = fma (w[m], value, acc[m][p]);            \
        }                                                                                          \
      }                                                                                            \
      weight += COUNT * NB * LANES;                                                                \
    }
#endif

BANDS KERNEL (G const float *restrict in, G const float *restrict weights,
              G const float *restrict bias, G float *restrict out OPERANDS,
              G const int *restrict sizes)
{
  BAND
  for (int outer = BY_GROUP ? g0 : 0; outer < (BY_GROUP ? g1 : 1); outer++)
    for (int y = y0; y < y1; y++)
      for (int tile = 0; tile < O_W; tile += NP)
        for (int g = BY_GROUP ? outer : g0; g < (BY_GROUP ? outer + 1 : g1); g++) {
          const int x = min (tile, O_W - NP);
          V acc[NB][NP];
          UNROLL for (int m = 0; m < NB; m++)
          {
            const V start = LOAD (bias + (g * NB + m) * LANES);
            UNROLL for (int p = 0; p < NP; p++) acc[m][p] = start;
          }
          G const float *weight = weights + g * (I_C * K_H * K_W * NB * LANES);
          G const float *from = in + AT (I, n, 0, y * S_Y - PAD_Y, x * S_X - PAD_X);
          for (int b = 0; b < I_C / I_LANES; b++) {
            MULTIPLY (I_LANES)
            from += I_BLOCK;
          }
#if TAIL > 0
          MULTIPLY (TAIL)
#endif
          UNROLL for (int m = 0; m < NB; m++)
          {
            UNROLL for (int p = 0; p < NP; p++)
            {
              EPILOGUE (acc[m][p], n, g * NB + m, y, x + p)
              STORE (out + AT (O, n, g * NB + m, y, x + p), acc[m][p]);
            }
          }
        }
}
