/* SPDX-License-Identifier: MIT */
/**
 * SECTION:element-aisletrack
 *
 * Gives detected objects a number that stays theirs from frame to frame, also through short gaps:
 * GstAnalyticsODMtd in, related GstAnalyticsTrackingMtd and GstAisleTrack out. Any detector's
 * boxes will do. A frame without a relation meta counts as not looked at.
 *
 * |[
 * gst-launch-1.0 videotestsrc num-buffers=50 ! aisletrack ! aislefootfall ! fakesink
 * ]|
 */
/** @file aisletrack.c The element aisletrack: detections become tracks. */
#include <gst/analytics/analytics.h>
#include <gst/base/gstbasetransform.h>
#include <math.h>
#include <string.h>

#include "gst/classes.h"
#include "gst/core/tracker.h"
#include "gst/detector-event.h"
#include "gst/frame-info.h"
#include "gst/frame-look.h"
#include "gst/meta/gst/aisle/appearance-mtd.h"
#include "gst/meta/gst/aisle/track-mtd.h"
#include "gst/plugin/elements.h"
#include "gst/relation-prune.h"

GST_DEBUG_CATEGORY_STATIC (aisletrack_debug);
#define GST_CAT_DEFAULT aisletrack_debug

enum { PROP_HIGH_THRESHOLD = 1, PROP_KEEP_WEAK, PROP_CLASSES, PROP_APPEARANCE };
#define DEFAULT_HIGH_THRESHOLD 0.f /* the model's */
#define DEFAULT_KEEP_WEAK FALSE
#define DEFAULT_CLASSES "person"
#define DEFAULT_APPEARANCE TRUE

static GstStaticPadTemplate sink_template = GST_STATIC_PAD_TEMPLATE (
    "sink", GST_PAD_SINK, GST_PAD_ALWAYS, GST_STATIC_CAPS ("video/x-raw(ANY)"));
static GstStaticPadTemplate src_template = GST_STATIC_PAD_TEMPLATE (
    "src", GST_PAD_SRC, GST_PAD_ALWAYS, GST_STATIC_CAPS ("video/x-raw(ANY)"));

/* So spelled because GstAisleTrack is metadata, and elements are named after their type. */
#define GST_TYPE_AISLE_TRACK (gst_aisle_track_get_type ())
G_DECLARE_FINAL_TYPE (GstAisletrack, gst_aisle_track, GST, AISLE_TRACK, GstBaseTransform)

struct _GstAisletrack {
  GstBaseTransform parent;
  float high_threshold; /**< 0: the model's */
  gboolean keep_weak;
  char *classes;
  gboolean appearance;

  /* Streaming thread. */
  char **wanted;
  float model_threshold; /**< 0: the detector said none */
  AisleTracker *tracker; /**< made at the first frame, when the model is known */
  AisleTrackerParams params;
  GstAisleFrameInfo info;
  GstAisleFrameTime time;
  GstAisleFrameLook look;
  GArray *boxes; /**< AisleBox; label is the quark of the object's type */
  GArray *ids;   /**< guint: their ids in the relation meta */
};

G_DEFINE_TYPE (GstAisletrack, gst_aisle_track, GST_TYPE_BASE_TRANSFORM)
GST_ELEMENT_REGISTER_DEFINE_WITH_CODE (aisletrack, "aisletrack", GST_RANK_NONE,
                                       GST_TYPE_AISLE_TRACK,
                                       GST_DEBUG_CATEGORY_INIT (aisletrack_debug, "aisletrack", 0,
                                                                "Detections to tracks"))

/* ---- one frame ---------------------------------------------------------------------------- */

static void
collect_boxes (GstAisletrack *self, GstAnalyticsRelationMeta *meta)
{
  gpointer state = NULL;
  GstAnalyticsMtd mtd;
  g_array_set_size (self->boxes, 0);
  g_array_set_size (self->ids, 0);
  while (meta != NULL
         && gst_analytics_relation_meta_iterate (meta, &state, gst_analytics_od_mtd_get_mtd_type (),
                                                 &mtd)) {
    gint x, y, w, h;
    gfloat confidence;
    const GQuark type = gst_analytics_od_mtd_get_obj_type (&mtd);
    if (!gst_aisle_classes_match (self->wanted, g_quark_to_string (type))
        || !gst_analytics_od_mtd_get_location (&mtd, &x, &y, &w, &h, &confidence))
      continue;
    const AisleBox box = { (float) x, (float) y, (float) w, (float) h, confidence, (int) type };
    g_array_append_val (self->boxes, box);
    g_array_append_val (self->ids, mtd.id);
  }
}

