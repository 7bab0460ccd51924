/* SPDX-License-Identifier: MIT */
/**
 * @file pool.cl
 * Pooling windows on blocked pictures. IS_MAX: the greatest; else the mean, over what lies inside,
 * or with ALL over the window within the picture padded to PADDED_H × PADDED_W.
 */
// test-defines: -DKERNEL=f -DLANES=8 -DI_C=16 -DI_H=9 -DI_W=9 -DI_P=0 -DI_LANES=8 -DI_BLOCK=648 -DI_IMAGE=1296 -DO_C=16 -DO_H=9 -DO_W=9 -DO_P=0 -DO_LANES=8 -DO_BLOCK=648 -DO_IMAGE=1296 -DK_H=3 -DK_W=3 -DS_Y=1 -DS_X=1 -DPAD_Y=1 -DPAD_X=1 -DD_Y=1 -DD_X=1 -DPADDED_H=11 -DPADDED_W=11 -DALL=0 -DIS_MAX=1 -DGROUPS=2 -DROWS=5 -DSPLIT=1 -DOPERANDS= -DEPILOGUE(v,n,b,y,x)= -DSIZES=
// test-defines: -DKERNEL=f -DLANES=16 -DI_C=16 -DI_H=9 -DI_W=9 -DI_P=0 -DI_LANES=16 -DI_BLOCK=1296 -DI_IMAGE=1296 -DO_C=16 -DO_H=9 -DO_W=9 -DO_P=0 -DO_LANES=16 -DO_BLOCK=1296 -DO_IMAGE=1296 -DK_H=3 -DK_W=3 -DS_Y=1 -DS_X=1 -DPAD_Y=1 -DPAD_X=1 -DD_Y=1 -DD_X=1 -DPADDED_H=11 -DPADDED_W=11 -DALL=1 -DIS_MAX=0 -DGROUPS=1 -DROWS=5 -DSPLIT=1 -DOPERANDS= -DEPILOGUE(v,n,b,y,x)= -DSIZES=
#include "vector.clh"

BANDS KERNEL (G const float *restrict in, G float *restrict out OPERANDS,
              G const int *restrict sizes)
{
  BAND
  for (int b = g0; b < g1; b++)
    for (int y = y0; y < y1; y++)
      for (int x = 0; x < O_W; x++) {
        V acc = (V) (IS_MAX ? -INFINITY : 0.0f);
        int count = 0;
        for (int ky = 0; ky < K_H; ky++)
          for (int kx = 0; kx < K_W; kx++) {
            const int iy = y * S_Y - PAD_Y + ky * D_Y, ix = x * S_X - PAD_X + kx * D_X;
            const int inside = iy >= 0 && iy < I_H && ix >= 0 && ix < I_W;
            count += ALL ? iy + PAD_Y < PADDED_H && ix + PAD_X < PADDED_W : inside;
            if (!inside)
              continue;
            const V value = LOAD (in + AT (I, n, b, iy, ix));
            acc = IS_MAX ? op_max (value, acc) : acc + value;
          }
        if (!IS_MAX)
          acc /= (V) ((float) count);
        EPILOGUE (acc, n, b, y, x)
        STORE (out + AT (O, n, b, y, x), acc);
      }
}
