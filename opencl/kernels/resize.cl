/* SPDX-License-Identifier: MIT */
/**
 * @file resize.cl
 * Resampling of blocked pictures with TAPS taps per axis (see generic-resize.cl for the tables).
 */
// test-defines: -DKERNEL=f -DLANES=8 -DI_C=16 -DI_H=9 -DI_W=9 -DI_P=0 -DI_LANES=8 -DI_BLOCK=648 -DI_IMAGE=1296 -DO_C=16 -DO_H=18 -DO_W=18 -DO_P=0 -DO_LANES=8 -DO_BLOCK=2592 -DO_IMAGE=5184 -DTAPS=2 -DGROUPS=2 -DROWS=5 -DSPLIT=1 -DOPERANDS= -DEPILOGUE(v,n,b,y,x)= -DSIZES=
#include "vector.clh"

BANDS KERNEL (G const float *restrict in, G const int *restrict source_y,
              G const float *restrict weight_y, G const int *restrict source_x,
              G const float *restrict weight_x, G float *restrict out OPERANDS,
              G const int *restrict sizes)
{
  BAND
  for (int b = g0; b < g1; b++)
    for (int y = y0; y < y1; y++)
      for (int x = 0; x < O_W; x++) {
        V acc = (V) (0.0f);
        UNROLL for (int t = 0; t < TAPS; t++)
        {
          G const float *row = in + AT (I, n, b, source_y[y * TAPS + t], 0);
          V across = (V) (0.0f);
          UNROLL for (int s = 0; s < TAPS; s++) across
              = fma (LOAD (row + source_x[x * TAPS + s] * LANES), (V) (weight_x[x * TAPS + s]),
                     across);
          acc = fma (across, (V) (weight_y[y * TAPS + t]), acc);
        }
        EPILOGUE (acc, n, b, y, x)
        STORE (out + AT (O, n, b, y, x), acc);
      }
}
