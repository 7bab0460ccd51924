/* SPDX-License-Identifier: MIT */
/**
 * SECTION:element-aislefootfall
 *
 * Counts tracked people over lines and in zones. Each event goes downstream before the frame that
 * caused it (and onto the bus as an element message); the state goes onto the frame as the mtds of
 * GstAisleLine, GstAisleZone and, per track, GstAislePresence. The config file is read again when
 * it changes.
 *
 * |[
 * gst-launch-1.0 videotestsrc num-buffers=50 ! aisletrack !
 *   aislefootfall camera=door start-time=2026-01-01T08:00:00Z ! aislepublish ! fakesink
 * ]|
 */
/** @file aislefootfall.c The element aislefootfall: tracks become counts, visits and events. */
#include <gst/analytics/analytics.h>
#include <gst/base/gstbasetransform.h>

#include "gst/classes.h"
#include "gst/core/footfall.h"
#include "gst/detector-event.h"
#include "gst/footfall-metadata.h"
#include "gst/frame-info.h"
#include "gst/frame-look.h"
#include "gst/live-config.h"
#include "gst/meta/event-private.h"
#include "gst/meta/gst/aisle/aisle.h"
#include "gst/plugin/elements.h"
#include "gst/state-file.h"
#include "gst/stream-epoch.h"
#include "gst/track-list.h"
#include "gst/vector-file.h"

GST_DEBUG_CATEGORY_STATIC (aislefootfall_debug);
#define GST_CAT_DEFAULT aislefootfall_debug

enum {
  PROP_CONFIG = 1,
  PROP_CAMERA,
  PROP_SEED,
  PROP_START_TIME,
  PROP_CLASSES,
  PROP_VECTORS,
  PROP_SIGHT,
  PROP_STATE,
};
#define DEFAULT_SEED 0
#define DEFAULT_CLASSES "person"
#define DEFAULT_SIGHT TRUE

static GstStaticPadTemplate sink_template = GST_STATIC_PAD_TEMPLATE (
    "sink", GST_PAD_SINK, GST_PAD_ALWAYS, GST_STATIC_CAPS ("video/x-raw(ANY)"));
static GstStaticPadTemplate src_template = GST_STATIC_PAD_TEMPLATE (
    "src", GST_PAD_SRC, GST_PAD_ALWAYS, GST_STATIC_CAPS ("video/x-raw(ANY)"));

#define GST_TYPE_AISLE_FOOTFALL (gst_aisle_footfall_get_type ())
G_DECLARE_FINAL_TYPE (GstAisleFootfall, gst_aisle_footfall, GST, AISLE_FOOTFALL, GstBaseTransform)

struct _GstAisleFootfall {
  GstBaseTransform parent;
  char *config;
  char *camera;
  guint64 seed;
  char *start_time;
  char *classes;
  char *vectors;
  char *state;
  gboolean watches_sight;

  /* Streaming thread. */
  char **wanted;
  GstAisleLiveConfig *live_config;
  AisleFootfall *footfall;
  GstAisleVectorFile *vector_file; /**< NULL: not asked for */
  GstAisleStateFile *state_file;   /**< NULL: not asked for */
  gboolean restored;               /**< from the file, at the first frame */
  GstAisleEpoch epoch;
  GstAisleFrameInfo info;
  GstAisleFrameTime time;
  gboolean live, live_known;
  gboolean dropped;    /**< inference on the next frame was dropped */
  AisleSight *sight;   /**< NULL: not watched */
  GstAisleFrameLook look;
  GstAisleTrackList list; /**< of this frame */
};

G_DEFINE_TYPE (GstAisleFootfall, gst_aisle_footfall, GST_TYPE_BASE_TRANSFORM)
GST_ELEMENT_REGISTER_DEFINE_WITH_CODE (aislefootfall, "aislefootfall", GST_RANK_NONE,
                                       GST_TYPE_AISLE_FOOTFALL,
                                       GST_DEBUG_CATEGORY_INIT (aislefootfall_debug,
                                                                "aislefootfall", 0,
                                                                "Tracks to counts and events"))

/* ---- to metadata and events --------------------------------------------------------------- */

