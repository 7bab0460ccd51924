/* SPDX-License-Identifier: MIT */
/** @file footfall-state.c A counter as text and back, over a restart. */
#include <string.h>

#include "gst/core/crowd-resume.h"
#include "gst/core/crowd-state.h"
#include "gst/core/event-fields.h"
#include "gst/core/footfall-private.h"
#include "gst/core/json-text.h"
#include "gst/core/record.h"

#define SCHEMA "aisle.state/1"
#define MAX_DEPTH 16
/* Without a clock to tell how long the restart took. */
#define UNKNOWN_PAUSE G_GINT64_CONSTANT (1000000000)
/* The saved stream had ended. */
#define NO_PTS G_MININT64
#define TIME -1e17, 1e17 /* µs: the years before 5138 */
#define NANO -1e18, 1e18

G_DEFINE_QUARK (aisle - state - error - quark, aisle_state_error)

/** What a state says of the stream. */
typedef struct {
  gint64 epoch, pts, day_start, day_end;
  gboolean running; /**< the stream had not ended */
} Stream;

#define STREAM(kind, member, ...)                                                                  \
  {                                                                                                \
#member, AISLE_RECORD_##kind, G_STRUCT_OFFSET (Stream, member), __VA_ARGS__                    \
  }
static const AisleRecordField stream_fields[] = {
  STREAM (INT64, epoch, TIME),   STREAM (INT64, pts, NANO), STREAM (INT64, day_start),
  STREAM (INT64, day_end), STREAM (BOOLEAN, running), { NULL },
};

#define BUCKET(kind, member, ...)                                                                  \
  {                                                                                                \
#member, AISLE_RECORD_##kind, G_STRUCT_OFFSET (AisleBucket, member), __VA_ARGS__               \
  }
static const AisleRecordField bucket_fields[] = {
  BUCKET (INT, minutes, 1, 60),
  BUCKET (BOOLEAN, open),
  BUCKET (INT64, start, TIME),
  { NULL },
};

/* Of the counts, what their JSON rounds. */
static const AisleRecordField blind_fields[] = {
  { "blind", AISLE_RECORD_DOUBLE, G_STRUCT_OFFSET (AisleEvent, blind), 0, 1e12 },
  { NULL },
};
static const AisleRecordField dwell_fields[] = {
  { "mean", AISLE_RECORD_DOUBLE, G_STRUCT_OFFSET (AisleZoneCounts, dwell_mean), 0, 1e12 },
  { NULL },
};
static const AisleRecordField wait_fields[] = {
  { "mean", AISLE_RECORD_DOUBLE, G_STRUCT_OFFSET (AisleQueueCounts, wait_mean), 0, 1e12 },
  { "most", AISLE_RECORD_DOUBLE, G_STRUCT_OFFSET (AisleQueueCounts, wait_most), 0, 1e12 },
  { NULL },
};

static const AisleRecordField place_fields[] = {
  { "people", AISLE_RECORD_INT64, G_STRUCT_OFFSET (AisleOccupancy, people), 0, 1e12 },
  { "idle", AISLE_RECORD_DOUBLE, G_STRUCT_OFFSET (AisleOccupancy, idle), 0, 1e12 },
  { "reset_at", AISLE_RECORD_INT64, G_STRUCT_OFFSET (AisleOccupancy, reset_at), TIME },
  { NULL },
};

#define WATCH(kind, member, ...)                                                                   \
  {                                                                                                \
#member, AISLE_RECORD_##kind, G_STRUCT_OFFSET (AisleQueueWatch, member), __VA_ARGS__           \
  }
static const AisleRecordField watch_fields[] = {
  WATCH (BOOLEAN, rate.begun),    WATCH (DOUBLE, rate.first_pts),  WATCH (DOUBLE, rate.pts),
  WATCH (INT64, rate.slot),       WATCH (BOOLEAN, alert.raised),   WATCH (BOOLEAN, alert.turning),
  WATCH (DOUBLE, alert.since_pts), WATCH (INT, length, 0, 1e6),     WATCH (BOOLEAN, busy),
  { NULL },
};
static const AisleRecordField served_fields[] = {
  { "n", AISLE_RECORD_INT, 0, 0, 1e6 },
  { NULL },
};
static const AisleRecordField busy_fields[] = {
  { "s", AISLE_RECORD_DOUBLE, 0, 0, 1e3 },
  { NULL },
};

