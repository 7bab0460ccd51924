/* SPDX-License-Identifier: MIT */
/** @file image.h  How a picture in host memory becomes an input: staging memory and one kernel. */
#pragma once

#include "opencl/device.h"

typedef struct {
  OcnDevice *device; /**< not owned */
  cl_kernel kernel;
  cl_mem planes; /**< the picture's planes, one after the other; grows with the picture */
  gsize bytes;
} OcnImageStage;

gboolean ocn_image_stage_init (OcnImageStage *stage, OcnDevice *device, GError **error);
void ocn_image_stage_clear (OcnImageStage *stage);

/** A picture's place in an input of @width × @height pixels. */
typedef struct {
  guint x, y, width, height; /**< the rectangle that the picture fills */
  OcnMapping mapping;
} OcnPlacement;

/** Where @image lies in an input of @width × @height under @fit. */
void ocn_image_place (const OcnImage *image, OcnFit fit, guint width, guint height,
                      OcnPlacement *placement);

/** FALSE with ARGUMENT when size, planes or strides of @image are impossible. */
gboolean ocn_image_check (const OcnImage *image, GError **error);
