/* SPDX-License-Identifier: MIT */
/**
 * @file image-format.h
 * What image.c tells the image kernel; read by the C and the OpenCL compiler. Only 4-byte fields.
 */
#ifndef IMAGE_FORMAT_H
#define IMAGE_FORMAT_H

#define IMAGE_PACKED 0     /* R, G, B bytes within a pixel */
#define IMAGE_GRAY 1       /* Y */
#define IMAGE_PLANAR 2     /* Y, U, V planes, U and V at half size */
#define IMAGE_SEMIPLANAR 3 /* Y plane, plane of U, V pairs at half size */

typedef struct {
  int layout, pixel_bytes, red, green, blue;
  int image_width, image_height;
  int offsets[3], strides[3];            /* bytes: start of each plane, row to row */
  int channels, width, height;           /* of the input */
  int start;                             /* floats before the first pixel */
  int step_x, step_y, step_channel;      /* floats from one to the next */
  int target[3];                         /* channel of the input for R, G, B */
  int x, y, inner_width, inner_height;   /* the rectangle of the input that the picture fills */
  float ratio_x, ratio_y;                /* picture pixels per input pixel */
  float luma_offset, luma_scale;         /* Y → 0…255 */
  float red_v, green_u, green_v, blue_u; /* factors of U − 128, V − 128 */
  float mean[3], scale[3];               /* for R, G, B */
  float padding;
} OcnImageParameters;

#endif