/* --- to text ----------------------------------------------------------------- */

static void
append_bucket (GString *text, const AisleBucket *bucket)
{
  g_autofree char *counts = aisle_event_to_json (bucket->counts);
  g_string_append (text, "{\"bucket\":");
  aisle_record_append (text, bucket_fields, bucket);
  g_string_append (text, ",\"told\":[");
  for (guint i = 0; i < bucket->n_told; i++)
    g_string_append_printf (text, "%s[%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT "]", i ? "," : "",
                            bucket->told[i].from, bucket->told[i].until);
  g_string_append_printf (text, "],\"counts\":%s,\"exact\":", counts);
  aisle_record_append (text, blind_fields, bucket->counts);
  aisle_record_append_list (text, "dwell", dwell_fields, bucket->counts->zones,
                            bucket->counts->n_zones, sizeof *bucket->counts->zones);
  aisle_record_append_list (text, "wait", wait_fields, bucket->counts->queues,
                            bucket->counts->n_queues, sizeof *bucket->counts->queues);
  g_string_append_c (text, '}');
}

static void
append_watches (GString *text, const AisleFootfall *footfall)
{
  g_string_append (text, ",\"watches\":[");
  for (guint i = 0; i < footfall->crowd.config->n_queues; i++) {
    const AisleQueueWatch *watch = &footfall->watches[i];
    g_string_append (text, i > 0 ? ",{\"watch\":" : "{\"watch\":");
    aisle_record_append (text, watch_fields, watch);
    aisle_record_append_list (text, "served", served_fields, watch->rate.served,
                              AISLE_SERVICE_RATE_SLOTS, sizeof *watch->rate.served);
    aisle_record_append_list (text, "busy", busy_fields, watch->rate.busy,
                              AISLE_SERVICE_RATE_SLOTS, sizeof *watch->rate.busy);
    g_string_append_c (text, '}');
  }
  g_string_append_c (text, ']');
}

static void
append_untold (GString *text, const GPtrArray *untold)
{
  g_string_append (text, ",\"untold\":[");
  for (guint i = 0; untold && i < untold->len; i++) {
    g_autofree char *json = aisle_event_to_json (untold->pdata[i]);
    g_string_append_printf (text, "%s%s", i ? "," : "", json);
  }
  g_string_append_c (text, ']');
}

char *
aisle_footfall_save (const AisleFootfall *footfall, const GPtrArray *untold)
{
  const Stream stream = { footfall->epoch, footfall->pts, footfall->day_start, footfall->day_end,
                          footfall->buckets.kinds[0].open };
  if (footfall->resume != AISLE_RESUME_NONE)
    return NULL;
  GString *text = g_string_new ("{\"schema\":\"" SCHEMA "\",\"camera\":");
  aisle_json_append_string (text, aisle_footfall_camera (footfall));
  g_string_append (text, ",\"config\":");
  aisle_json_append_string (text, footfall->crowd.config->text);
  g_string_append (text, ",\"stream\":");
  aisle_record_append (text, stream_fields, &stream);
  g_string_append_printf (text, ",\"last\":%" G_GINT64_FORMAT ",\"buckets\":[",
                          footfall->buckets.last);
  for (guint i = 0; i < AISLE_BUCKET_KINDS; i++) {
    if (i > 0)
      g_string_append_c (text, ',');
    append_bucket (text, &footfall->buckets.kinds[i]);
  }
  g_string_append_c (text, ']');
  aisle_record_append_list (text, "places", place_fields, footfall->occupancies,
                            footfall->crowd.config->n_occupancies, sizeof (AisleOccupancy));
  append_watches (text, footfall);
  g_string_append (text, ",\"people\":");
  aisle_crowd_append_json (&footfall->crowd, text);
  append_untold (text, untold);
  g_string_append (text, "}\n");
  return g_string_free (text, FALSE);
}

/* --- from text --------------------------------------------------------------- */

static gboolean
refuse (GError **error, AisleStateErrorCode code, const char *sentence)
{
  g_set_error_literal (error, AISLE_STATE_ERROR, code, sentence);
  return FALSE;
}

