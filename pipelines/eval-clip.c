/* SPDX-License-Identifier: MIT */
/** @file eval-clip.c The truth of a clip, read. */
#include "pipelines/eval-clip.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "gst/core/json-text.h"

#define MAX_DEPTH 16
#define MAX_SECONDS 1e9

/* What is read, and the sentence about what is wrong with it. */
typedef struct {
  const char *path, *clip;
  EvalPlaces *places;
  GError **error;
} Reading;

static gboolean
refuse (const Reading *self, const char *where, const char *expected)
{
  g_set_error (self->error, AISLE_EVAL_ERROR, AISLE_EVAL_ERROR_TRUTH,
               "%s, clip '%s': expected %s in %s", self->path, self->clip, expected, where);
  return FALSE;
}

static gboolean
get_number (JsonObject *object, const char *key, double *value)
{
  JsonNode *node = json_object_get_member (object, key);
  GType type = node && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : 0;

  if (type != G_TYPE_DOUBLE && type != G_TYPE_INT64)
    return FALSE;
  *value = json_node_get_double (node);
  return *value >= -MAX_SECONDS && *value <= MAX_SECONDS;
}

static const char *
get_text (JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static gboolean
is_optional (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "optional");

  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_boolean (node);
}

static gboolean
read_crossing (const Reading *self, JsonObject *object)
{
  const char *line = get_text (object, "line"), *direction = get_text (object, "dir");
  AisleEvalMoment moment = { .doubtful = is_optional (object) };
  EvalLine *of = line ? eval_places_line (self->places, line, FALSE) : NULL;

  get_number (object, "tol", &moment.tolerance);
  if (!of || !get_number (object, "t", &moment.pts) || !direction
      || (strcmp (direction, "in") && strcmp (direction, "out")))
    return refuse (self, "each of \"crossings\"", "\"t\", \"dir\" and a \"line\" of the clip");
  g_array_append_val (
      of->truth[strcmp (direction, "in") ? AISLE_DIRECTION_OUT : AISLE_DIRECTION_IN], moment);
  return TRUE;
}

static gboolean
read_visit (const Reading *self, JsonObject *object)
{
  const char *zone = get_text (object, "zone");
  AisleEvalVisit visit = { .doubtful = is_optional (object) };
  EvalPlace *of = zone ? eval_places_zone (self->places, zone, FALSE) : NULL;

  if (!of || !get_number (object, "enter", &visit.enter)
      || !get_number (object, "leave", &visit.leave) || !get_number (object, "dwell", &visit.dwell))
    return refuse (self, "each of \"visits\"",
                   "\"enter\", \"leave\", \"dwell\" and a \"zone\" of the clip");
  g_array_append_val (of->truth, visit);
  return TRUE;
}

static gboolean
read_list (const Reading *self, JsonObject *clip, const char *key,
           gboolean (*read) (const Reading *, JsonObject *))
{
  JsonNode *node = json_object_get_member (clip, key);
  JsonArray *list = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (!list)
    return refuse (self, "it", key);
  for (guint i = 0; i < json_array_get_length (list); i++) {
    JsonNode *item = json_array_get_element (list, i);
    if (!JSON_NODE_HOLDS_OBJECT (item))
      return refuse (self, key, "objects");
    if (!read (self, json_node_get_object (item)))
      return FALSE;
  }
  return TRUE;
}

static gboolean
read_names (const Reading *self, JsonObject *clip, const char *key)
{
  JsonNode *node = json_object_get_member (clip, key);
  g_autoptr (GList) names = NULL;

  if (!node || !JSON_NODE_HOLDS_OBJECT (node))
    return refuse (self, "it", key);
  names = json_object_get_members (json_node_get_object (node));
  for (GList *l = names; l; l = l->next)
    if (!strcmp (key, "lines"))
      eval_places_line (self->places, l->data, TRUE);
    else
      eval_places_zone (self->places, l->data, TRUE);
  return TRUE;
}

static JsonObject *
member_object (JsonNode *node, const char *key)
{
  JsonNode *member = node && JSON_NODE_HOLDS_OBJECT (node)
                         ? json_object_get_member (json_node_get_object (node), key)
                         : NULL;

  return member && JSON_NODE_HOLDS_OBJECT (member) ? json_node_get_object (member) : NULL;
}

gboolean
eval_clip_load (const char *path, const char *clip, EvalPlaces *places, double *from, double *to,
                GError **error)
{
  Reading self = { path, clip, places, error };
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *text = NULL;
  gsize length;
  JsonObject *clips, *object;
  JsonNode *node;

  if (!g_file_get_contents (path, &text, &length, error))
    return FALSE;
  if (aisle_json_nests_deeper (text, length, MAX_DEPTH) || !g_utf8_validate (text, length, NULL)
      || !json_parser_load_from_data (parser, text, (gssize) length, NULL)
      || !(clips = member_object (json_parser_get_root (parser), "clips"))) {
    g_set_error (error, AISLE_EVAL_ERROR, AISLE_EVAL_ERROR_TRUTH,
                 "%s: expected a JSON object with \"clips\"", path);
    return FALSE;
  }
  node = json_object_get_member (clips, clip);
  if (!node || !JSON_NODE_HOLDS_OBJECT (node)) {
    g_set_error (error, AISLE_EVAL_ERROR, AISLE_EVAL_ERROR_TRUTH, "%s: there is no clip '%s'", path,
                 clip);
    return FALSE;
  }
  object = json_node_get_object (node);
  if (!get_number (object, "t0", from) || !get_number (object, "t1", to))
    return refuse (&self, "it", "\"t0\" and \"t1\"");
  return read_names (&self, object, "lines") && read_names (&self, object, "zones")
         && read_list (&self, object, "crossings", read_crossing)
         && read_list (&self, object, "visits", read_visit);
}
