/* SPDX-License-Identifier: MIT */
/**
 * SECTION:element-aisledetect
 *
 * Finds objects on each frame with a network that runs on OpenCL, and adds a GstAnalyticsODMtd for
 * each. A frame that was looked at always gets a relation meta, even an empty one; one that was
 * not gets none. When the pipeline is late, frames are not looked at (and counted in `dropped`);
 * the video itself goes on.
 *
 * With a config, parts of the frame round its lines, zones and queues are looked at again, up to
 * pixel for pixel: see `regions`.
 *
 * |[
 * gst-launch-1.0 videotestsrc num-buffers=2 ! aisledetect on-error=pass ! aisletrack ! fakesink
 * ]|
 */
/** @file aisledetect.c The element aisledetect: frames to detections. */
#include <gst/analytics/analytics.h>
#include <gst/base/gstbasetransform.h>
#include <math.h>

#include "gst/closer-look.h"
#include "gst/detector-event.h"
#include "gst/detector.h"
#include "gst/frame-image.h"
#include "gst/lateness.h"
#include "gst/plugin/elements.h"

GST_DEBUG_CATEGORY_STATIC (aisledetect_debug);
#define GST_CAT_DEFAULT aisledetect_debug

enum {
  PROP_MODEL = 1,
  PROP_DEVICE,
  PROP_CORES,
  PROP_PRECISION,
  PROP_INPUT_SIZE,
  PROP_ON_ERROR,
  PROP_THRESHOLD,
  PROP_CLASSES,
  PROP_INTERVAL,
  PROP_CONFIG,
  PROP_REGIONS,
  PROP_MAX_REGIONS,
  PROP_DROPPED,
};

typedef enum { ON_ERROR_STOP, ON_ERROR_PASS } OnError;

#define DEFAULT_PRECISION "fp32"
#define DEFAULT_ON_ERROR ON_ERROR_STOP
#define DEFAULT_THRESHOLD 0.1f
#define DEFAULT_CLASSES "person"
#define DEFAULT_INTERVAL 1
#define DEFAULT_REGIONS AISLE_REGIONS_AUTO
#define DEFAULT_MAX_REGIONS 4

#define SYSTEM_CAPS GST_VIDEO_CAPS_MAKE (GST_AISLE_IMAGE_FORMATS)
/* Other memory is accepted only to be refused with a sentence that says what to do. */
#define ANY_CAPS SYSTEM_CAPS "; video/x-raw(ANY)"

static GstStaticPadTemplate sink_template =
    GST_STATIC_PAD_TEMPLATE ("sink", GST_PAD_SINK, GST_PAD_ALWAYS, GST_STATIC_CAPS (ANY_CAPS));
static GstStaticPadTemplate src_template =
    GST_STATIC_PAD_TEMPLATE ("src", GST_PAD_SRC, GST_PAD_ALWAYS, GST_STATIC_CAPS (ANY_CAPS));

#define GST_TYPE_AISLE_DETECT (gst_aisle_detect_get_type ())
G_DECLARE_FINAL_TYPE (GstAisleDetect, gst_aisle_detect, GST, AISLE_DETECT, GstBaseTransform)

struct _GstAisleDetect {
  GstBaseTransform parent;
  char *model, *device, *precision, *input_size, *classes, *config;
  guint cores;
  OnError on_error;
  float threshold;
  guint interval;
  guint64 dropped;
  AisleRegionsMode regions;
  guint max_regions;

  GstAisleDetector *detector; /**< from READY on; NULL after a failure with on-error=pass */
  gboolean changed;           /**< a property that the detector depends on, since it was made */
  GstAisleLateness *lateness;
  GstAisleCloserLook *closer; /**< while started */

  /* Streaming thread. */
  GstVideoInfo info;
  guint since; /**< frames since the last one that was looked at */
};

G_DEFINE_TYPE (GstAisleDetect, gst_aisle_detect, GST_TYPE_BASE_TRANSFORM)
GST_ELEMENT_REGISTER_DEFINE_WITH_CODE (aisledetect, "aisledetect", GST_RANK_NONE,
                                       GST_TYPE_AISLE_DETECT,
                                       GST_DEBUG_CATEGORY_INIT (aisledetect_debug, "aisledetect", 0,
                                                                "Frames to detections"))

