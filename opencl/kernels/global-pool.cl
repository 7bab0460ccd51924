/* SPDX-License-Identifier: MIT */
/**
 * @file global-pool.cl
 * The mean (or with IS_MAX the greatest) of each channel of a blocked picture. A block is reduced
 * by one work-item in a fixed order.
 */
// test-defines: -DKERNEL=f -DLANES=8 -DI_C=16 -DI_H=9 -DI_W=9 -DI_P=0 -DI_LANES=8 -DI_BLOCK=648 -DI_IMAGE=1296 -DO_C=16 -DO_H=1 -DO_W=1 -DO_P=0 -DO_LANES=8 -DO_BLOCK=32 -DO_IMAGE=64 -DIS_MAX=0 -DGROUPS=2 -DROWS=1 -DSPLIT=1 -DOPERANDS= -DEPILOGUE(v,n,b,y,x)= -DSIZES=
#include "vector.clh"

BANDS KERNEL (G const float *restrict in, G float *restrict out OPERANDS,
              G const int *restrict sizes)
{
  BAND
  for (int b = g0; b < g1; b++) {
    /* Four partial results, because one alone would wait for each addition. */
    V part[4];
    for (int i = 0; i < 4; i++)
      part[i] = (V) (IS_MAX ? -INFINITY : 0.0f);
    for (int y = 0; y < I_H; y++)
      for (int x = 0; x < I_W; x++) {
        const V value = LOAD (in + AT (I, n, b, y, x));
        part[x & 3] = IS_MAX ? op_max (value, part[x & 3]) : part[x & 3] + value;
      }
    V acc = IS_MAX ? op_max (op_max (part[0], part[1]), op_max (part[2], part[3]))
                   : ((part[0] + part[1]) + (part[2] + part[3])) / (V) ((float) (I_H * I_W));
    EPILOGUE (acc, n, b, 0, 0)
    STORE (out + AT (O, n, b, 0, 0), acc);
  }
}
