/* SPDX-License-Identifier: MIT */
/**
 * @file model-info.h
 * What an ONNX file cannot say: the `.modelinfo` keyfile beside it, in GStreamer 1.28's format
 * where it has a key (group [modelinfo] with version; one group per tensor with dims, type,
 * dir, ranges, …), and a group [aisle] of our own: head, labels, strides, fit, padding, …
 * models/README.md lists the keys.
 */
#pragma once

#include "box.h"

G_BEGIN_DECLS

/** How output tensors say what was found; decode.h has the tensors of each. */
typedef enum {
  AISLE_HEAD_CENTERNET,
  AISLE_HEAD_SSD,
  AISLE_HEAD_YOLOX,
  AISLE_HEAD_YOLOV8,
  AISLE_HEAD_NANODET,
  AISLE_HEAD_FASTESTDET,
} AisleHead;

#define AISLE_MAX_STRIDES 8

typedef struct {
  char *name;            /**< of the model; that of the file without its endings by default */
  char *licence;         /**< and, after a colon, what is doubtful about it; or NULL */
  AisleHead head;
  char **labels;         /**< NULL-terminated, at least one; "background" is never detected */
  char *input;           /**< name of the input */
  char **outputs;        /**< output names in the order that decode.h gives for the head */
  guint input_width, input_height; /**< default size; 0: that of the file */
  guint size_step;       /**< the input may have any size of multiples of it; 0: only the default */
  gboolean letterbox;    /**< else stretched */
  gboolean bgr;
  float mean[3], scale[3], padding; /**< as OcnPreprocess */
  guint n_strides;
  guint strides[AISLE_MAX_STRIDES]; /**< pixels of the input per cell, of each map */
  float nms_iou;         /**< 0: the head needs none (CenterNet's peaks) */
  float high_threshold;  /**< the tracker's default for this model */
  guint reg_max;         /**< NanoDet: bins of the distance distribution − 1 */
  float cell_offset;     /**< NanoDet: the point of a cell that distances start from, in strides */
  float ssd_min_scale, ssd_max_scale; /**< SSD: of the anchors of the first and the last map */
} AisleModelInfo;

#define AISLE_MODEL_ERROR (aisle_model_error_quark ())
GQuark aisle_model_error_quark (void);
typedef enum {
  AISLE_MODEL_ERROR_FILE,  /**< no such model or no .modelinfo beside it */
  AISLE_MODEL_ERROR_VALUE, /**< a key is missing or wrong; the sentence names group and key */
} AisleModelErrorCode;

/** The name of the model that finds people where none is given. */
#define AISLE_MODEL_DEFAULT "person-nanodet"

/**
 * Find a model: a path of an ONNX file (it has a '/' or ends in .onnx), or a name in
 * $AISLE_MODELS, the build's models/cache or the installed models.
 * Returns: (transfer full): path of the .onnx, or NULL with AISLE_MODEL_ERROR_FILE.
 */
char *aisle_model_find (const char *name_or_path, GError **error);
/**
 * Every ONNX file in these folders; of two of one name the one that aisle_model_find() takes.
 * Returns: (transfer full): paths in alphabetical order, `char *`; empty when there is none.
 */
GPtrArray *aisle_model_list (void);
/** Returns: (transfer full): from @onnx_path + ".modelinfo", NULL with AISLE_MODEL_ERROR. */
AisleModelInfo *aisle_model_info_load (const char *onnx_path, GError **error);
/** The same from the text of a keyfile; @name stands for the file in messages. */
AisleModelInfo *aisle_model_info_parse (const char *text, gsize length, const char *name,
                                        GError **error);
void aisle_model_info_free (AisleModelInfo *info);

/** @text: "WIDTHxHEIGHT", both 1…16384. Returns: FALSE when it is something else. */
gboolean aisle_size_parse (const char *text, guint *width, guint *height);

/** Returns: (transfer none): the word for @head in a .modelinfo. */
const char *aisle_head_name (AisleHead head);

/**
 * The input size for frames of @frame_width × @frame_height (in square pixels, ≥ 1): of all sizes
 * in multiples of `size_step` with about the default size's number of pixels (at most 5 % more),
 * the one in which the letterboxed frame is largest, then the smallest such. So a camera of any
 * shape costs the same and little goes to the bars. Without a `size_step`: the default size, which
 * may be 0 × 0.
 */
void aisle_model_info_choose_size (const AisleModelInfo *info, guint frame_width,
                                   guint frame_height, guint *width, guint *height);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AisleModelInfo, aisle_model_info_free)

G_END_DECLS