/* ---- failing ------------------------------------------------------------------------------ */

/**
 * Say once what went wrong. Returns: TRUE when the video may go on without detections.
 */
static gboolean
fail (GstAisleDetect *self, GQuark domain, gint code, const char *sentence)
{
  const gboolean pass = self->on_error == ON_ERROR_PASS;
  g_clear_pointer (&self->detector, gst_aisle_detector_free);
  gst_element_message_full (GST_ELEMENT (self), pass ? GST_MESSAGE_WARNING : GST_MESSAGE_ERROR,
                            domain, code, g_strdup (sentence), NULL, __FILE__, GST_FUNCTION,
                            __LINE__);
  return pass;
}

static gboolean
fail_with (GstAisleDetect *self, const GError *error)
{
  if (g_error_matches (error, OCN_ERROR, OCN_ERROR_NO_DEVICE)
      || g_error_matches (error, AISLE_MODEL_ERROR, AISLE_MODEL_ERROR_FILE))
    return fail (self, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NOT_FOUND, error->message);
  if (g_error_matches (error, OCN_ERROR, OCN_ERROR_FILE))
    return fail (self, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_OPEN_READ, error->message);
  if (g_error_matches (error, OCN_ERROR, OCN_ERROR_DEVICE))
    return fail (self, GST_LIBRARY_ERROR, GST_LIBRARY_ERROR_FAILED, error->message);
  return fail (self, GST_LIBRARY_ERROR, GST_LIBRARY_ERROR_SETTINGS, error->message);
}

/* ---- opening ------------------------------------------------------------------------------ */

/** A licence with a doubt (after a colon) is said each time the model is opened. */
static void
say_licence (GstAisleDetect *self)
{
  const AisleModelInfo *info = gst_aisle_detector_get_info (self->detector);
  if (info->licence == NULL || strchr (info->licence, ':') == NULL)
    return;
  /* Twice, because gst-launch-1.0 prints the one and applications show the other. */
  GST_ELEMENT_INFO (self, RESOURCE, SETTINGS,
                    ("The licence of model %s is %s.", info->name, info->licence),
                    ("The licence of model %s is %s.", info->name, info->licence));
}

static gboolean
open_detector (GstAisleDetect *self)
{
  GstAisleDetectorSettings settings = { .model = self->model != NULL ? self->model : "",
                                        .device = self->device,
                                        .cores = self->cores,
                                        .classes = self->classes,
                                        .threshold = self->threshold };
  g_autoptr (GError) error = NULL;
  g_clear_pointer (&self->detector, gst_aisle_detector_free);
  self->changed = FALSE;
  if (g_strcmp0 (self->precision, "fp32") != 0)
    return fail (self, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_SETTINGS,
                 "This precision is not available: use precision=fp32.");
  if (self->input_size != NULL && *self->input_size != '\0'
      && !aisle_size_parse (self->input_size, &settings.width, &settings.height))
    return fail (self, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_SETTINGS,
                 "input-size is not a size: write it as 384x288.");
  self->detector = gst_aisle_detector_new (&settings, &error);
  if (self->detector == NULL)
    return fail_with (self, error);
  say_licence (self);
  return TRUE;
}

static GstStateChangeReturn
gst_aisle_detect_change_state (GstElement *element, GstStateChange transition)
{
  GstAisleDetect *self = GST_AISLE_DETECT (element);
  if (transition == GST_STATE_CHANGE_NULL_TO_READY && !open_detector (self))
    return GST_STATE_CHANGE_FAILURE;
  const GstStateChangeReturn result =
      GST_ELEMENT_CLASS (gst_aisle_detect_parent_class)->change_state (element, transition);
  if (transition == GST_STATE_CHANGE_READY_TO_NULL)
    g_clear_pointer (&self->detector, gst_aisle_detector_free);
  return result;
}