static void
add_state (GstAisleFootfall *self, GstBuffer *buffer)
{
  const AisleConfig *config = gst_aisle_live_config_get (self->live_config);
  GstAnalyticsRelationMeta *meta = gst_buffer_get_analytics_relation_meta (buffer);
  if (meta == NULL)
    meta = gst_buffer_add_analytics_relation_meta (buffer);
  gst_aisle_footfall_metadata_add (meta, self->footfall);
  if (self->sight != NULL)
    gst_aisle_footfall_metadata_add_sight (meta, aisle_sight_get (self->sight), self->time.stream);
  for (guint i = 0; i < self->list.tracks->len; i++)
    gst_aisle_footfall_metadata_add_person (meta, g_array_index (self->list.ods, guint, i),
                                            self->footfall, config,
                                            g_array_index (self->list.tracks, AisleTrack, i).id);
}

/** @events: (transfer full): of AisleEvent. */
static void
send_events (GstAisleFootfall *self, GPtrArray *events)
{
  for (guint i = 0; i < events->len; i++)
    gst_aisle_event_send (GST_ELEMENT (self), GST_BASE_TRANSFORM_SRC_PAD (self),
                          gst_aisle_event_structure_new (g_ptr_array_index (events, i)));
  g_ptr_array_unref (events);
}

/** The state is saved before events are told, so that none can be lost. */
static void
keep_state (GstAisleFootfall *self, const GPtrArray *events, gboolean now)
{
  g_autoptr (GError) error = NULL;
  if (self->state_file != NULL && self->restored
      && !gst_aisle_state_file_keep (self->state_file, self->footfall, self->time.stream, events,
                                     now, &error)
      && error != NULL)
    GST_ELEMENT_WARNING (self, RESOURCE, WRITE, ("%s", error->message), (NULL));
}

/** The first frame: by now the clock is known as well as it can be. */
static void
restore_state (GstAisleFootfall *self, gboolean live)
{
  g_autoptr (GError) error = NULL;
  if (self->state_file == NULL || self->restored)
    return;
  self->restored = TRUE;
  send_events (self, gst_aisle_state_file_restore (self->state_file, self->footfall, !live,
                                                   &error));
  if (error != NULL)
    GST_ELEMENT_WARNING (self, RESOURCE, READ, ("%s", error->message), (NULL));
}

/* ---- one frame ---------------------------------------------------------------------------- */

static void
poll_config (GstAisleFootfall *self)
{
  g_autoptr (GError) error = NULL;
  if (gst_aisle_live_config_poll (self->live_config, g_get_monotonic_time (), &error)) {
    aisle_footfall_set_config (self->footfall, gst_aisle_live_config_get (self->live_config));
    if (self->sight != NULL)
      aisle_sight_reset (self->sight);
  } else if (error != NULL)
    GST_ELEMENT_WARNING (self, RESOURCE, SETTINGS,
                         ("The changed config is not used: %s", error->message), (NULL));
}

static gboolean
is_live (GstAisleFootfall *self)
{
  if (self->live_known)
    return self->live;
  g_autoptr (GstQuery) query = gst_query_new_latency ();
  self->live_known = TRUE;
  if (gst_pad_peer_query (GST_BASE_TRANSFORM_SINK_PAD (self), query))
    gst_query_parse_latency (query, &self->live, NULL, NULL);
  return self->live;
}

static void
apply_epoch (GstAisleFootfall *self)
{
  aisle_footfall_set_epoch (self->footfall, self->epoch.usecs,
                            self->epoch.source == GST_AISLE_EPOCH_LOCAL);
}

static AisleSightState
sight_now (const GstAisleFootfall *self)
{
  return self->sight != NULL ? aisle_sight_get (self->sight) : (AisleSightState) { FALSE, 0, 0 };
}

static void
watch_sight (GstAisleFootfall *self, GstBuffer *buffer)
{
  if (self->sight == NULL || !aisle_sight_wants (self->sight, self->time.stream))
    return;
  gst_aisle_frame_look_begin (&self->look, buffer);
  const AislePicture *picture = gst_aisle_frame_look_picture (&self->look);
  if (picture != NULL)
    aisle_sight_look (self->sight, self->time.stream, picture);
  gst_aisle_frame_look_end (&self->look);
  aisle_footfall_set_sight (self->footfall, sight_now (self));
}

