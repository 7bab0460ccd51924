/* SPDX-License-Identifier: MIT */
/**
 * SECTION:element-aisleoverlay
 *
 * Draws lines, zones, people and counts over the video: boxes with track numbers, the seconds a
 * person has stayed in a zone, lines with an arrow to their IN side, queues, people inside, links
 * between members of a group, a banner while the camera is blind, and optionally the heat map
 * of where people stood. What somebody is (staff, child, waiting) and how fast stands below them.
 *
 * With `why` it shows what the counting goes by: the way of each person in the last 3 s, green
 * where IN was last confirmed at the nearest line, orange where it was the other side; the
 * confidence of each box; the hysteresis band of a line somebody is near; and for 1 s a flash where
 * a crossing, a visit or a wait was just told.
 *
 * |[
 * gst-launch-1.0 videotestsrc num-buffers=50 ! aisletrack ! aislefootfall !
 *   aisleoverlay ! videoconvert ! fakesink
 * ]|
 *
 * Where the next element draws overlay compositions itself (many video sinks do), the picture is
 * attached to the buffer; elsewhere it is blended into the pixels.
 */
/** @file aisleoverlay.c The element aisleoverlay: metadata as a picture. */
#include "gst/heat-trail.h"
#include "gst/live-config.h"
#include "gst/meta/event-private.h"
#include "gst/plugin/elements.h"
#include "gst/scene-metadata.h"

#include <gst/video/video.h>

GST_DEBUG_CATEGORY_STATIC (aisleoverlay_debug);
#define GST_CAT_DEFAULT aisleoverlay_debug

enum { PROP_CONFIG = 1, PROP_CAMERA, PROP_HEAT_MAP, PROP_WHY };

#define FEATURE GST_CAPS_FEATURE_META_GST_VIDEO_OVERLAY_COMPOSITION
#define CAPS                                                                                       \
  GST_VIDEO_CAPS_MAKE (GST_VIDEO_OVERLAY_COMPOSITION_BLEND_FORMATS)                                \
  ";" GST_VIDEO_CAPS_MAKE_WITH_FEATURES ("memory:SystemMemory, " FEATURE,                          \
                                         GST_VIDEO_OVERLAY_COMPOSITION_BLEND_FORMATS)

static GstStaticPadTemplate sink_template =
    GST_STATIC_PAD_TEMPLATE ("sink", GST_PAD_SINK, GST_PAD_ALWAYS, GST_STATIC_CAPS (CAPS));
static GstStaticPadTemplate src_template =
    GST_STATIC_PAD_TEMPLATE ("src", GST_PAD_SRC, GST_PAD_ALWAYS, GST_STATIC_CAPS (CAPS));

#define GST_TYPE_AISLE_OVERLAY (gst_aisle_overlay_get_type ())
G_DECLARE_FINAL_TYPE (GstAisleOverlay, gst_aisle_overlay, GST, AISLE_OVERLAY, GstBaseTransform)

struct _GstAisleOverlay {
  GstBaseTransform parent;
  char *config, *camera; /**< properties, set before READY → PAUSED */
  gboolean heat_map, why;

  /* Streaming thread. */
  GstAisleLiveConfig *live;
  GstAisleHeatTrail *trail; /**< NULL without heat-map */
  AisleRecentPast *past;    /**< NULL without why */
  GstVideoInfo info;
  gboolean attach;         /**< downstream draws */
  GstBuffer *canvas;       /**< of the last frame, used again when nobody holds it */
  GArray *people, *counts; /**< of the frame */
  GstAisleSight sight;     /**< of the frame, when it is blind */
};

G_DEFINE_TYPE (GstAisleOverlay, gst_aisle_overlay, GST_TYPE_BASE_TRANSFORM)
GST_ELEMENT_REGISTER_DEFINE_WITH_CODE (aisleoverlay, "aisleoverlay", GST_RANK_NONE,
                                       GST_TYPE_AISLE_OVERLAY,
                                       GST_DEBUG_CATEGORY_INIT (aisleoverlay_debug, "aisleoverlay",
                                                                0, "Metadata as a picture"))

