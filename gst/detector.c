/* SPDX-License-Identifier: MIT */
/** @file detector.c A picture in, boxes out. */
#include "gst/detector.h"

#include <math.h>

#include "gst/classes.h"
#include "gst/core/decode.h"
#include "gst/core/looks.h"

#define MAX_OUTPUTS 16

struct _GstAisleDetector {
  AisleModelInfo *info;
  char *path;
  OcnShape shape; /**< of the input; -1 where free */
  guint height_axis;
  gboolean *wanted; /**< one per label */
  float threshold;
  guint asked_width, asked_height;
  OcnDevice *device;

  OcnModel *model; /**< for width × height */
  OcnSession *session;
  guint width, height;
  guint n_outputs;
  guint outputs[MAX_OUTPUTS]; /**< indices in the order of info->outputs */
};

/* ---- opening ------------------------------------------------------------------------------ */

static gboolean
choose_labels (GstAisleDetector *self, const char *classes, GError **error)
{
  g_auto (GStrv) list = gst_aisle_classes_parse (classes);
  char **labels = self->info->labels;
  gboolean any = FALSE;
  self->wanted = g_new0 (gboolean, g_strv_length (labels));
  for (guint i = 0; labels[i] != NULL; i++)
    any |= self->wanted[i] = gst_aisle_classes_match (list, labels[i]);
  if (any)
    return TRUE;
  g_autofree char *known = g_strjoinv (", ", labels);
  g_set_error (error, AISLE_MODEL_ERROR, AISLE_MODEL_ERROR_VALUE,
               "The model %s knows none of the classes \"%s\"; it knows %s.", self->info->name,
               classes, known);
  return FALSE;
}

/** The .modelinfo speaks of the input that the network has. */
static gboolean
check_input_name (const GstAisleDetector *self, const char *name, GError **error)
{
  if (g_strcmp0 (self->info->input, name) == 0)
    return TRUE;
  g_set_error (error, AISLE_MODEL_ERROR, AISLE_MODEL_ERROR_VALUE,
               "The input of %s is \"%s\": call the group [%s] of its .modelinfo so.", self->path,
               name, self->info->input);
  return FALSE;
}

/** Which axes of the input are the picture's: [1,3,H,W] or [1,H,W,3]. */
static gboolean
read_input (GstAisleDetector *self, GError **error)
{
  const OcnTensorInfo *input = NULL;
  g_autoptr (GPtrArray) inputs = ocn_model_peek_inputs (self->path, error);
  if (inputs == NULL)
    return FALSE;
  if (inputs->len == 1) {
    input = g_ptr_array_index (inputs, 0);
    self->shape = input->shape;
    const gint64 *dims = self->shape.dims;
    if (self->shape.rank == 4 && (dims[1] == 3 || dims[1] == 1))
      self->height_axis = 2;
    else if (self->shape.rank == 4 && (dims[3] == 3 || dims[3] == 1))
      self->height_axis = 1;
  }
  if (self->height_axis != 0)
    return check_input_name (self, input->name, error);
  g_set_error (error, AISLE_MODEL_ERROR, AISLE_MODEL_ERROR_VALUE,
               "%s is no detector: it needs one input of shape [1,3,H,W] or [1,H,W,3].",
               self->path);
  return FALSE;
}

GstAisleDetector *
gst_aisle_detector_new (const GstAisleDetectorSettings *settings, GError **error)
{
  g_autoptr (GstAisleDetector) self = g_new0 (GstAisleDetector, 1);
  self->threshold = settings->threshold;
  self->asked_width = settings->width;
  self->asked_height = settings->height;
  self->path = aisle_model_find (settings->model, error);
  if (self->path == NULL)
    return NULL;
  self->info = aisle_model_info_load (self->path, error);
  if (self->info == NULL || !choose_labels (self, settings->classes, error)
      || !read_input (self, error))
    return NULL;
  self->device = ocn_device_new (settings->device, settings->cores, error);
  return self->device != NULL ? g_steal_pointer (&self) : NULL;
}