/** Before the frame is counted: a track that ends with it is forgotten then. */
static gboolean
write_vectors (GstAisleFootfall *self)
{
  g_autoptr (GError) error = NULL;
  const AisleVectors frame = {
    .pts = self->time.stream,
    .width = self->info.width,
    .height = self->info.height,
    .pixel_aspect = self->info.pixel_aspect,
    .camera = (char *) aisle_footfall_get_camera (self->footfall),
    .epoch = self->epoch.usecs,
    .local_clock = self->epoch.source == GST_AISLE_EPOCH_LOCAL,
    .dropped = self->dropped,
    .sight = sight_now (self),
  };
  if (self->vector_file == NULL
      || gst_aisle_vector_file_write (self->vector_file, &frame, self->list.tracks, self->footfall,
                                      &error))
    return TRUE;
  GST_ELEMENT_ERROR (self, RESOURCE, WRITE, ("%s", error->message), (NULL));
  return FALSE;
}

/** Each once. */
static void
log_troubles (GstAisleFootfall *self)
{
  guint troubles = aisle_footfall_take_troubles (self->footfall);
  for (guint bit = 1; troubles != 0; bit <<= 1, troubles >>= 1)
    if (troubles & 1)
      GST_WARNING_OBJECT (self, "%s", aisle_trouble_sentence ((AisleTrouble) bit));
}

static GstFlowReturn
gst_aisle_footfall_transform_ip (GstBaseTransform *base, GstBuffer *buffer)
{
  GstAisleFootfall *self = GST_AISLE_FOOTFALL (base);
  poll_config (self);
  gst_aisle_frame_time_update (&self->time, &base->segment, buffer, &self->info);
  if (gst_aisle_epoch_take_frame (&self->epoch, buffer, self->time.stream, is_live (self)))
    apply_epoch (self);
  gst_aisle_track_list_read (&self->list, gst_buffer_get_analytics_relation_meta (buffer),
                             self->wanted, self->time.stream - self->time.running);
  watch_sight (self, buffer);
  if (!write_vectors (self))
    return GST_FLOW_ERROR;
  restore_state (self, is_live (self));
  GPtrArray *events = aisle_footfall_update (self->footfall, self->time.stream,
                                             (AisleTrack *) self->list.tracks->data,
                                             self->list.tracks->len,
                                             self->dropped);
  keep_state (self, events, FALSE);
  send_events (self, events);
  self->dropped = FALSE;
  log_troubles (self);
  add_state (self, buffer);
  return GST_FLOW_OK;
}

/* ---- stream ------------------------------------------------------------------------------- */

static gboolean
gst_aisle_footfall_set_caps (GstBaseTransform *base, GstCaps *in, GstCaps *out)
{
  GstAisleFootfall *self = GST_AISLE_FOOTFALL (base);
  if (!gst_aisle_frame_info_from_caps (&self->info, in))
    return FALSE;
  gst_aisle_frame_look_set_caps (&self->look, in);
  if (self->sight != NULL)
    aisle_sight_reset (self->sight);
  aisle_footfall_set_frame_size (self->footfall, self->info.width, self->info.height,
                                 self->info.pixel_aspect);
  return TRUE;
}

/** The stream ends or jumps: close what is open, and say so while events can still go downstream.
 */
static void
finish (GstAisleFootfall *self)
{
  if (self->time.stream >= 0) {
    GPtrArray *events = aisle_footfall_finish (self->footfall, self->time.stream);
    keep_state (self, events, TRUE);
    send_events (self, events);
  }
  gst_aisle_frame_time_reset (&self->time);
}