static gboolean
open_closer_look (GstAisleDetect *self)
{
  g_autoptr (GError) error = NULL;
  self->closer =
      gst_aisle_closer_look_new (self->regions, self->max_regions, self->config, &error);
  return self->closer != NULL || fail (self, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_SETTINGS,
                                       error->message);
}

static gboolean
gst_aisle_detect_start (GstBaseTransform *base)
{
  GstAisleDetect *self = GST_AISLE_DETECT (base);
  self->since = G_MAXUINT;
  self->dropped = 0;
  gst_aisle_lateness_reset (self->lateness);
  return (self->changed ? open_detector (self) : TRUE) && open_closer_look (self);
}

static gboolean
gst_aisle_detect_stop (GstBaseTransform *base)
{
  g_clear_pointer (&GST_AISLE_DETECT (base)->closer, gst_aisle_closer_look_free);
  return TRUE;
}

/* ---- caps --------------------------------------------------------------------------------- */

/** NULL, or a sentence that says why frames of @caps cannot be looked at and what to do. */
static const char *
refuse_caps (const GstCaps *caps, GstVideoInfo *info)
{
  const GstCapsFeatures *features = gst_caps_get_features (caps, 0);
  if (features != NULL
      && !gst_caps_features_is_equal (features, GST_CAPS_FEATURES_MEMORY_SYSTEM_MEMORY))
    return "Frames are not in system memory: put videoconvert, or the download element of that "
           "memory (vapostproc, gldownload, cudadownload), before aisledetect.";
  if (!gst_video_info_from_caps (info, caps))
    return "The caps are not raw video of a fixed size: put videoconvert before aisledetect.";
  if (!gst_aisle_frame_image_supports (GST_VIDEO_INFO_FORMAT (info)))
    return "This pixel format is not supported: put videoconvert before aisledetect.";
  if (GST_VIDEO_INFO_IS_INTERLACED (info))
    return "Frames are interlaced: put deinterlace before aisledetect.";
  return NULL;
}

static void
announce_model (GstAisleDetect *self)
{
  const AisleModelInfo *info = gst_aisle_detector_get_info (self->detector);
  gst_pad_push_event (GST_BASE_TRANSFORM_SRC_PAD (self),
                      gst_aisle_model_event_new (info->name, info->licence, info->high_threshold));
}

static void
set_closer_size (GstAisleDetect *self)
{
  guint width, height;
  gst_aisle_detector_get_input_size (self->detector, &width, &height);
  gst_aisle_closer_look_set_size (self->closer, (guint) self->info.width,
                                  (guint) self->info.height, width, height);
}

static gboolean
gst_aisle_detect_set_caps (GstBaseTransform *base, GstCaps *in, GstCaps *out)
{
  GstAisleDetect *self = GST_AISLE_DETECT (base);
  g_autoptr (GError) error = NULL;
  if (self->detector == NULL)
    return self->on_error == ON_ERROR_PASS;
  const char *refusal = refuse_caps (in, &self->info);
  if (refusal != NULL)
    return fail (self, GST_STREAM_ERROR, GST_STREAM_ERROR_FORMAT, refusal);
  const GstVideoInfo *info = &self->info;
  const double pixel_aspect = GST_VIDEO_INFO_PAR_N (info) / (double) GST_VIDEO_INFO_PAR_D (info);
  if (!gst_aisle_detector_prepare (self->detector, (guint) info->width, (guint) info->height,
                                   pixel_aspect, &error))
    return fail_with (self, error);
  set_closer_size (self);
  gst_aisle_lateness_set_frame_rate (self->lateness, info->fps_n, info->fps_d);
  announce_model (self);
  return TRUE;
}

/** Where the other side could give system memory too, it is asked for nothing else. */
static void
prefer_system_memory (GstQuery *query)
{
  GstCaps *result;
  gst_query_parse_caps_result (query, &result);
  g_autoptr (GstCaps) system = gst_caps_new_empty ();
  for (guint i = 0; result != NULL && !gst_caps_is_any (result) && i < gst_caps_get_size (result);
       i++) {
    const GstCapsFeatures *features = gst_caps_get_features (result, i);
    if (gst_caps_features_is_equal (features, GST_CAPS_FEATURES_MEMORY_SYSTEM_MEMORY))
      gst_caps_append_structure (system, gst_structure_copy (gst_caps_get_structure (result, i)));
  }
  if (!gst_caps_is_empty (system))
    gst_query_set_caps_result (query, system);
}