void
gst_aisle_detector_free (GstAisleDetector *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->session, ocn_session_free);
  g_clear_pointer (&self->model, ocn_model_unref);
  g_clear_pointer (&self->device, ocn_device_unref);
  g_clear_pointer (&self->info, aisle_model_info_free);
  g_free (self->wanted);
  g_free (self->path);
  g_free (self);
}

const AisleModelInfo *
gst_aisle_detector_get_info (const GstAisleDetector *self)
{
  return self->info;
}

/* ---- preparing for a frame size ----------------------------------------------------------- */

static void
choose_size (const GstAisleDetector *self, guint width, guint height, double pixel_aspect,
             guint *input_width, guint *input_height)
{
  const guint square_width = MAX (1, (guint)lround (width * pixel_aspect));
  *input_width = self->asked_width;
  *input_height = self->asked_height;
  if (*input_width == 0)
    aisle_model_info_choose_size (self->info, square_width, height, input_width, input_height);
  if (*input_width == 0) {
    *input_height = (guint)MAX (0, self->shape.dims[self->height_axis]);
    *input_width = (guint)MAX (0, self->shape.dims[self->height_axis + 1]);
  }
}

static gboolean
find_outputs (GstAisleDetector *self, GError **error)
{
  char **names = self->info->outputs;
  for (self->n_outputs = 0; names[self->n_outputs] != NULL; self->n_outputs++) {
    const char *name = names[self->n_outputs];
    const int index = ocn_model_find_output (self->model, name);
    if (index < 0 || self->n_outputs >= MAX_OUTPUTS) {
      g_set_error (error, AISLE_MODEL_ERROR, AISLE_MODEL_ERROR_VALUE,
                   "%s has no output \"%s\": correct `outputs` in its .modelinfo.", self->path,
                   name);
      return FALSE;
    }
    self->outputs[self->n_outputs] = (guint)index;
  }
  return TRUE;
}

/** Most networks that were exported for one size run at no other. */
static void
explain_size (const GstAisleDetector *self, guint width, guint height, GError **error)
{
  const gint64 *made_for = self->shape.dims + self->height_axis;
  if (made_for[0] > 0 && made_for[1] > 0 && (made_for[0] != height || made_for[1] != width))
    g_prefix_error (error,
                    "%s was exported for an input of %" G_GINT64_FORMAT "×%" G_GINT64_FORMAT
                    " and not for %u×%u: ",
                    self->path, made_for[1], made_for[0], width, height);
}

static gboolean
load (GstAisleDetector *self, guint width, guint height, GError **error)
{
  OcnShape shape = self->shape;
  shape.dims[0] = 1;
  shape.dims[self->height_axis] = height;
  shape.dims[self->height_axis + 1] = width;
  g_clear_pointer (&self->session, ocn_session_free);
  g_clear_pointer (&self->model, ocn_model_unref);
  self->model = ocn_model_new (self->device, self->path, &shape, error);
  if (self->model == NULL)
    explain_size (self, width, height, error);
  if (self->model == NULL || !find_outputs (self, error))
    return FALSE;
  self->session = ocn_session_new (self->model, error);
  self->width = width;
  self->height = height;
  return self->session != NULL;
}

gboolean
gst_aisle_detector_prepare (GstAisleDetector *self, guint width, guint height, double pixel_aspect,
                            GError **error)
{
  guint input_width, input_height;
  choose_size (self, width, height, pixel_aspect, &input_width, &input_height);
  if (input_width == 0 || input_height == 0) {
    g_set_error (error, AISLE_MODEL_ERROR, AISLE_MODEL_ERROR_VALUE,
                 "%s takes any input size: set input-size=WIDTHxHEIGHT.", self->path);
    return FALSE;
  }
  if (self->session != NULL && input_width == self->width && input_height == self->height)
    return TRUE;
  return load (self, input_width, input_height, error);
}

/* ---- one picture -------------------------------------------------------------------------- */