static const char *
text_of (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

/* An event inside of the state. */
static AisleEvent *
read_event (JsonNode *node, GError **error)
{
  g_autofree char *json = json_to_string (node, FALSE);
  return aisle_event_parse (json, -1, error);
}

/* Whether the counts are of the same lines, zones, … in the same order. */
static gboolean
same_lists (const AisleEvent *a, const AisleEvent *b)
{
  for (const AisleField *field = aisle_event_type_fields (AISLE_EVENT_COUNTS); field->name;
       field++) {
    if (field->kind != AISLE_FIELD_LIST || !field->item->keyed)
      continue;
    guint n = aisle_field_get_length (field, a);
    if (n != aisle_field_get_length (field, b))
      return FALSE;
    for (guint i = 0; i < n; i++) {
      const gsize name = field->item->fields[0].offset;
      const char *x = aisle_field_get_item (field, a, i), *y = aisle_field_get_item (field, b, i);
      if (strcmp (*(char *const *) (x + name), *(char *const *) (y + name)) != 0)
        return FALSE;
    }
  }
  return TRUE;
}

static gboolean
read_counts (JsonObject *object, AisleBucket *bucket, GError **error)
{
  JsonNode *node = json_object_get_member (object, "counts");
  g_autoptr (AisleEvent) counts = node ? read_event (node, error) : NULL;
  if (!counts)
    return node ? FALSE : refuse (error, AISLE_STATE_ERROR_MEMBER, "a bucket has no \"counts\"");
  if (counts->type != AISLE_EVENT_COUNTS || !same_lists (counts, bucket->counts))
    return refuse (error, AISLE_STATE_ERROR_MEMBER, "its counts are not of its config");
  aisle_event_free (bucket->counts);
  bucket->counts = g_steal_pointer (&counts);
  return TRUE;
}

static gboolean
read_exact (JsonObject *object, AisleEvent *counts, GError **error)
{
  JsonNode *node = json_object_get_member (object, "exact");
  if (!node)
    return refuse (error, AISLE_STATE_ERROR_MEMBER, "a bucket has no \"exact\"");
  return aisle_record_read (node, blind_fields, counts, error)
         && aisle_record_read_list (object, "dwell", dwell_fields, counts->zones, counts->n_zones,
                                    sizeof *counts->zones, error)
         && aisle_record_read_list (object, "wait", wait_fields, counts->queues, counts->n_queues,
                                    sizeof *counts->queues, error);
}

static gboolean
read_told (JsonObject *object, AisleBucket *bucket, GError **error)
{
  JsonArray *told = aisle_record_get_array (object, "told", -1, error);
  if (!told)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (told) && i < AISLE_BUCKET_STRETCHES; i++) {
    JsonNode *node = json_array_get_element (told, i);
    JsonArray *pair = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
    if (!pair || json_array_get_length (pair) != 2)
      return refuse (error, AISLE_STATE_ERROR_MEMBER, "\"told\" holds no pairs of times");
    bucket->told[i].from = json_array_get_int_element (pair, 0);
    bucket->told[i].until = json_array_get_int_element (pair, 1);
    bucket->n_told = i + 1;
  }
  return TRUE;
}

static gboolean
read_bucket (JsonNode *node, AisleBucket *bucket, GError **error)
{
  guint minutes = bucket->minutes;
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *own = object ? json_object_get_member (object, "bucket") : NULL;
  if (!own)
    return refuse (error, AISLE_STATE_ERROR_MEMBER, "a bucket has no \"bucket\"");
  if (!aisle_record_read (own, bucket_fields, bucket, error))
    return FALSE;
  if (bucket->minutes != minutes)
    return refuse (error, AISLE_STATE_ERROR_MEMBER, "its buckets are of other lengths");
  return read_told (object, bucket, error) && read_counts (object, bucket, error)
         && read_exact (object, bucket->counts, error);
}

static gboolean
read_watch (JsonNode *node, AisleQueueWatch *watch, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *own = object ? json_object_get_member (object, "watch") : NULL;
  if (!own)
    return refuse (error, AISLE_STATE_ERROR_MEMBER, "a queue has no \"watch\"");
  return aisle_record_read (own, watch_fields, watch, error)
         && aisle_record_read_list (object, "served", served_fields, watch->rate.served,
                                    AISLE_SERVICE_RATE_SLOTS, sizeof *watch->rate.served, error)
         && aisle_record_read_list (object, "busy", busy_fields, watch->rate.busy,
                                    AISLE_SERVICE_RATE_SLOTS, sizeof *watch->rate.busy, error);
}