static gboolean
gst_aisle_detect_query (GstBaseTransform *base, GstPadDirection direction, GstQuery *query)
{
  GstAisleDetect *self = GST_AISLE_DETECT (base);
  GstCaps *filter = NULL;
  if (!GST_BASE_TRANSFORM_CLASS (gst_aisle_detect_parent_class)->query (base, direction, query))
    return FALSE;
  if (GST_QUERY_TYPE (query) == GST_QUERY_CAPS) {
    gst_query_parse_caps (query, &filter);
    if (filter != NULL)
      prefer_system_memory (query);
  } else if (GST_QUERY_TYPE (query) == GST_QUERY_LATENCY && direction == GST_PAD_SRC) {
    gst_aisle_lateness_add_latency (self->lateness, query);
  }
  return TRUE;
}

/* ---- one frame ---------------------------------------------------------------------------- */

static void
add_boxes (GstAisleDetect *self, GstBuffer *buffer, const GArray *boxes)
{
  char **labels = gst_aisle_detector_get_info (self->detector)->labels;
  GstAnalyticsRelationMeta *meta = gst_buffer_get_analytics_relation_meta (buffer);
  if (meta == NULL)
    meta = gst_buffer_add_analytics_relation_meta (buffer);
  for (guint i = 0; i < boxes->len; i++) {
    const AisleBox *box = &g_array_index (boxes, AisleBox, i);
    const int left = (int) lroundf (box->x), top = (int) lroundf (box->y);
    GstAnalyticsODMtd od;
    gst_analytics_relation_meta_add_od_mtd (meta, g_quark_from_string (labels[box->label]), left,
                                            top, (int) lroundf (box->x + box->w) - left,
                                            (int) lroundf (box->y + box->h) - top, box->confidence,
                                            &od);
  }
}

/** The parts of the frame to look at again. */
static guint
choose_regions (GstAisleDetect *self, const GstBuffer *buffer, AisleRegion *crops)
{
  const GstSegment *segment = &GST_BASE_TRANSFORM (self)->segment;
  const GstClockTime time = GST_BUFFER_PTS_IS_VALID (buffer) && segment->format == GST_FORMAT_TIME
                                ? gst_segment_to_stream_time (segment, GST_FORMAT_TIME,
                                                              GST_BUFFER_PTS (buffer))
                                : GST_CLOCK_TIME_NONE;
  g_autoptr (GError) error = NULL;
  const guint n = gst_aisle_closer_look_choose (
      self->closer, GST_CLOCK_TIME_IS_VALID (time) ? (gint64) time : -1, crops, &error);
  if (error != NULL)
    /* Not a message: aislefootfall, which reads the same file, sends it. */
    GST_WARNING_OBJECT (self, "The changed config is not used: %s", error->message);
  return n;
}

static GArray *
find_boxes (GstAisleDetect *self, const GstBuffer *buffer, const OcnImage *image, GError **error)
{
  AisleRegion crops[AISLE_REGIONS_MAX];
  const guint n = choose_regions (self, buffer, crops);
  GArray *boxes = gst_aisle_detector_run (self->detector, image, crops, n, error);
  if (boxes != NULL)
    gst_aisle_closer_look_observe (self->closer, boxes,
                                   gst_aisle_detector_get_info (self->detector)->high_threshold);
  return boxes;
}

static GstFlowReturn
look (GstAisleDetect *self, GstBuffer *buffer)
{
  g_autoptr (GError) error = NULL;
  GstVideoFrame frame;
  OcnImage image;
  if (!gst_video_frame_map (&frame, &self->info, buffer, GST_MAP_READ))
    return fail (self, GST_STREAM_ERROR, GST_STREAM_ERROR_FAILED, "A frame cannot be read.")
               ? GST_FLOW_OK
               : GST_FLOW_ERROR;
  gst_aisle_frame_image_init (&image, &frame);
  g_autoptr (GArray) boxes = find_boxes (self, buffer, &image, &error);
  gst_video_frame_unmap (&frame);
  if (boxes == NULL)
    return fail_with (self, error) ? GST_FLOW_OK : GST_FLOW_ERROR;
  add_boxes (self, buffer, boxes);
  return GST_FLOW_OK;
}