static gboolean
gst_aisle_footfall_sink_event (GstBaseTransform *base, GstEvent *event)
{
  GstAisleFootfall *self = GST_AISLE_FOOTFALL (base);
  GstTagList *tags;
  if (gst_aisle_dropped_event_check (event))
    self->dropped = TRUE;
  switch (GST_EVENT_TYPE (event)) {
  case GST_EVENT_EOS:
    finish (self);
    break;
  case GST_EVENT_TAG:
    gst_event_parse_tag (event, &tags);
    if (gst_aisle_epoch_take_tags (&self->epoch, tags))
      apply_epoch (self);
    break;
  default:
    break;
  }
  return GST_BASE_TRANSFORM_CLASS (gst_aisle_footfall_parent_class)->sink_event (base, event);
}

static gboolean
gst_aisle_footfall_start (GstBaseTransform *base)
{
  GstAisleFootfall *self = GST_AISLE_FOOTFALL (base);
  g_autoptr (GError) error = NULL;
  if (!gst_aisle_epoch_init (&self->epoch, self->start_time)) {
    GST_ELEMENT_ERROR (
        self, RESOURCE, SETTINGS,
        ("start-time \"%s\" is not a time: write it as 2026-01-31T08:00:00Z.", self->start_time),
        (NULL));
    return FALSE;
  }
  self->live_config = gst_aisle_live_config_new (self->config, &error);
  if (self->live_config == NULL) {
    GST_ELEMENT_ERROR (self, RESOURCE, SETTINGS, ("%s", error->message), (NULL));
    return FALSE;
  }
  if (self->vectors != NULL
      && (self->vector_file = gst_aisle_vector_file_new (self->vectors, &error)) == NULL) {
    GST_ELEMENT_ERROR (self, RESOURCE, OPEN_WRITE, ("%s", error->message), (NULL));
    g_clear_pointer (&self->live_config, gst_aisle_live_config_free);
    return FALSE;
  }
  self->footfall = aisle_footfall_new (gst_aisle_live_config_get (self->live_config), self->seed);
  aisle_footfall_set_camera (self->footfall, self->camera);
  self->sight = self->watches_sight ? aisle_sight_new () : NULL;
  self->wanted = gst_aisle_classes_parse (self->classes);
  self->state_file = self->state != NULL ? gst_aisle_state_file_new (self->state) : NULL;
  self->live = self->live_known = self->dropped = self->restored = FALSE;
  gst_aisle_frame_time_reset (&self->time);
  apply_epoch (self);
  return TRUE;
}

static gboolean
gst_aisle_footfall_stop (GstBaseTransform *base)
{
  GstAisleFootfall *self = GST_AISLE_FOOTFALL (base);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  if (self->time.stream >= 0)
    keep_state (self, none, TRUE);
  g_clear_pointer (&self->state_file, gst_aisle_state_file_free);
  g_clear_pointer (&self->footfall, aisle_footfall_free);
  g_clear_pointer (&self->sight, aisle_sight_free);
  g_clear_pointer (&self->vector_file, gst_aisle_vector_file_free);
  g_clear_pointer (&self->live_config, gst_aisle_live_config_free);
  g_clear_pointer (&self->wanted, g_strfreev);
  return TRUE;
}

/* ---- object ------------------------------------------------------------------------------- */

static char **
string_property (GstAisleFootfall *self, guint id)
{
  switch (id) {
  case PROP_CONFIG:
    return &self->config;
  case PROP_CAMERA:
    return &self->camera;
  case PROP_START_TIME:
    return &self->start_time;
  case PROP_CLASSES:
    return &self->classes;
  case PROP_VECTORS:
    return &self->vectors;
  case PROP_STATE:
    return &self->state;
  default:
    return NULL;
  }
}

static void
gst_aisle_footfall_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  GstAisleFootfall *self = GST_AISLE_FOOTFALL (object);
  char **string = string_property (self, id);
  GST_OBJECT_LOCK (self);
  if (string != NULL) {
    g_free (*string);
    *string = g_value_dup_string (value);
  } else if (id == PROP_SEED) {
    self->seed = g_value_get_uint64 (value);
  } else if (id == PROP_SIGHT) {
    self->watches_sight = g_value_get_boolean (value);
  } else {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
  }
  GST_OBJECT_UNLOCK (self);
}

