/* SPDX-License-Identifier: MIT */
/**
 * @file model-info.h
 * What an ONNX file cannot say: the `.modelinfo` keyfile beside it, in GStreamer 1.28's format
 * where it has a key (group [modelinfo] with version; one group per tensor with dims, type,
 * dir, ranges, …), and a group [aisle] of our own: head, labels, strides, fit, padding, …
 */
#pragma once

#include "box.h"

G_BEGIN_DECLS

typedef enum {
  AISLE_HEAD_CENTERNET,
  AISLE_HEAD_SSD,
  AISLE_HEAD_YOLOX,
  AISLE_HEAD_YOLOV8,
  AISLE_HEAD_NANODET,
  AISLE_HEAD_FASTESTDET,
} AisleHead;

typedef struct {
  char *name;            /**< of the model */
  char *licence;         /**< and, after a colon, what is doubtful about it; or NULL */
  AisleHead head;
  char **labels;         /**< NULL-terminated */
  guint input_width, input_height; /**< default size; 0: that of the file */
  gboolean letterbox;    /**< else stretched */
  gboolean bgr;
  float mean[3], scale[3], padding; /**< as OcnPreprocess */
  guint n_strides;
  guint strides[8];
  float nms_iou;         /**< 0: the head needs none (CenterNet's peaks) */
  float high_threshold;  /**< the tracker's default for this model */
  guint reg_max;         /**< NanoDet, YOLOv8: bins of the distance distribution − 1 */
  guint ssd_layers;      /**< SSD: anchors are generated from these four */
  float ssd_min_scale, ssd_max_scale;
  char **outputs;        /**< output names in the order that the head's decoder documents */
} AisleModelInfo;

#define AISLE_MODEL_ERROR (aisle_model_error_quark ())
GQuark aisle_model_error_quark (void);
typedef enum {
  AISLE_MODEL_ERROR_FILE,  /**< no such model or no .modelinfo beside it */
  AISLE_MODEL_ERROR_VALUE, /**< a key is missing or wrong; the sentence names group and key */
} AisleModelErrorCode;

/**
 * Find a model: a path of an ONNX file, or a name in $AISLE_MODELS, the build's models/cache or
 * the installed models. Returns: (transfer full): path of the .onnx, or NULL.
 */
char *aisle_model_find (const char *name_or_path, GError **error);
/** Returns: (transfer full): from @onnx_path + ".modelinfo", NULL with AISLE_MODEL_ERROR. */
AisleModelInfo *aisle_model_info_load (const char *onnx_path, GError **error);
void aisle_model_info_free (AisleModelInfo *info);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AisleModelInfo, aisle_model_info_free)

G_END_DECLS