static void
count_dropped (GstAisleDetect *self)
{
  GST_OBJECT_LOCK (self);
  self->dropped++;
  GST_OBJECT_UNLOCK (self);
  gst_pad_push_event (GST_BASE_TRANSFORM_SRC_PAD (self), gst_aisle_dropped_event_new ());
}

/** Buffers of a pool come back with the emptied meta of their last use. */
static void
remove_empty_meta (GstBuffer *buffer)
{
  GstAnalyticsRelationMeta *meta = gst_buffer_get_analytics_relation_meta (buffer);
  if (meta != NULL && gst_analytics_relation_get_length (meta) == 0)
    gst_buffer_remove_meta (buffer, GST_META_CAST (meta));
}

static GstFlowReturn
gst_aisle_detect_transform_ip (GstBaseTransform *base, GstBuffer *buffer)
{
  GstAisleDetect *self = GST_AISLE_DETECT (base);
  if (self->since < G_MAXUINT)
    self->since++;
  remove_empty_meta (buffer);
  if (self->detector == NULL)
    return self->on_error == ON_ERROR_PASS ? GST_FLOW_OK : GST_FLOW_ERROR;
  if (self->since < self->interval)
    return GST_FLOW_OK;
  if (gst_aisle_lateness_check (self->lateness, GST_ELEMENT (self), &base->segment, buffer)) {
    count_dropped (self);
    return GST_FLOW_OK;
  }
  self->since = 0;
  return look (self, buffer);
}

/* ---- events ------------------------------------------------------------------------------- */

static gboolean
gst_aisle_detect_src_event (GstBaseTransform *base, GstEvent *event)
{
  GstAisleDetect *self = GST_AISLE_DETECT (base);
  if (gst_aisle_lateness_take_event (self->lateness, event)
      && g_atomic_pointer_get (&self->detector) != NULL) {
    gst_event_unref (event);
    return TRUE;
  }
  return GST_BASE_TRANSFORM_CLASS (gst_aisle_detect_parent_class)->src_event (base, event);
}

static gboolean
gst_aisle_detect_sink_event (GstBaseTransform *base, GstEvent *event)
{
  GstAisleDetect *self = GST_AISLE_DETECT (base);
  if (GST_EVENT_TYPE (event) == GST_EVENT_FLUSH_STOP) {
    gst_aisle_lateness_flush (self->lateness);
    self->since = G_MAXUINT;
  }
  return GST_BASE_TRANSFORM_CLASS (gst_aisle_detect_parent_class)->sink_event (base, event);
}

/* ---- object ------------------------------------------------------------------------------- */

static GType
on_error_get_type (void)
{
  static gsize type = 0;
  static const GEnumValue values[] = {
    { ON_ERROR_STOP, "Stop with an error", "stop" },
    { ON_ERROR_PASS, "Let the video go on without detections, and warn once", "pass" },
    { 0, NULL, NULL },
  };
  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("GstAisleDetectOnError", values));
  return type;
}

static GType
regions_get_type (void)
{
  static gsize type = 0;
  static const GEnumValue values[] = {
    { AISLE_REGIONS_OFF, "Look at the whole frame only", "off" },
    { AISLE_REGIONS_CONFIG, "Look closer round lines and zones, on each frame", "config" },
    { AISLE_REGIONS_AUTO, "Look closer where people are small there, and while they are", "auto" },
    { 0, NULL, NULL },
  };
  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("GstAisleDetectRegions", values));
  return type;
}

