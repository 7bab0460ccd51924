/* SPDX-License-Identifier: MIT */
/**
 * @file detector.h
 * A model of the core and a session of the engine joined: a picture in, boxes out. One thread at
 * a time.
 */
#pragma once

#include "gst/core/model-info.h"
#include "gst/core/region-plan.h"
#include "opencl/ocn.h"

G_BEGIN_DECLS

typedef struct _GstAisleDetector GstAisleDetector;

typedef struct {
  const char *model;   /**< name or path */
  const char *device;  /**< (nullable): selector of OpenCL */
  guint cores;         /**< 0: all */
  const char *classes; /**< labels, as in classes.h */
  float threshold;     /**< least confidence */
  guint width, height; /**< of the network's input; 0: chosen for the frame */
} GstAisleDetectorSettings;

/**
 * Find the model and open the device.
 * Returns: (transfer full): NULL with AISLE_MODEL_ERROR or OCN_ERROR.
 */
GstAisleDetector *gst_aisle_detector_new (const GstAisleDetectorSettings *settings, GError **error);
void gst_aisle_detector_free (GstAisleDetector *detector);

/** Returns: (transfer none). */
const AisleModelInfo *gst_aisle_detector_get_info (const GstAisleDetector *detector);

/**
 * Make ready for frames of @width × @height pixels of @pixel_aspect: choose the input size, load
 * the network for it. Cheap when the input size stays.
 */
gboolean gst_aisle_detector_prepare (GstAisleDetector *detector, guint width, guint height,
                                     double pixel_aspect, GError **error);

/** Size of the network's input that was prepared for, pixels. */
void gst_aisle_detector_get_input_size (const GstAisleDetector *detector, guint *width,
                                        guint *height);

/**
 * Look at one picture of the size that was prepared for: at the whole, and then at each of
 * @n_crops parts of it. The network runs once for each look, in the same memory.
 * Returns: (transfer full): GArray of AisleBox in pixels of @image, by falling confidence; NULL
 *   with an error.
 */
GArray *gst_aisle_detector_run (GstAisleDetector *detector, const OcnImage *image,
                                const AisleRegion *crops, guint n_crops, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GstAisleDetector, gst_aisle_detector_free)

G_END_DECLS