static gboolean
read_watches (JsonObject *root, AisleFootfall *footfall, GError **error)
{
  guint n = footfall->crowd.config->n_queues;
  JsonArray *array = aisle_record_get_array (root, "watches", (int) n, error);
  for (guint i = 0; array && i < n; i++)
    if (!read_watch (json_array_get_element (array, i), &footfall->watches[i], error))
      return FALSE;
  return array != NULL;
}

static gboolean
read_untold (JsonObject *root, GPtrArray *untold, GError **error)
{
  JsonArray *array = aisle_record_get_array (root, "untold", -1, error);
  for (guint i = 0; array && i < json_array_get_length (array); i++) {
    AisleEvent *event = read_event (json_array_get_element (array, i), error);
    if (!event)
      return FALSE;
    g_ptr_array_add (untold, event);
  }
  return array != NULL;
}

static gboolean
read_parts (JsonObject *root, AisleFootfall *footfall, GPtrArray *untold, GError **error)
{
  JsonNode *last = json_object_get_member (root, "last");
  JsonArray *buckets = aisle_record_get_array (root, "buckets", AISLE_BUCKET_KINDS, error);
  JsonArray *people = buckets ? aisle_record_get_array (root, "people", -1, error) : NULL;
  if (!people)
    return FALSE;
  if (!last || !JSON_NODE_HOLDS_VALUE (last) || json_node_get_value_type (last) != G_TYPE_INT64)
    return refuse (error, AISLE_STATE_ERROR_MEMBER, "\"last\" is no time");
  footfall->buckets.last = json_node_get_int (last);
  for (guint i = 0; i < AISLE_BUCKET_KINDS; i++)
    if (!read_bucket (json_array_get_element (buckets, i), &footfall->buckets.kinds[i], error))
      return FALSE;
  return aisle_record_read_list (root, "places", place_fields, footfall->occupancies,
                                 footfall->crowd.config->n_occupancies, sizeof (AisleOccupancy),
                                 error)
         && read_watches (root, footfall, error)
         && aisle_crowd_read_json (&footfall->crowd, people, error)
         && read_untold (root, untold, error);
}

static JsonObject *
parse (JsonParser *parser, const char *json, gsize length, GError **error)
{
  if (length > AISLE_STATE_MAX_BYTES || !g_utf8_validate (json, length, NULL)
      || aisle_json_nests_deeper (json, length, MAX_DEPTH)) {
    refuse (error, AISLE_STATE_ERROR_JSON, "it is no text of a state");
    return NULL;
  }
  gboolean is_json = json_parser_load_from_data (parser, json, length, NULL);
  JsonNode *root = is_json ? json_parser_get_root (parser) : NULL;
  if (!root || !JSON_NODE_HOLDS_OBJECT (root)) {
    refuse (error, AISLE_STATE_ERROR_JSON, "it is cut off or no JSON");
    return NULL;
  }
  return json_node_get_object (root);
}

/* A counter as the text says, with the config of that time. */
static AisleFootfall *
read_footfall (const AisleFootfall *present, JsonObject *root, Stream *stream, GPtrArray *untold,
               GError **error)
{
  const char *camera = text_of (root, "camera"), *config_text = text_of (root, "config");
  JsonNode *node = json_object_get_member (root, "stream");
  if (g_strcmp0 (text_of (root, "schema"), SCHEMA) != 0)
    refuse (error, AISLE_STATE_ERROR_SCHEMA, "it is of another version than " SCHEMA);
  else if (g_strcmp0 (camera, aisle_footfall_camera (present)) != 0)
    refuse (error, AISLE_STATE_ERROR_CAMERA, "it is of another camera");
  else if (!config_text || !node)
    refuse (error, AISLE_STATE_ERROR_MEMBER, "it lacks \"config\" or \"stream\"");
  if (*error || !aisle_record_read (node, stream_fields, stream, error))
    return NULL;
  g_autoptr (AisleConfig) config = aisle_config_parse (config_text, -1, "state", error);
  if (!config)
    return NULL;
  g_autoptr (AisleFootfall) footfall = aisle_footfall_new (config, present->seed);
  aisle_footfall_set_camera (footfall, camera);
  footfall->epoch = stream->epoch;
  footfall->pts = stream->pts;
  if (!read_parts (root, footfall, untold, error))
    return NULL;
  return g_steal_pointer (&footfall);
}

