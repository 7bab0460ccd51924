/* SPDX-License-Identifier: MIT */
/** @file audit-report.c Reports of recounts, read and checked. */
#include "pipelines/audit-report.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "gst/core/event.h"
#include "gst/core/json-text.h"

#define SCHEMA "aisle.audit/1"
#define MAX_BYTES (16 * 1024 * 1024)
#define MAX_DEPTH 8

static const char *const files[] = { "events", "vectors", "config" };

static gboolean
refuse (const char *name, const char *what, GError **error)
{
  g_set_error (error, AUDIT_ERROR, AUDIT_ERROR_REPORT, "%s is no sound report: %s", name, what);
  return FALSE;
}

static JsonObject *
get_object (JsonObject *object, const char *key)
{
  JsonNode *node = object ? json_object_get_member (object, key) : NULL;

  return node && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static const char *
get_text (JsonObject *object, const char *key)
{
  JsonNode *node = object ? json_object_get_member (object, key) : NULL;

  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static double
get_number (JsonObject *object, const char *key)
{
  JsonNode *node = object ? json_object_get_member (object, key) : NULL;
  GType type = node && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : 0;

  return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE ? json_node_get_double (node) : NAN;
}

static gboolean
copy_text (JsonObject *object, const char *key, char **text)
{
  *text = g_strdup (get_text (object, key));
  return *text != NULL;
}

/* How many of a list went each way; FALSE when it is not a list of crossings from @from to @to.
 * Times of one form compare as text. */
static gboolean
tally (JsonObject *root, const char *key, const AuditReport *report, guint64 n[2])
{
  JsonNode *node = json_object_get_member (root, key);
  JsonArray *list = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; list && i < json_array_get_length (list); i++) {
    JsonNode *item = json_array_get_element (list, i);
    JsonObject *object = JSON_NODE_HOLDS_OBJECT (item) ? json_node_get_object (item) : NULL;
    const char *time = get_text (object, "time"), *direction = get_text (object, "direction");

    if (!time || strcmp (time, report->from) < 0 || strcmp (time, report->to) > 0)
      return FALSE;
    if (g_strcmp0 (direction, "in") && g_strcmp0 (direction, "out"))
      return FALSE;
    n[strcmp (direction, "in") ? AISLE_DIRECTION_OUT : AISLE_DIRECTION_IN]++;
  }
  return list != NULL;
}

/* The figures must be those of @count; NaN is no figure. */
static gboolean
says (JsonObject *counts, const char *key, const AisleEvalCount *count)
{
  JsonObject *object = get_object (counts, key);

  return get_number (object, "hand") == (double) count->truth
         && get_number (object, "ours") == (double) count->found
         && get_number (object, "error") == (double) count->error
         && fabs (get_number (object, "accuracy") - aisle_eval_accuracy (count)) < 1e-9;
}

static gboolean
check_counts (JsonObject *root, AuditReport *report, const char *name, GError **error)
{
  JsonObject *counts = get_object (root, "counts");
  guint64 hand[2] = { 0 }, ours[2] = { 0 };
  AisleEvalCount both = { 0 };

  if (!tally (root, "hand", report, hand) || !tally (root, "ours", report, ours))
    return refuse (name, "\"hand\" and \"ours\" must be crossings within its time", error);
  for (guint d = 0; d < 2; d++) {
    report->counts[d] =
        (AisleEvalCount) { .truth = hand[d],
                           .found = ours[d],
                           .error = hand[d] > ours[d] ? hand[d] - ours[d] : ours[d] - hand[d] };
    aisle_eval_count_add (&both, &report->counts[d]);
    if (!says (counts, aisle_direction_name (d), &report->counts[d]))
      return refuse (name, "its \"counts\" do not follow from its crossings", error);
  }
  return says (counts, "both", &both)
         || refuse (name, "its \"counts\" do not follow from its crossings", error);
}

static JsonObject *
parse_root (JsonParser *parser, const char *json, gsize length)
{
  JsonNode *root;

  if (length > MAX_BYTES || !g_utf8_validate (json, (gssize) length, NULL)
      || aisle_json_nests_deeper (json, length, MAX_DEPTH)
      || !json_parser_load_from_data (parser, json, (gssize) length, NULL))
    return NULL;
  root = json_parser_get_root (parser);
  return root && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
}

AuditReport *
audit_report_parse (const char *json, gsize length, const char *name, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (AuditReport) report = g_new0 (AuditReport, 1);
  JsonObject *root = parse_root (parser, json, length);

  if (!root || g_strcmp0 (get_text (root, "schema"), SCHEMA)) {
    refuse (name, "expected a JSON object with \"schema\":\"" SCHEMA "\"", error);
    return NULL;
  }
  if (!copy_text (root, "camera", &report->camera) || !copy_text (root, "line", &report->line)
      || !copy_text (root, "from", &report->from) || !copy_text (root, "to", &report->to)
      || !copy_text (root, "counter", &report->counter)) {
    refuse (name, "\"camera\", \"line\", \"from\", \"to\" or \"counter\" is missing", error);
    return NULL;
  }
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    if (!copy_text (get_object (get_object (root, "files"), files[i]), "sha256",
                    &report->hashes[i])) {
      refuse (name, "the sha256 of its \"files\" is missing", error);
      return NULL;
    }
  return check_counts (root, report, name, error) ? g_steal_pointer (&report) : NULL;
}

void
audit_report_free (AuditReport *report)
{
  if (!report)
    return;
  g_free (report->camera);
  g_free (report->line);
  g_free (report->from);
  g_free (report->to);
  g_free (report->counter);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    g_free (report->hashes[i]);
  g_free (report);
}

gboolean
audit_report_check_files (const AuditReport *report, const char *events, const char *vectors,
                          const char *config, GError **error)
{
  const char *paths[] = { events, vectors, config };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *hash = audit_file_hash (paths[i], error);

    if (!hash)
      return FALSE;
    if (strcmp (hash, report->hashes[i])) {
      g_set_error (error, AUDIT_ERROR, AUDIT_ERROR_FILE,
                   "'%s' is not the file of %s that was counted", paths[i], files[i]);
      return FALSE;
    }
  }
  return TRUE;
}