static OcnPreprocess
preprocess_of (const AisleModelInfo *info)
{
  OcnPreprocess preprocess = { .fit = info->letterbox ? OCN_FIT_LETTERBOX : OCN_FIT_STRETCH,
                               .bgr = info->bgr,
                               .padding = info->padding };
  for (guint i = 0; i < 3; i++) {
    preprocess.mean[i] = info->mean[i];
    preprocess.scale[i] = info->scale[i];
  }
  return preprocess;
}

static GArray *
decode (GstAisleDetector *self, GError **error)
{
  AisleTensor tensors[MAX_OUTPUTS];
  for (guint i = 0; i < self->n_outputs; i++) {
    const OcnShape *shape = &ocn_model_get_output (self->model, self->outputs[i])->shape;
    tensors[i].data = ocn_session_get_output (self->session, self->outputs[i], error);
    if (tensors[i].data == NULL)
      return NULL;
    tensors[i].rank = shape->rank;
    for (guint axis = 0; axis < shape->rank; axis++)
      tensors[i].dims[axis] = shape->dims[axis];
  }
  return aisle_decode (self->info, tensors, self->n_outputs, self->width, self->height,
                       self->threshold, self->wanted, error);
}

void
gst_aisle_detector_get_input_size (const GstAisleDetector *self, guint *width, guint *height)
{
  *width = self->width;
  *height = self->height;
}

/** The boxes of @image in its own pixels. */
static GArray *
look (GstAisleDetector *self, const OcnImage *image, GError **error)
{
  const OcnPreprocess preprocess = preprocess_of (self->info);
  OcnMapping mapping;
  if (!ocn_session_set_image (self->session, 0, image, &preprocess, &mapping, error)
      || !ocn_session_run (self->session, error))
    return NULL;
  GArray *boxes = decode (self, error);
  for (guint i = 0; boxes != NULL && i < boxes->len; i++) {
    AisleBox *box = &g_array_index (boxes, AisleBox, i);
    box->x = (float)((box->x - mapping.offset_x) / mapping.scale_x);
    box->y = (float)((box->y - mapping.offset_y) / mapping.scale_y);
    box->w = (float)(box->w / mapping.scale_x);
    box->h = (float)(box->h / mapping.scale_y);
  }
  return boxes;
}

/** Chroma begins on even pixels. */
static AisleRegion
align (AisleRegion crop)
{
  const guint right = crop.x & 1, down = crop.y & 1;
  return (AisleRegion){ crop.x - right, crop.y - down, crop.width + right, crop.height + down };
}

static gboolean
look_closer (GstAisleDetector *self, const OcnImage *image, const AisleRegion *crop,
             AisleLooks *looks, GError **error)
{
  const AisleRegion part = align (*crop);
  OcnImage picture;
  if (!ocn_image_crop (image, part.x, part.y, part.width, part.height, &picture, error))
    return FALSE;
  g_autoptr (GArray) boxes = look (self, &picture, error);
  if (boxes == NULL)
    return FALSE;
  const AisleRegionFrame size = { part.width, part.height, self->width, self->height, 0 };
  aisle_looks_add (looks, &part, aisle_region_whole_scale (&size), (AisleBox *) boxes->data,
                   boxes->len);
  return TRUE;
}

GArray *
gst_aisle_detector_run (GstAisleDetector *self, const OcnImage *image, const AisleRegion *crops,
                        guint n_crops, GError **error)
{
  const AisleRegion whole = { 0, 0, image->width, image->height };
  if (n_crops == 0)
    return look (self, image, error);
  g_autoptr (AisleLooks) looks = aisle_looks_new (image->width, image->height);
  if (!look_closer (self, image, &whole, looks, error))
    return NULL;
  for (guint i = 0; i < n_crops; i++)
    if (!look_closer (self, image, &crops[i], looks, error))
      return NULL;
  return aisle_looks_merge (looks, self->info->nms_iou, self->threshold);
}
