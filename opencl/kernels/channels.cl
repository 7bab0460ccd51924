/* SPDX-License-Identifier: MIT */
/**
 * @file channels.cl
 * Copies channels between blocked pictures: channel FIRST + c of the result is channel source[c]
 * of the input. Concat of odd counts, slices, splits and channel shuffle. A unit of the band is one
 * channel.
 */
// test-defines: -DKERNEL=f -DLANES=8 -DI_C=20 -DI_H=9 -DI_W=9 -DI_P=0 -DI_LANES=8 -DI_BLOCK=648 -DI_IMAGE=1944 -DO_C=30 -DO_H=9 -DO_W=9 -DO_P=1 -DO_LANES=8 -DO_BLOCK=968 -DO_IMAGE=3872 -DFIRST=10 -DGROUPS=20 -DROWS=5 -DSPLIT=4 -DSIZES=
#include "vector.clh"

BANDS KERNEL (G const float *restrict in, G const int *restrict source, G float *restrict out,
              G const int *restrict sizes)
{
  BAND
  for (int c = g0; c < g1; c++) {
    const int s = source[c], d = FIRST + c;
    for (int y = y0; y < y1; y++) {
      G const float *from = in + AT (I, n, s / I_LANES, y, 0) + s % I_LANES;
      G float *to = out + AT (O, n, d / O_LANES, y, 0) + d % O_LANES;
      for (int x = 0; x < O_W; x++)
        to[x * O_LANES] = from[x * I_LANES];
    }
  }
}