static void
gst_aisle_footfall_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  GstAisleFootfall *self = GST_AISLE_FOOTFALL (object);
  char **string = string_property (self, id);
  GST_OBJECT_LOCK (self);
  if (string != NULL)
    g_value_set_string (value, *string);
  else if (id == PROP_SEED)
    g_value_set_uint64 (value, self->seed);
  else if (id == PROP_SIGHT)
    g_value_set_boolean (value, self->watches_sight);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
  GST_OBJECT_UNLOCK (self);
}

static void
gst_aisle_footfall_finalize (GObject *object)
{
  GstAisleFootfall *self = GST_AISLE_FOOTFALL (object);
  g_free (self->config);
  g_free (self->camera);
  g_free (self->start_time);
  g_free (self->classes);
  g_free (self->vectors);
  g_free (self->state);
  gst_aisle_track_list_clear (&self->list);
  G_OBJECT_CLASS (gst_aisle_footfall_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | GST_PARAM_MUTABLE_READY;
  g_object_class_install_property (
      object_class, PROP_CONFIG,
      g_param_spec_string ("config", "Config",
                           "JSON file of lines, zones and masks; read again when it changes", NULL,
                           flags));
  g_object_class_install_property (object_class, PROP_CAMERA,
                                   g_param_spec_string ("camera", "Camera",
                                                        "Name in events; wins over the config's",
                                                        NULL, flags));
  g_object_class_install_property (
      object_class, PROP_SEED,
      g_param_spec_uint64 ("seed", "Seed",
                           "Fixes the track numbers of events; 0: another salt each day", 0,
                           G_MAXUINT64, DEFAULT_SEED, flags));
  g_object_class_install_property (
      object_class, PROP_START_TIME,
      g_param_spec_string ("start-time", "Start time",
                           "Wall-clock time of stream time 0, RFC 3339; wins over the stream's own",
                           NULL, flags));
  g_object_class_install_property (
      object_class, PROP_CLASSES,
      g_param_spec_string ("classes", "Classes",
                           "Labels to count, separated by commas, in any case; empty: all",
                           DEFAULT_CLASSES, flags));
  g_object_class_install_property (
      object_class, PROP_STATE,
      g_param_spec_string ("state", "State",
                           "File in which counts, visits and waits outlive a restart", NULL,
                           flags));
  g_object_class_install_property (
      object_class, PROP_VECTORS,
      g_param_spec_string ("vectors", "Vectors",
                           "File for the boxes and numbers of each frame, to count them again",
                           NULL, flags));
  g_object_class_install_property (
      object_class, PROP_SIGHT,
      g_param_spec_boolean ("sight", "Sight",
                            "Tell when the camera is covered, moved, dark, frozen or unfocused",
                            DEFAULT_SIGHT, flags));
}

static void
gst_aisle_footfall_class_init (GstAisleFootfallClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);
  GstBaseTransformClass *base_class = GST_BASE_TRANSFORM_CLASS (klass);

  object_class->set_property = gst_aisle_footfall_set_property;
  object_class->get_property = gst_aisle_footfall_get_property;
  object_class->finalize = gst_aisle_footfall_finalize;
  install_properties (object_class);

  gst_element_class_set_static_metadata (element_class, "Aisle footfall", "Filter/Analyzer/Video",
                                         "Counts people over lines and in zones", "Aisle");
  gst_element_class_add_static_pad_template (element_class, &sink_template);
  gst_element_class_add_static_pad_template (element_class, &src_template);

  base_class->start = GST_DEBUG_FUNCPTR (gst_aisle_footfall_start);
  base_class->stop = GST_DEBUG_FUNCPTR (gst_aisle_footfall_stop);
  base_class->set_caps = GST_DEBUG_FUNCPTR (gst_aisle_footfall_set_caps);
  base_class->sink_event = GST_DEBUG_FUNCPTR (gst_aisle_footfall_sink_event);
  base_class->transform_ip = GST_DEBUG_FUNCPTR (gst_aisle_footfall_transform_ip);
}

static void
gst_aisle_footfall_init (GstAisleFootfall *self)
{
  self->classes = g_strdup (DEFAULT_CLASSES);
  self->watches_sight = DEFAULT_SIGHT;
  self->seed = DEFAULT_SEED;
  gst_aisle_track_list_init (&self->list);
}
