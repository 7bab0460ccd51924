/* SPDX-License-Identifier: MIT */
/** @file vectors.c Frames as JSON lines. */
#include "gst/core/vectors.h"

#include <math.h>
#include <string.h>

#include <json-glib/json-glib.h>

#include "gst/core/json-text.h"

#define MAX_TRACK ((double) (G_GUINT64_CONSTANT (1) << 53))
#define MAX_PIXELS 1e6
#define MAX_SECONDS 1e9
/* Of a double's whole numbers: the year 2255 in microseconds. */
#define MAX_EPOCH 9007199254740992.0

G_DEFINE_QUARK (aisle - vectors - error - quark, aisle_vectors_error)

/* --- writing ----------------------------------------------------------------- */

static void
append_key (GString *text, const char *key)
{
  g_string_append_printf (text, ",\"%s\":", key);
}

/* The fewest digits that give the same float again, up to nine. */
static void
append_float (GString *text, const char *key, float value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  append_key (text, key);
  for (int digits = 6; digits <= 9; digits++) {
    const char format[] = { '%', '.', (char) ('0' + digits), 'g', '\0' };
    g_ascii_formatd (number, sizeof number, format, value);
    if ((float) g_ascii_strtod (number, NULL) == value)
      break;
  }
  g_string_append (text, isfinite (value) ? number : "0");
}

static void
append_if (GString *text, const char *key, gboolean value)
{
  if (value)
    g_string_append_printf (text, ",\"%s\":true", key);
}

static void
append_vector (GString *text, const AisleVector *vector)
{
  g_string_append_printf (text, "{\"track\":%" G_GUINT64_FORMAT, vector->track);
  append_float (text, "x", vector->box.x);
  append_float (text, "y", vector->box.y);
  append_float (text, "w", vector->box.w);
  append_float (text, "h", vector->box.h);
  append_float (text, "confidence", vector->box.confidence);
  append_if (text, "coasting", vector->coasting);
  append_if (text, "ended", vector->ended);
  if (vector->stitched > 0)
    g_string_append_printf (text, ",\"stitched\":%" G_GUINT64_FORMAT, vector->stitched);
  if (vector->confidence < 1)
    append_float (text, "trust", vector->confidence);
  g_string_append_c (text, '}');
}

char *
aisle_vectors_to_json (const AisleVectors *frame)
{
  GString *text = g_string_new ("{\"schema\":\"aisle.vectors/1\"");
  if (frame->camera) {
    append_key (text, "camera");
    aisle_json_append_string (text, frame->camera);
  }
  g_string_append_printf (text, ",\"epoch\":%" G_GINT64_FORMAT, frame->epoch);
  append_if (text, "local_clock", frame->local_clock);
  append_key (text, "pts");
  aisle_json_append_number (text, frame->pts / 1e9, 9);
  append_if (text, "dropped", frame->dropped);
  if (frame->sight.blind) {
    append_key (text, "blind");
    aisle_json_append_string (text, aisle_blind_cause_name (frame->sight.cause));
    append_key (text, "blind_since");
    aisle_json_append_number (text, frame->sight.since / 1e9, 9);
  }
  g_string_append_printf (text, ",\"width\":%u,\"height\":%u", frame->width, frame->height);
  if (frame->pixel_aspect > 0 && frame->pixel_aspect != 1) {
    append_key (text, "pixel_aspect");
    aisle_json_append_number (text, frame->pixel_aspect, 9);
  }
  g_string_append (text, ",\"boxes\":[");
  for (guint i = 0; i < frame->vectors->len; i++) {
    if (i > 0)
      g_string_append_c (text, ',');
    append_vector (text, &g_array_index (frame->vectors, AisleVector, i));
  }
  g_string_append (text, "]}");
  return g_string_free (text, FALSE);
}

/* --- tracks ------------------------------------------------------------------ */

AisleVector
aisle_vector_of_track (const AisleTrack *track, guint64 number)
{
  return (AisleVector) { number,       track->box,      track->coasting,
                         track->ended, track->stitched, track->confidence };
}