static char **
string_property (GstAisleDetect *self, guint id)
{
  switch (id) {
  case PROP_MODEL:
    return &self->model;
  case PROP_DEVICE:
    return &self->device;
  case PROP_PRECISION:
    return &self->precision;
  case PROP_INPUT_SIZE:
    return &self->input_size;
  case PROP_CLASSES:
    return &self->classes;
  case PROP_CONFIG:
    return &self->config;
  default:
    return NULL;
  }
}

static void
gst_aisle_detect_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  GstAisleDetect *self = GST_AISLE_DETECT (object);
  char **string = string_property (self, id);
  GST_OBJECT_LOCK (self);
  self->changed = TRUE;
  if (string != NULL) {
    g_free (*string);
    *string = g_value_dup_string (value);
  } else if (id == PROP_CORES) {
    self->cores = g_value_get_uint (value);
  } else if (id == PROP_ON_ERROR) {
    self->on_error = (OnError) g_value_get_enum (value);
  } else if (id == PROP_THRESHOLD) {
    self->threshold = g_value_get_float (value);
  } else if (id == PROP_INTERVAL) {
    self->interval = g_value_get_uint (value);
  } else if (id == PROP_REGIONS) {
    self->regions = (AisleRegionsMode) g_value_get_enum (value);
  } else if (id == PROP_MAX_REGIONS) {
    self->max_regions = g_value_get_uint (value);
  } else {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
  }
  GST_OBJECT_UNLOCK (self);
}

static void
gst_aisle_detect_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  GstAisleDetect *self = GST_AISLE_DETECT (object);
  char **string = string_property (self, id);
  GST_OBJECT_LOCK (self);
  if (string != NULL)
    g_value_set_string (value, *string);
  else if (id == PROP_CORES)
    g_value_set_uint (value, self->cores);
  else if (id == PROP_ON_ERROR)
    g_value_set_enum (value, self->on_error);
  else if (id == PROP_THRESHOLD)
    g_value_set_float (value, self->threshold);
  else if (id == PROP_INTERVAL)
    g_value_set_uint (value, self->interval);
  else if (id == PROP_REGIONS)
    g_value_set_enum (value, (gint) self->regions);
  else if (id == PROP_MAX_REGIONS)
    g_value_set_uint (value, self->max_regions);
  else if (id == PROP_DROPPED)
    g_value_set_uint64 (value, self->dropped);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
  GST_OBJECT_UNLOCK (self);
}

static void
gst_aisle_detect_finalize (GObject *object)
{
  GstAisleDetect *self = GST_AISLE_DETECT (object);
  for (guint id = PROP_MODEL; id <= PROP_DROPPED; id++)
    if (string_property (self, id) != NULL)
      g_free (*string_property (self, id));
  gst_aisle_lateness_free (self->lateness);
  G_OBJECT_CLASS (gst_aisle_detect_parent_class)->finalize (object);
}

static void
install_string (GObjectClass *object_class, guint id, const char *name, const char *nick,
                const char *blurb, const char *value)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | GST_PARAM_MUTABLE_READY;
  g_object_class_install_property (object_class, id,
                                   g_param_spec_string (name, nick, blurb, value, flags));
}