static gboolean
gst_aisle_overlay_start (GstBaseTransform *base)
{
  GstAisleOverlay *self = GST_AISLE_OVERLAY (base);
  g_autoptr (GError) error = NULL;

  self->live = gst_aisle_live_config_new (self->config, &error);
  self->trail = self->heat_map ? gst_aisle_heat_trail_new () : NULL;
  self->past = self->why ? aisle_recent_past_new () : NULL;
  if (!self->live)
    GST_ELEMENT_ERROR (self, RESOURCE, SETTINGS, ("%s", error->message), (NULL));
  return self->live != NULL;
}

static gboolean
gst_aisle_overlay_stop (GstBaseTransform *base)
{
  GstAisleOverlay *self = GST_AISLE_OVERLAY (base);

  g_clear_pointer (&self->live, gst_aisle_live_config_free);
  g_clear_pointer (&self->trail, gst_aisle_heat_trail_free);
  g_clear_pointer (&self->past, aisle_recent_past_free);
  gst_clear_buffer (&self->canvas);
  return TRUE;
}

/* ---- caps --------------------------------------------------------------------------------- */

static gboolean
has_feature (const GstCaps *caps, guint i)
{
  return gst_caps_features_contains (gst_caps_get_features (caps, i), FEATURE);
}

/* Every structure of @caps, with the feature of compositions or without. */
static GstCaps *
with_feature (const GstCaps *caps, gboolean feature)
{
  GstCaps *copy = gst_caps_copy (caps);

  for (guint i = 0; i < gst_caps_get_size (copy); i++) {
    GstCapsFeatures *features = gst_caps_get_features (copy, i);
    if (feature && !has_feature (copy, i))
      gst_caps_features_add (features, FEATURE);
    else if (!feature && has_feature (copy, i))
      gst_caps_features_remove (features, FEATURE);
  }
  return copy;
}

/* Downstream the feature can be added. What comes with it goes on with it. */
static GstCaps *
gst_aisle_overlay_transform_caps (GstBaseTransform *base, GstPadDirection direction, GstCaps *caps,
                                  GstCaps *filter)
{
  GstCaps *other = with_feature (caps, direction == GST_PAD_SINK);
  GstCaps *result = gst_caps_merge (gst_caps_ref (caps), other);
  GstCaps *filtered;

  if (!filter)
    return result;
  filtered = gst_caps_intersect_full (filter, result, GST_CAPS_INTERSECT_FIRST);
  gst_caps_unref (result);
  return filtered;
}

static gboolean
downstream_draws (GstBaseTransform *base, GstCaps *caps)
{
  GstQuery *query = gst_query_new_allocation (caps, FALSE);
  gboolean draws =
      gst_pad_peer_query (GST_BASE_TRANSFORM_SRC_PAD (base), query)
      && gst_query_find_allocation_meta (query, GST_VIDEO_OVERLAY_COMPOSITION_META_API_TYPE, NULL);

  gst_query_unref (query);
  return draws;
}

/* An element that takes the feature need not draw: fakesink takes everything. */
static GstCaps *
gst_aisle_overlay_fixate_caps (GstBaseTransform *base, GstPadDirection direction, GstCaps *caps,
                               GstCaps *others)
{
  GstCaps *plain = NULL, *attached = NULL, *chosen;

  for (guint i = 0; i < gst_caps_get_size (others); i++) {
    GstCaps **slot = has_feature (others, i) ? &attached : &plain;
    if (!*slot)
      *slot = gst_caps_fixate (gst_caps_copy_nth (others, i));
  }
  if (direction == GST_PAD_SINK && attached && plain && downstream_draws (base, attached))
    gst_clear_caps (&plain);
  chosen = plain ? gst_caps_ref (plain) : gst_caps_ref (attached);
  gst_clear_caps (&plain);
  gst_clear_caps (&attached);
  gst_caps_unref (others);
  return chosen;
}

static gboolean
gst_aisle_overlay_set_caps (GstBaseTransform *base, GstCaps *incaps, GstCaps *outcaps)
{
  GstAisleOverlay *self = GST_AISLE_OVERLAY (base);

  self->attach = has_feature (outcaps, 0);
  gst_clear_buffer (&self->canvas);
  return gst_video_info_from_caps (&self->info, incaps);
}