/** Remove the boxes too weak for the first stage that no track of this frame uses. */
static GstAnalyticsRelationMeta *
remove_weak (GstAisletrack *self, GstBuffer *buffer, GstAnalyticsRelationMeta *meta,
             const AisleTrack *tracks, guint n_tracks)
{
  const gsize n = gst_analytics_relation_get_length (meta);
  g_autofree gboolean *drop = g_new0 (gboolean, n);
  g_autofree guint *new_ids = g_new (guint, n);
  const guint *ids = (const guint *) self->ids->data;
  gboolean any = FALSE;
  for (guint i = 0; i < self->boxes->len; i++)
    drop[ids[i]] =
        g_array_index (self->boxes, AisleBox, i).confidence < self->params.high_threshold;
  for (guint i = 0; i < n_tracks; i++)
    if (tracks[i].detection >= 0)
      drop[ids[tracks[i].detection]] = FALSE;
  for (guint i = 0; i < self->boxes->len; i++)
    any |= drop[ids[i]];
  if (!any)
    return meta;
  meta = gst_aisle_relation_prune (buffer, drop, new_ids);
  for (guint i = 0; i < self->ids->len; i++)
    g_array_index (self->ids, guint, i) = new_ids[ids[i]];
  return meta;
}

/** The id of the OD of a track: its detection, or a new one where it coasts. */
static guint
od_of_track (GstAisletrack *self, GstAnalyticsRelationMeta *meta, const AisleTrack *track)
{
  if (track->detection >= 0)
    return g_array_index (self->ids, guint, track->detection);
  const AisleBox *box = &track->box;
  GstAnalyticsODMtd od;
  gst_analytics_relation_meta_add_od_mtd (meta, (GQuark) box->label, (gint) lroundf (box->x),
                                          (gint) lroundf (box->y), (gint) lroundf (box->w),
                                          (gint) lroundf (box->h), 0.f, &od);
  return od.id;
}

static void
add_appearance (GstAnalyticsRelationMeta *meta, guint od, const AisleAppearance *appearance)
{
  GstAisleAppearance values;
  GstAnalyticsMtd mtd;
  if (appearance == NULL)
    return;
  memcpy (values.values, appearance->values, sizeof values.values);
  gst_aisle_relation_meta_add_appearance_mtd (meta, &values, &mtd);
  gst_analytics_relation_meta_set_relation (meta, GST_ANALYTICS_REL_TYPE_RELATE_TO, od, mtd.id);
}

static void
add_track (GstAisletrack *self, GstAnalyticsRelationMeta *meta, const AisleTrack *track)
{
  const guint od = od_of_track (self, meta, track);
  const GstAisleTrack state = { track->box.x,    track->box.y,    track->box.w,     track->box.h,
                                track->coasting, track->stitched, track->confidence };
  GstAnalyticsTrackingMtd tracking;
  GstAnalyticsMtd mtd;
  gst_analytics_relation_meta_add_tracking_mtd (meta, track->id, (GstClockTime) track->first_seen,
                                                &tracking);
  gst_analytics_tracking_mtd_update_last_seen (&tracking, (GstClockTime) track->last_seen);
  if (track->ended)
    gst_analytics_tracking_mtd_set_lost (&tracking);
  gst_aisle_relation_meta_add_track_mtd (meta, &state, &mtd);
  gst_analytics_relation_meta_set_relation (meta, GST_ANALYTICS_REL_TYPE_RELATE_TO, od,
                                            tracking.id);
  gst_analytics_relation_meta_set_relation (meta, GST_ANALYTICS_REL_TYPE_RELATE_TO, od, mtd.id);
  add_appearance (meta, od, track->appearance);
}