AisleTrack
aisle_vector_to_track (const AisleVector *vector)
{
  return (AisleTrack) {
    .id = vector->track,
    .box = vector->box,
    .detection = -1,
    .coasting = vector->coasting,
    .ended = vector->ended,
    .stitched = vector->stitched,
    .confidence = vector->confidence,
  };
}

/* --- reading ----------------------------------------------------------------- */

static gboolean
read_number (JsonObject *object, const char *key, double least, double most, double *value,
             GError **error)
{
  JsonNode *node = json_object_get_member (object, key);
  GType type = node && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : 0;
  if (type == G_TYPE_DOUBLE || type == G_TYPE_INT64) {
    *value = json_node_get_double (node);
    if (*value >= least && *value <= most)
      return TRUE;
  }
  g_set_error (error, AISLE_VECTORS_ERROR, AISLE_VECTORS_ERROR_LINE,
               "expected a member \"%s\" with a number from %g to %g", key, least, most);
  return FALSE;
}

/* As read_number(), but @value stays where the member is missing. */
static gboolean
read_optional (JsonObject *object, const char *key, double least, double most, double *value,
               GError **error)
{
  return !json_object_has_member (object, key)
         || read_number (object, key, least, most, value, error);
}

static gboolean
read_flag (JsonObject *object, const char *key, gboolean *value, GError **error)
{
  JsonNode *node = json_object_get_member (object, key);
  *value = node != NULL;
  if (!node
      || (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN
          && json_node_get_boolean (node)))
    return TRUE;
  g_set_error (error, AISLE_VECTORS_ERROR, AISLE_VECTORS_ERROR_LINE,
               "expected a member \"%s\" that is true or missing", key);
  return FALSE;
}

static gboolean
read_vector (JsonNode *node, AisleVector *vector, GError **error)
{
  double track, x, y, w, h, confidence, stitched = 0, trust = 1;
  if (!JSON_NODE_HOLDS_OBJECT (node)) {
    g_set_error_literal (error, AISLE_VECTORS_ERROR, AISLE_VECTORS_ERROR_LINE,
                         "expected objects in \"boxes\"");
    return FALSE;
  }
  JsonObject *object = json_node_get_object (node);
  if (!read_number (object, "track", 0, MAX_TRACK, &track, error)
      || !read_number (object, "x", -MAX_PIXELS, MAX_PIXELS, &x, error)
      || !read_number (object, "y", -MAX_PIXELS, MAX_PIXELS, &y, error)
      || !read_number (object, "w", 0, MAX_PIXELS, &w, error)
      || !read_number (object, "h", 0, MAX_PIXELS, &h, error)
      || !read_number (object, "confidence", 0, 1, &confidence, error)
      || !read_optional (object, "stitched", 0, MAX_TRACK, &stitched, error)
      || !read_optional (object, "trust", 0, 1, &trust, error)
      || !read_flag (object, "coasting", &vector->coasting, error)
      || !read_flag (object, "ended", &vector->ended, error))
    return FALSE;
  vector->stitched = (guint64) stitched;
  vector->confidence = (float) trust;
  vector->track = (guint64) track;
  vector->box = (AisleBox) {
    .x = (float) x, .y = (float) y, .w = (float) w, .h = (float) h, .confidence = (float) confidence
  };
  return TRUE;
}

static gboolean
read_boxes (JsonObject *object, GArray *vectors, GError **error)
{
  JsonNode *node = json_object_get_member (object, "boxes");
  if (!node || !JSON_NODE_HOLDS_ARRAY (node)) {
    g_set_error_literal (error, AISLE_VECTORS_ERROR, AISLE_VECTORS_ERROR_LINE,
                         "expected a member \"boxes\" with an array");
    return FALSE;
  }
  JsonArray *array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    AisleVector vector = { 0 };
    if (!read_vector (json_array_get_element (array, i), &vector, error))
      return FALSE;
    g_array_append_val (vectors, vector);
  }
  return TRUE;
}