/* ---- frames ------------------------------------------------------------------------------- */

static GstBuffer *
writable_canvas (GstAisleOverlay *self)
{
  guint width = GST_VIDEO_INFO_WIDTH (&self->info), height = GST_VIDEO_INFO_HEIGHT (&self->info);

  if (self->canvas && gst_buffer_is_writable (self->canvas)) {
    gst_buffer_memset (self->canvas, 0, 0, (gsize) width * height * 4);
    return self->canvas;
  }
  gst_clear_buffer (&self->canvas);
  self->canvas = gst_buffer_new_allocate (NULL, (gsize) width * height * 4, NULL);
  if (self->canvas) {
    gst_buffer_memset (self->canvas, 0, 0, (gsize) width * height * 4);
    gst_buffer_add_video_meta (self->canvas, GST_VIDEO_FRAME_FLAG_NONE,
                               GST_VIDEO_OVERLAY_COMPOSITION_FORMAT_RGB, width, height);
  }
  return self->canvas;
}

static GstVideoOverlayRectangle *
draw (GstAisleOverlay *self, const AisleScene *scene)
{
  guint width = GST_VIDEO_INFO_WIDTH (&self->info), height = GST_VIDEO_INFO_HEIGHT (&self->info);
  GstBuffer *canvas = writable_canvas (self);
  cairo_surface_t *surface;
  cairo_t *cr;
  GstMapInfo map;

  if (!canvas || !gst_buffer_map (canvas, &map, GST_MAP_READWRITE))
    return NULL;
  surface = cairo_image_surface_create_for_data (map.data, CAIRO_FORMAT_ARGB32, (int) width,
                                                 (int) height, (int) width * 4);
  cr = cairo_create (surface);
  aisle_scene_draw (cr, scene, width, height);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  gst_buffer_unmap (canvas, &map);
  return gst_video_overlay_rectangle_new_raw (canvas, 0, 0, width, height,
                                              GST_VIDEO_OVERLAY_FORMAT_FLAG_PREMULTIPLIED_ALPHA);
}

/* A composition that came with the buffer is kept below ours. */
static void
attach (GstBuffer *buffer, GstVideoOverlayRectangle *rectangle)
{
  GstVideoOverlayCompositionMeta *meta = gst_buffer_get_video_overlay_composition_meta (buffer);
  GstVideoOverlayComposition *composition;

  if (meta) {
    composition = gst_video_overlay_composition_copy (meta->overlay);
    gst_video_overlay_composition_add_rectangle (composition, rectangle);
    gst_buffer_remove_video_overlay_composition_meta (buffer, meta);
  } else {
    composition = gst_video_overlay_composition_new (rectangle);
  }
  gst_buffer_add_video_overlay_composition_meta (buffer, composition);
  gst_video_overlay_composition_unref (composition);
}

static gboolean
blend (const GstVideoInfo *info, GstBuffer *buffer, GstVideoOverlayRectangle *rectangle)
{
  GstVideoOverlayComposition *composition = gst_video_overlay_composition_new (rectangle);
  GstVideoFrame frame;
  gboolean done = gst_video_frame_map (&frame, info, buffer, GST_MAP_READWRITE);

  if (done) {
    done = gst_video_overlay_composition_blend (composition, &frame);
    gst_video_frame_unmap (&frame);
  }
  gst_video_overlay_composition_unref (composition);
  return done;
}

/* Who is on the frame, for the trails; a frame without a time adds nothing. */
static void
remember (GstAisleOverlay *self, const GstBuffer *buffer)
{
  guint64 pts = gst_segment_to_stream_time (&GST_BASE_TRANSFORM (self)->segment, GST_FORMAT_TIME,
                                            GST_BUFFER_PTS (buffer));

  if (!GST_CLOCK_TIME_IS_VALID (pts))
    return;
  aisle_recent_past_begin (self->past, pts / 1e9);
  for (guint i = 0; i < self->people->len; i++) {
    const AisleScenePerson *person = &g_array_index (self->people, AisleScenePerson, i);
    if (person->counted)
      aisle_recent_past_see (self->past, person->number, person->stands, person->sides_in,
                             person->sides_out);
  }
}