static void
ensure_tracker (GstAisletrack *self)
{
  if (self->tracker != NULL)
    return;
  self->params = aisle_tracker_defaults;
  GST_OBJECT_LOCK (self);
  if (self->high_threshold > 0)
    self->params.high_threshold = self->high_threshold;
  else if (self->model_threshold > 0)
    self->params.high_threshold = self->model_threshold;
  GST_OBJECT_UNLOCK (self);
  self->params.low_threshold = MIN (self->params.low_threshold, self->params.high_threshold);
  self->tracker = aisle_tracker_new (&self->params);
  if (self->appearance)
    aisle_tracker_set_look (self->tracker, gst_aisle_frame_look_at, &self->look);
}

static GstFlowReturn
gst_aisle_track_transform_ip (GstBaseTransform *base, GstBuffer *buffer)
{
  GstAisletrack *self = GST_AISLE_TRACK (base);
  GstAnalyticsRelationMeta *meta = gst_buffer_get_analytics_relation_meta (buffer);
  guint n_tracks;
  ensure_tracker (self);
  aisle_tracker_set_frame_size (self->tracker, self->info.width, self->info.height);
  gst_aisle_frame_time_update (&self->time, &base->segment, buffer, &self->info);
  collect_boxes (self, meta);
  gst_aisle_frame_look_begin (&self->look, buffer);
  const AisleTrack *tracks =
      aisle_tracker_update (self->tracker, self->time.running, (AisleBox *) self->boxes->data,
                            self->boxes->len, meta != NULL, &n_tracks);
  gst_aisle_frame_look_end (&self->look);
  if (meta != NULL && !self->keep_weak)
    meta = remove_weak (self, buffer, meta, tracks, n_tracks);
  if (meta == NULL && n_tracks > 0)
    meta = gst_buffer_add_analytics_relation_meta (buffer);
  for (guint i = 0; i < n_tracks; i++)
    add_track (self, meta, &tracks[i]);
  return GST_FLOW_OK;
}

/* ---- stream ------------------------------------------------------------------------------- */

static gboolean
gst_aisle_track_set_caps (GstBaseTransform *base, GstCaps *in, GstCaps *out)
{
  GstAisletrack *self = GST_AISLE_TRACK (base);
  const GstAisleFrameInfo before = self->info;
  if (!gst_aisle_frame_info_from_caps (&self->info, in))
    return FALSE;
  gst_aisle_frame_look_set_caps (&self->look, in);
  /* Tracks are in pixels: those of another frame size mean nothing now. */
  if (self->tracker != NULL
      && (before.width != self->info.width || before.height != self->info.height))
    aisle_tracker_reset (self->tracker);
  return TRUE;
}

static gboolean
gst_aisle_track_sink_event (GstBaseTransform *base, GstEvent *event)
{
  GstAisletrack *self = GST_AISLE_TRACK (base);
  gst_aisle_model_event_parse (event, &self->model_threshold);
  if (GST_EVENT_TYPE (event) == GST_EVENT_FLUSH_STOP) {
    gst_aisle_frame_time_reset (&self->time);
    if (self->tracker != NULL)
      aisle_tracker_reset (self->tracker);
  }
  return GST_BASE_TRANSFORM_CLASS (gst_aisle_track_parent_class)->sink_event (base, event);
}

static gboolean
gst_aisle_track_start (GstBaseTransform *base)
{
  GstAisletrack *self = GST_AISLE_TRACK (base);
  self->wanted = gst_aisle_classes_parse (self->classes);
  self->model_threshold = 0;
  gst_aisle_frame_time_reset (&self->time);
  return TRUE;
}

static gboolean
gst_aisle_track_stop (GstBaseTransform *base)
{
  GstAisletrack *self = GST_AISLE_TRACK (base);
  g_clear_pointer (&self->tracker, aisle_tracker_free);
  g_clear_pointer (&self->wanted, g_strfreev);
  return TRUE;
}

/* ---- object ------------------------------------------------------------------------------- */