static gboolean
has_schema (JsonNode *root)
{
  JsonNode *node = root && JSON_NODE_HOLDS_OBJECT (root)
                       ? json_object_get_member (json_node_get_object (root), "schema")
                       : NULL;
  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
         && strcmp (json_node_get_string (node), "aisle.vectors/1") == 0;
}

static gboolean
read_camera (JsonObject *object, char **camera, GError **error)
{
  JsonNode *node = json_object_get_member (object, "camera");
  if (!node)
    return TRUE;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING) {
    *camera = json_node_dup_string (node);
    return TRUE;
  }
  g_set_error_literal (error, AISLE_VECTORS_ERROR, AISLE_VECTORS_ERROR_LINE,
                       "expected a member \"camera\" with a name");
  return FALSE;
}

static gboolean
read_sight (JsonObject *object, AisleSightState *sight, GError **error)
{
  JsonNode *node = json_object_get_member (object, "blind");
  double since = 0;
  if (!node)
    return TRUE;
  if (!read_number (object, "blind_since", -MAX_SECONDS, MAX_SECONDS, &since, error))
    return FALSE;
  gboolean is_text =
      JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
  for (guint cause = 0; is_text && cause <= AISLE_BLIND_UNFOCUSED; cause++)
    if (g_str_equal (json_node_get_string (node), aisle_blind_cause_name (cause))) {
      *sight = (AisleSightState) { TRUE, cause, (gint64) llround (since * 1e9) };
      return TRUE;
    }
  g_set_error_literal (error, AISLE_VECTORS_ERROR, AISLE_VECTORS_ERROR_LINE,
                       "expected \"blind\" to name a cause, such as \"dark\"");
  return FALSE;
}

static gboolean
read_frame (JsonObject *object, AisleVectors *frame, GError **error)
{
  double pts, width, height, epoch = 0;
  frame->pixel_aspect = 1;
  if (!read_number (object, "pts", -MAX_SECONDS, MAX_SECONDS, &pts, error)
      || !read_number (object, "width", 1, MAX_PIXELS, &width, error)
      || !read_number (object, "height", 1, MAX_PIXELS, &height, error)
      || !read_optional (object, "epoch", -MAX_EPOCH, MAX_EPOCH, &epoch, error)
      || !read_optional (object, "pixel_aspect", 1e-3, 1e3, &frame->pixel_aspect, error)
      || !read_flag (object, "local_clock", &frame->local_clock, error)
      || !read_flag (object, "dropped", &frame->dropped, error)
      || !read_camera (object, &frame->camera, error)
      || !read_sight (object, &frame->sight, error)
      || !read_boxes (object, frame->vectors, error))
    return FALSE;
  frame->pts = (gint64) llround (pts * 1e9);
  frame->width = (guint) width;
  frame->height = (guint) height;
  frame->epoch = (gint64) epoch;
  return TRUE;
}

AisleVectors *
aisle_vectors_parse (const char *line, gssize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (AisleVectors) frame = g_new0 (AisleVectors, 1);
  gsize size = length < 0 ? strlen (line) : (gsize) length;
  frame->vectors = g_array_new (FALSE, FALSE, sizeof (AisleVector));
  if (size > AISLE_VECTORS_MAX_BYTES || aisle_json_nests_deeper (line, size, 4)
      || !g_utf8_validate (line, size, NULL)
      || !json_parser_load_from_data (parser, line, size, NULL)
      || !has_schema (json_parser_get_root (parser))) {
    g_set_error_literal (error, AISLE_VECTORS_ERROR, AISLE_VECTORS_ERROR_LINE,
                         "expected a JSON object with \"schema\":\"aisle.vectors/1\"");
    return NULL;
  }
  if (!read_frame (json_node_get_object (json_parser_get_root (parser)), frame, error))
    return NULL;
  return g_steal_pointer (&frame);
}

void
aisle_vectors_free (AisleVectors *frame)
{
  if (!frame)
    return;
  g_clear_pointer (&frame->vectors, g_array_unref);
  g_free (frame->camera);
  g_free (frame);
}