static AisleScene
read_scene (GstAisleOverlay *self, GstBuffer *buffer)
{
  GstAnalyticsRelationMeta *meta = gst_buffer_get_analytics_relation_meta (buffer);
  g_autoptr (GError) error = NULL;
  gboolean blind = meta && gst_aisle_scene_is_blind (meta, &self->sight);
  const AisleConfig *config;

  if (!gst_aisle_live_config_poll (self->live, g_get_monotonic_time (), &error) && error)
    GST_ELEMENT_WARNING (self, RESOURCE, SETTINGS, ("%s", error->message), (NULL));
  g_array_set_size (self->people, 0);
  g_array_set_size (self->counts, 0);
  if (meta)
    gst_aisle_scene_read (meta, self->people, self->counts);
  if (self->trail)
    gst_aisle_heat_trail_update (self->trail, (gint64) GST_BUFFER_PTS (buffer),
                                 (const AisleScenePerson *) self->people->data, self->people->len);
  if (self->past)
    remember (self, buffer);
  config = gst_aisle_live_config_get (self->live);
  return (AisleScene) {
    .config = config,
    .camera = self->camera   ? self->camera
              : self->config ? config->camera
                             : NULL,
    .blind = blind ? self->sight.cause : NULL,
    .heat = self->trail ? gst_aisle_heat_trail_get (self->trail) : NULL,
    .past = self->past,
    .pixel_aspect =
        (double) GST_VIDEO_INFO_PAR_N (&self->info) / GST_VIDEO_INFO_PAR_D (&self->info),
    .n_people = self->people->len,
    .people = (const AisleScenePerson *) self->people->data,
    .n_counts = self->counts->len,
    .counts = (const AisleSceneCount *) self->counts->data,
  };
}

static GstFlowReturn
gst_aisle_overlay_transform_ip (GstBaseTransform *base, GstBuffer *buffer)
{
  GstAisleOverlay *self = GST_AISLE_OVERLAY (base);
  AisleScene scene = read_scene (self, buffer);
  GstVideoOverlayRectangle *rectangle;
  gboolean done = TRUE;

  if (aisle_scene_is_empty (&scene))
    return GST_FLOW_OK;
  rectangle = draw (self, &scene);
  if (rectangle && self->attach)
    attach (buffer, rectangle);
  else
    done = rectangle && blend (&self->info, buffer, rectangle);
  g_clear_pointer (&rectangle, gst_video_overlay_rectangle_unref);
  if (done)
    return GST_FLOW_OK;
  GST_ELEMENT_ERROR (self, RESOURCE, NO_SPACE_LEFT,
                     ("Cannot draw on this frame of %d x %d: not enough memory, or the buffer is "
                      "smaller than its caps say.",
                      GST_VIDEO_INFO_WIDTH (&self->info), GST_VIDEO_INFO_HEIGHT (&self->info)),
                     (NULL));
  return GST_FLOW_ERROR;
}

/* ---- events ------------------------------------------------------------------------------- */

static gboolean
gst_aisle_overlay_sink_event (GstBaseTransform *base, GstEvent *event)
{
  GstAisleOverlay *self = GST_AISLE_OVERLAY (base);
  const GstStructure *structure = self->past ? gst_aisle_event_get_structure (event) : NULL;

  if (structure) {
    g_autoptr (AisleEvent) told = gst_aisle_event_structure_parse (structure);
    if (told)
      aisle_recent_past_tell (self->past, told);
  }
  if (self->past && GST_EVENT_TYPE (event) == GST_EVENT_FLUSH_STOP)
    aisle_recent_past_clear (self->past);
  return GST_BASE_TRANSFORM_CLASS (gst_aisle_overlay_parent_class)->sink_event (base, event);
}

/* ---- object ------------------------------------------------------------------------------- */