static void
gst_aisle_track_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  GstAisletrack *self = GST_AISLE_TRACK (object);
  GST_OBJECT_LOCK (self);
  switch (id) {
  case PROP_HIGH_THRESHOLD:
    self->high_threshold = g_value_get_float (value);
    break;
  case PROP_KEEP_WEAK:
    self->keep_weak = g_value_get_boolean (value);
    break;
  case PROP_CLASSES:
    g_free (self->classes);
    self->classes = g_value_dup_string (value);
    break;
  case PROP_APPEARANCE:
    self->appearance = g_value_get_boolean (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
  }
  GST_OBJECT_UNLOCK (self);
}

static void
gst_aisle_track_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  GstAisletrack *self = GST_AISLE_TRACK (object);
  GST_OBJECT_LOCK (self);
  switch (id) {
  case PROP_HIGH_THRESHOLD:
    g_value_set_float (value, self->high_threshold);
    break;
  case PROP_KEEP_WEAK:
    g_value_set_boolean (value, self->keep_weak);
    break;
  case PROP_CLASSES:
    g_value_set_string (value, self->classes);
    break;
  case PROP_APPEARANCE:
    g_value_set_boolean (value, self->appearance);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
  }
  GST_OBJECT_UNLOCK (self);
}

static void
gst_aisle_track_finalize (GObject *object)
{
  GstAisletrack *self = GST_AISLE_TRACK (object);
  g_free (self->classes);
  g_array_unref (self->boxes);
  g_array_unref (self->ids);
  G_OBJECT_CLASS (gst_aisle_track_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | GST_PARAM_MUTABLE_READY;
  g_object_class_install_property (
      object_class, PROP_HIGH_THRESHOLD,
      g_param_spec_float ("high-threshold", "High threshold",
                          "Least confidence of the first stage; 0: what the detector's model needs",
                          0, 1, DEFAULT_HIGH_THRESHOLD, flags));
  g_object_class_install_property (
      object_class, PROP_KEEP_WEAK,
      g_param_spec_boolean ("keep-weak", "Keep weak",
                            "Keep detections below the high threshold that join no track",
                            DEFAULT_KEEP_WEAK, flags));
  g_object_class_install_property (
      object_class, PROP_CLASSES,
      g_param_spec_string ("classes", "Classes",
                           "Labels to track, separated by commas, in any case; empty: all",
                           DEFAULT_CLASSES, flags));
  g_object_class_install_property (
      object_class, PROP_APPEARANCE,
      g_param_spec_boolean ("appearance", "Appearance",
                            "Know people again by the colours of their clothes; stays in memory",
                            DEFAULT_APPEARANCE, flags));
}

static void
gst_aisle_track_class_init (GstAisletrackClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);
  GstBaseTransformClass *base_class = GST_BASE_TRANSFORM_CLASS (klass);

  object_class->set_property = gst_aisle_track_set_property;
  object_class->get_property = gst_aisle_track_get_property;
  object_class->finalize = gst_aisle_track_finalize;
  install_properties (object_class);

  gst_element_class_set_static_metadata (element_class, "Aisle tracker", "Filter/Analyzer/Video",
                                         "Gives detected objects a lasting number", "Aisle");
  gst_element_class_add_static_pad_template (element_class, &sink_template);
  gst_element_class_add_static_pad_template (element_class, &src_template);

  base_class->start = GST_DEBUG_FUNCPTR (gst_aisle_track_start);
  base_class->stop = GST_DEBUG_FUNCPTR (gst_aisle_track_stop);
  base_class->set_caps = GST_DEBUG_FUNCPTR (gst_aisle_track_set_caps);
  base_class->sink_event = GST_DEBUG_FUNCPTR (gst_aisle_track_sink_event);
  base_class->transform_ip = GST_DEBUG_FUNCPTR (gst_aisle_track_transform_ip);
}

static void
gst_aisle_track_init (GstAisletrack *self)
{
  self->classes = g_strdup (DEFAULT_CLASSES);
  self->appearance = DEFAULT_APPEARANCE;
  self->boxes = g_array_new (FALSE, FALSE, sizeof (AisleBox));
  self->ids = g_array_new (FALSE, FALSE, sizeof (guint));
}
