/* SPDX-License-Identifier: MIT */
/**
 * @file layout.cl
 * Between dense tensors and blocked pictures. The dense side is given by the floats from one
 * image, channel, row and pixel to the next, so a transpose to or from NHWC costs nothing.
 */
// test-defines: -DKERNEL=f -DPACK=1 -DLANES=8 -DO_C=3 -DO_H=9 -DO_W=9 -DO_P=1 -DO_LANES=4 -DO_BLOCK=484 -DO_IMAGE=484 -DSTEP_N=243 -DSTEP_C=81 -DSTEP_Y=9 -DSTEP_X=1 -DGROUPS=1 -DROWS=5 -DSPLIT=1 -DSIZES=
// test-defines: -DKERNEL=f -DPACK=0 -DLANES=8 -DO_C=20 -DO_H=9 -DO_W=9 -DO_P=1 -DO_LANES=8 -DO_BLOCK=968 -DO_IMAGE=2904 -DSTEP_N=1620 -DSTEP_C=81 -DSTEP_Y=9 -DSTEP_X=1 -DGROUPS=3 -DROWS=5 -DSPLIT=1 -DSIZES=
#include "vector.clh"

#if PACK
BANDS KERNEL (G const float *restrict dense, G float *restrict blocked, G const int *restrict sizes)
#else
BANDS KERNEL (G const float *restrict blocked, G float *restrict dense, G const int *restrict sizes)
#endif
{
  BAND
  for (int b = g0; b < g1; b++) {
    const int count = min (O_C - b * O_LANES, O_LANES);
    for (int y = y0; y < y1; y++)
      for (int c = 0; c < (PACK ? O_LANES : count); c++) {
        const int from = n * STEP_N + (b * O_LANES + c) * STEP_C + y * STEP_Y;
        const int to = AT (O, n, b, y, 0) + c;
        for (int x = 0; x < O_W; x++)
#if PACK
          blocked[to + x * O_LANES] = c < count ? dense[from + x * STEP_X] : 0.0f;
#else
          dense[from + x * STEP_X] = blocked[to + x * O_LANES];
#endif
      }
  }
}