static void
install_region_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | GST_PARAM_MUTABLE_READY;
  install_string (object_class, PROP_CONFIG, "config", "Config",
                  "JSON file of lines and zones to look closer at; read again when it changes",
                  NULL);
  g_object_class_install_property (
      object_class, PROP_REGIONS,
      g_param_spec_enum ("regions", "Regions", "Where to look closer, given a config",
                         regions_get_type (), DEFAULT_REGIONS, flags));
  g_object_class_install_property (
      object_class, PROP_MAX_REGIONS,
      g_param_spec_uint ("max-regions", "Most regions",
                         "Closer looks at a frame at most, each as costly as the whole frame", 0,
                         AISLE_REGIONS_MAX, DEFAULT_MAX_REGIONS, flags));
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | GST_PARAM_MUTABLE_READY;
  install_string (object_class, PROP_MODEL, "model", "Model",
                  "Name of a model, or path of an ONNX file with a .modelinfo beside it",
                  AISLE_MODEL_DEFAULT);
  install_string (object_class, PROP_DEVICE, "device", "Device",
                  "OpenCL device: cpu, gpu, PLATFORM:DEVICE, or part of a name; unset: the best",
                  NULL);
  install_string (object_class, PROP_PRECISION, "precision", "Precision",
                  "Arithmetic of the network: fp32", DEFAULT_PRECISION);
  install_string (object_class, PROP_INPUT_SIZE, "input-size", "Input size",
                  "Size of the network's input, WIDTHxHEIGHT; unset: what suits the camera", NULL);
  install_string (object_class, PROP_CLASSES, "classes", "Classes",
                  "Labels to detect, separated by commas, in any case; empty: all",
                  DEFAULT_CLASSES);
  g_object_class_install_property (
      object_class, PROP_CORES,
      g_param_spec_uint ("cores", "Cores", "Compute units to use of a CPU device; 0: all", 0,
                         G_MAXUINT, 0, flags));
  g_object_class_install_property (
      object_class, PROP_ON_ERROR,
      g_param_spec_enum ("on-error", "On error", "What to do when detection fails",
                         on_error_get_type (), DEFAULT_ON_ERROR, flags));
  g_object_class_install_property (
      object_class, PROP_THRESHOLD,
      g_param_spec_float ("threshold", "Threshold",
                          "Least confidence; aisletrack needs weak boxes too, without it use 0.4",
                          0, 1, DEFAULT_THRESHOLD, flags));
  g_object_class_install_property (object_class, PROP_INTERVAL,
                                   g_param_spec_uint ("interval", "Interval",
                                                      "Look at each so many-th frame", 1, G_MAXUINT,
                                                      DEFAULT_INTERVAL, flags));
  g_object_class_install_property (
      object_class, PROP_DROPPED,
      g_param_spec_uint64 ("dropped", "Dropped", "Frames not looked at because they were late", 0,
                           G_MAXUINT64, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
gst_aisle_detect_class_init (GstAisleDetectClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);
  GstBaseTransformClass *base_class = GST_BASE_TRANSFORM_CLASS (klass);

  object_class->set_property = gst_aisle_detect_set_property;
  object_class->get_property = gst_aisle_detect_get_property;
  object_class->finalize = gst_aisle_detect_finalize;
  install_properties (object_class);
  install_region_properties (object_class);
  gst_type_mark_as_plugin_api (regions_get_type (), 0);
  gst_type_mark_as_plugin_api (on_error_get_type (), 0);

  gst_element_class_set_static_metadata (element_class, "Aisle detector", "Filter/Analyzer/Video",
                                         "Finds people with a network on OpenCL", "Aisle");
  gst_element_class_add_static_pad_template (element_class, &sink_template);
  gst_element_class_add_static_pad_template (element_class, &src_template);

  element_class->change_state = GST_DEBUG_FUNCPTR (gst_aisle_detect_change_state);
  base_class->start = GST_DEBUG_FUNCPTR (gst_aisle_detect_start);
  base_class->stop = GST_DEBUG_FUNCPTR (gst_aisle_detect_stop);
  base_class->set_caps = GST_DEBUG_FUNCPTR (gst_aisle_detect_set_caps);
  base_class->query = GST_DEBUG_FUNCPTR (gst_aisle_detect_query);
  base_class->sink_event = GST_DEBUG_FUNCPTR (gst_aisle_detect_sink_event);
  base_class->src_event = GST_DEBUG_FUNCPTR (gst_aisle_detect_src_event);
  base_class->transform_ip = GST_DEBUG_FUNCPTR (gst_aisle_detect_transform_ip);
}

static void
gst_aisle_detect_init (GstAisleDetect *self)
{
  self->model = g_strdup (AISLE_MODEL_DEFAULT);
  self->precision = g_strdup (DEFAULT_PRECISION);
  self->classes = g_strdup (DEFAULT_CLASSES);
  self->on_error = DEFAULT_ON_ERROR;
  self->threshold = DEFAULT_THRESHOLD;
  self->interval = DEFAULT_INTERVAL;
  self->regions = DEFAULT_REGIONS;
  self->max_regions = DEFAULT_MAX_REGIONS;
  self->lateness = gst_aisle_lateness_new ();
}