static void
gst_aisle_overlay_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  GstAisleOverlay *self = GST_AISLE_OVERLAY (object);

  switch (id) {
  case PROP_CONFIG:
    g_set_str (&self->config, g_value_get_string (value));
    break;
  case PROP_CAMERA:
    g_set_str (&self->camera, g_value_get_string (value));
    break;
  case PROP_HEAT_MAP:
    self->heat_map = g_value_get_boolean (value);
    break;
  case PROP_WHY:
    self->why = g_value_get_boolean (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
  }
}

static void
gst_aisle_overlay_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  GstAisleOverlay *self = GST_AISLE_OVERLAY (object);

  switch (id) {
  case PROP_CONFIG:
    g_value_set_string (value, self->config);
    break;
  case PROP_CAMERA:
    g_value_set_string (value, self->camera);
    break;
  case PROP_HEAT_MAP:
    g_value_set_boolean (value, self->heat_map);
    break;
  case PROP_WHY:
    g_value_set_boolean (value, self->why);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
  }
}

static void
gst_aisle_overlay_finalize (GObject *object)
{
  GstAisleOverlay *self = GST_AISLE_OVERLAY (object);

  g_free (self->config);
  g_free (self->camera);
  g_array_unref (self->people);
  g_array_unref (self->counts);
  G_OBJECT_CLASS (gst_aisle_overlay_parent_class)->finalize (object);
}

static void
gst_aisle_overlay_class_init (GstAisleOverlayClass *klass)
{
  GObjectClass *object = G_OBJECT_CLASS (klass);
  GstElementClass *element = GST_ELEMENT_CLASS (klass);
  GstBaseTransformClass *base = GST_BASE_TRANSFORM_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | GST_PARAM_MUTABLE_READY;

  object->set_property = gst_aisle_overlay_set_property;
  object->get_property = gst_aisle_overlay_get_property;
  object->finalize = gst_aisle_overlay_finalize;
  /**
   * GstAisleOverlay:config:
   *
   * The camera's config, a JSON file with its lines, zones and masks. It is loaded again when it
   * changes on disk. Without one only people are drawn.
   */
  g_object_class_install_property (object, PROP_CONFIG,
                                   g_param_spec_string ("config", "Config",
                                                        "JSON file with lines, zones and masks",
                                                        NULL, flags));
  /**
   * GstAisleOverlay:camera:
   *
   * Name of the camera; wins over that of the config.
   */
  g_object_class_install_property (
      object, PROP_CAMERA,
      g_param_spec_string ("camera", "Camera", "Name of the camera, instead of the config's", NULL,
                           flags));
  /**
   * GstAisleOverlay:heat-map:
   *
   * Show how long people have stood where since the element was started.
   */
  g_object_class_install_property (object, PROP_HEAT_MAP,
                                   g_param_spec_boolean ("heat-map", "Heat map",
                                                         "Show how long people stood where", FALSE,
                                                         flags));
  /**
   * GstAisleOverlay:why:
   *
   * Show what the counting goes by: trails coloured by side, confidences, bands, and a flash where
   * something was just counted.
   */
  g_object_class_install_property (object, PROP_WHY,
                                   g_param_spec_boolean ("why", "Why",
                                                         "Show what the counting goes by", FALSE,
                                                         flags));
  gst_element_class_add_static_pad_template (element, &sink_template);
  gst_element_class_add_static_pad_template (element, &src_template);
  gst_element_class_set_static_metadata (element, "Aisle overlay", "Filter/Effect/Video",
                                         "Draws lines, zones, people and counts over the video",
                                         "Aisle");
  base->start = gst_aisle_overlay_start;
  base->stop = gst_aisle_overlay_stop;
  base->transform_caps = gst_aisle_overlay_transform_caps;
  base->fixate_caps = gst_aisle_overlay_fixate_caps;
  base->set_caps = gst_aisle_overlay_set_caps;
  base->sink_event = gst_aisle_overlay_sink_event;
  base->transform_ip = gst_aisle_overlay_transform_ip;
  base->passthrough_on_same_caps = FALSE;
}

static void
gst_aisle_overlay_init (GstAisleOverlay *self)
{
  self->people = g_array_new (FALSE, FALSE, sizeof (AisleScenePerson));
  self->counts = g_array_new (FALSE, FALSE, sizeof (AisleSceneCount));
}
