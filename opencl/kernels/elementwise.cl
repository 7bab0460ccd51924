/* SPDX-License-Identifier: MIT */
/** @file elementwise.cl  A chain of elementwise operators on a blocked picture: its EPILOGUE. */
// test-defines: -DKERNEL=f -DLANES=4 -DI_C=16 -DI_H=9 -DI_W=9 -DI_P=0 -DI_LANES=4 -DI_BLOCK=324 -DI_IMAGE=1296 -DO_C=16 -DO_H=9 -DO_W=9 -DO_P=1 -DO_LANES=4 -DO_BLOCK=484 -DO_IMAGE=1936 -DGROUPS=4 -DROWS=5 -DSPLIT=1 -DOPERANDS= -DEPILOGUE(v,n,b,y,x)= -DSIZES=
#include "vector.clh"

BANDS KERNEL (G const float *restrict in, G float *restrict out OPERANDS,
              G const int *restrict sizes)
{
  BAND
  for (int b = g0; b < g1; b++)
    for (int y = y0; y < y1; y++)
      for (int x = 0; x < O_W; x++) {
        V acc = LOAD (in + AT (I, n, b, y, x));
        EPILOGUE (acc, n, b, y, x)
        STORE (out + AT (O, n, b, y, x), acc);
      }
}
