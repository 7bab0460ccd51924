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

G_DEFINE_QUARK (aisle - vectors - error - quark, aisle_vectors_error)

static void
append_member (GString *text, const char *key, double value, int decimals)
{
  g_string_append_printf (text, ",\"%s\":", key);
  aisle_json_append_number (text, value, decimals);
}

static void
append_vector (GString *text, const AisleVector *vector)
{
  g_string_append_printf (text, "{\"track\":%" G_GUINT64_FORMAT, vector->track);
  append_member (text, "x", vector->box.x, 2);
  append_member (text, "y", vector->box.y, 2);
  append_member (text, "w", vector->box.w, 2);
  append_member (text, "h", vector->box.h, 2);
  append_member (text, "confidence", vector->box.confidence, 3);
  g_string_append_c (text, '}');
}

char *
aisle_vectors_to_json (const AisleVectors *frame)
{
  GString *text = g_string_new ("{\"schema\":\"aisle.vectors/1\"");
  append_member (text, "pts", frame->pts / 1e9, 3);
  g_string_append_printf (text, ",\"width\":%u,\"height\":%u,\"boxes\":[", frame->width,
                          frame->height);
  for (guint i = 0; i < frame->vectors->len; i++) {
    if (i > 0)
      g_string_append_c (text, ',');
    append_vector (text, &g_array_index (frame->vectors, AisleVector, i));
  }
  g_string_append (text, "]}");
  return g_string_free (text, FALSE);
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

static gboolean
read_vector (JsonNode *node, AisleVector *vector, GError **error)
{
  double track, x, y, w, h, confidence;
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
      || !read_number (object, "confidence", 0, 1, &confidence, error))
    return FALSE;
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

/* The format nests four deep, and the parser recurses. */
static gboolean
is_shallow (const char *line, gsize length)
{
  int depth = 0;
  for (gsize i = 0; i < length; i++) {
    depth += (line[i] == '[' || line[i] == '{') - (line[i] == ']' || line[i] == '}');
    if (depth > 4)
      return FALSE;
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

AisleVectors *
aisle_vectors_parse (const char *line, gssize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (AisleVectors) frame = g_new0 (AisleVectors, 1);
  double pts, width, height;
  gsize size = length < 0 ? strlen (line) : (gsize) length;
  frame->vectors = g_array_new (FALSE, FALSE, sizeof (AisleVector));
  if (size > AISLE_VECTORS_MAX_BYTES || !is_shallow (line, size)
      || !g_utf8_validate (line, size, NULL)
      || !json_parser_load_from_data (parser, line, size, NULL)
      || !has_schema (json_parser_get_root (parser))) {
    g_set_error_literal (error, AISLE_VECTORS_ERROR, AISLE_VECTORS_ERROR_LINE,
                         "expected a JSON object with \"schema\":\"aisle.vectors/1\"");
    return NULL;
  }
  JsonObject *object = json_node_get_object (json_parser_get_root (parser));
  if (!read_number (object, "pts", -MAX_SECONDS, MAX_SECONDS, &pts, error)
      || !read_number (object, "width", 1, MAX_PIXELS, &width, error)
      || !read_number (object, "height", 1, MAX_PIXELS, &height, error)
      || !read_boxes (object, frame->vectors, error))
    return NULL;
  frame->pts = llround (pts * 1000) * 1000000;
  frame->width = (guint) width;
  frame->height = (guint) height;
  return g_steal_pointer (&frame);
}

void
aisle_vectors_free (AisleVectors *frame)
{
  if (!frame)
    return;
  g_clear_pointer (&frame->vectors, g_array_unref);
  g_free (frame);
}