static void
swap (gpointer a, gpointer b)
{
  gpointer *x = a, *y = b, both = *x;
  *x = *y;
  *y = both;
}

/* @footfall goes on with what @saved has; its own config, frame and clock stay. */
static void
take_over (AisleFootfall *footfall, AisleFootfall *saved)
{
  const AisleCrowd crowd = footfall->crowd;
  const AisleBuckets buckets = footfall->buckets;
  if (crowd.aspect > 0)
    aisle_crowd_set_frame_size (&saved->crowd, crowd.width, crowd.height,
                                crowd.aspect * crowd.height / crowd.width);
  aisle_crowd_suspend (&saved->crowd, saved->pts);
  aisle_footfall_set_config (saved, crowd.config);
  footfall->crowd = saved->crowd;
  footfall->buckets = saved->buckets;
  saved->crowd = crowd;
  saved->buckets = buckets;
  swap (&footfall->occupancies, &saved->occupancies);
  swap (&footfall->watches, &saved->watches);
  footfall->crowd.data = footfall;
  footfall->crowd.without = crowd.without;
  g_ptr_array_extend_and_steal (footfall->events, g_steal_pointer (&saved->events));
  saved->events = g_ptr_array_new ();
}

gboolean
aisle_footfall_restore (AisleFootfall *footfall, const char *json, gssize length, gboolean repeats,
                        GPtrArray **untold, GError **error)
{
  g_autoptr (GError) mistake = NULL;
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GPtrArray) events =
      g_ptr_array_new_with_free_func ((GDestroyNotify) aisle_event_free);
  g_autoptr (AisleFootfall) saved = NULL;
  Stream stream;
  JsonObject *root = parse (parser, json, length < 0 ? strlen (json) : (gsize) length, &mistake);
  if (root)
    saved = read_footfall (footfall, root, &stream, events, &mistake);
  if (!saved) {
    g_propagate_error (error, g_steal_pointer (&mistake));
    return FALSE;
  }
  take_over (footfall, saved);
  footfall->day_start = stream.day_start;
  footfall->day_end = stream.day_end;
  footfall->pts = stream.pts;
  footfall->resume_pts = stream.running ? stream.pts : NO_PTS;
  footfall->saved_epoch = stream.epoch;
  footfall->resume = repeats && stream.running ? AISLE_RESUME_REPEATED : AISLE_RESUME_CONTINUED;
  if (untold)
    *untold = g_steal_pointer (&events);
  return TRUE;
}

/* --- the first frames afterwards --------------------------------------------- */

/* Times go on where they were, by the clock on the wall as far as it is plausible. */
static void
shift_times (AisleFootfall *footfall, gint64 pts)
{
  gint64 shift = (footfall->epoch - footfall->saved_epoch) * 1000;
  if (footfall->resume_pts == NO_PTS)
    shift = MAX (shift, 0);
  else if (pts + shift <= footfall->resume_pts)
    shift = (footfall->resume_pts - pts + UNKNOWN_PAUSE) / 1000 * 1000;
  footfall->shift = shift;
  footfall->epoch -= shift / 1000;
}

gboolean
aisle_footfall_resume (AisleFootfall *footfall, gint64 pts, const AisleTrack *tracks,
                       guint n_tracks)
{
  gboolean same = footfall->resume == AISLE_RESUME_REPEATED
                  && footfall->epoch == footfall->saved_epoch;
  if (same && pts == footfall->resume_pts)
    aisle_crowd_recognize (&footfall->crowd, pts, tracks, n_tracks);
  if (same && pts <= footfall->resume_pts) {
    footfall->crowd.troubles |= AISLE_TROUBLE_REPEATED;
    return FALSE;
  }
  if (!same || pts <= footfall->resume_pts)
    shift_times (footfall, pts);
  footfall->resume = AISLE_RESUME_NONE;
  aisle_crowd_resume (&footfall->crowd, (pts + footfall->shift) / 1e9);
  return TRUE;
}
