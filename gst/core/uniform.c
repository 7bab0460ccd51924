/* SPDX-License-Identifier: MIT */
/** @file uniform.c What the staff's clothes look like. */
#include "gst/core/uniform.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "gst/core/json-text.h"

enum { BAND = AISLE_APPEARANCE_SIZE / AISLE_APPEARANCE_BANDS };

/* Below it two looks are more likely of different clothes (aisle_appearance_evidence()). */
#define EVEN 0.9
/* Above it not even the same clothes in another light would be alike enough. */
#define STRICTEST 0.96
/* Below it ordinary dark clothes are taken for each other. */
#define LEAST 0.94
/* Of one picture nothing is known of the spread. */
#define OF_ONE 0.95
/* Nearly all who wear it are within so many standard deviations. */
#define DEVIATIONS 3

GQuark
aisle_uniform_error_quark (void)
{
  return g_quark_from_static_string ("aisle-uniform-error");
}

/* --- from pictures ----------------------------------------------------------- */

static AisleAppearance
only_band (const AisleAppearance *look, guint band)
{
  AisleAppearance only = { { 0 } };
  memcpy (&only.values[band * BAND], &look->values[band * BAND], BAND * sizeof (float));
  return only;
}

static gboolean
agrees (const AisleAppearance *looks, guint n, guint band)
{
  double sum = 0;
  guint pairs = 0;
  for (guint i = 0; i < n; i++)
    for (guint k = i + 1; k < n; k++, pairs++) {
      AisleAppearance a = only_band (&looks[i], band), b = only_band (&looks[k], band);
      sum += aisle_appearance_similarity (&a, &b);
    }
  return pairs == 0 || sum / pairs >= EVEN;
}

/* Each picture against the nearest other one: as somebody will be who is not among them. */
static float
threshold_of (const AisleUniform *uniform)
{
  double sum = 0, squares = 0;
  if (uniform->n < 2)
    return (float) OF_ONE;
  for (guint i = 0; i < uniform->n; i++) {
    double nearest = 0;
    for (guint k = 0; k < uniform->n; k++)
      if (k != i)
        nearest =
            MAX (nearest, aisle_appearance_similarity (&uniform->looks[i], &uniform->looks[k]));
    sum += nearest;
    squares += nearest * nearest;
  }
  double mean = sum / uniform->n, variance = MAX (squares / uniform->n - mean * mean, 0);
  return (float) CLAMP (mean - DEVIATIONS * sqrt (variance), LEAST, STRICTEST);
}

AisleUniform *
aisle_uniform_new (const AisleAppearance *looks, guint n, GError **error)
{
  guint kept = 0;
  g_return_val_if_fail (n >= 1 && n <= AISLE_UNIFORM_MOST, NULL);
  g_autofree AisleUniform *uniform = g_new0 (AisleUniform, 1);
  uniform->n = n;
  for (guint band = 0; band < AISLE_APPEARANCE_BANDS; band++) {
    gboolean common = agrees (looks, n, band);
    for (guint i = 0; common && i < n; i++)
      memcpy (&uniform->looks[i].values[band * BAND], &looks[i].values[band * BAND],
              BAND * sizeof (float));
    kept += common;
  }
  uniform->threshold = threshold_of (uniform);
  if (kept > 0)
    return g_steal_pointer (&uniform);
  g_set_error_literal (error, AISLE_UNIFORM_ERROR, AISLE_UNIFORM_ERROR_LOOKS,
                       "The pictures show no common clothes: give some of people in the same "
                       "uniform, each cut out from head to feet.");
  return NULL;
}

float
aisle_uniform_similarity (const AisleUniform *uniform, const AisleAppearance *look)
{
  float best = 0;
  for (guint i = 0; i < uniform->n; i++)
    best = MAX (best, aisle_appearance_similarity (&uniform->looks[i], look));
  return best;
}

/* --- file -------------------------------------------------------------------- */

char *
aisle_uniform_to_json (const AisleUniform *uniform)
{
  GString *text = g_string_new ("{\"schema\":\"" AISLE_UNIFORM_SCHEMA "\",\"threshold\":");
  aisle_json_append_number (text, uniform->threshold, 4);
  g_string_append (text, ",\"looks\":[");
  for (guint i = 0; i < uniform->n; i++) {
    g_string_append (text, i > 0 ? ",\n[" : "\n[");
    for (guint k = 0; k < AISLE_APPEARANCE_SIZE; k++) {
      if (k > 0)
        g_string_append_c (text, ',');
      aisle_json_append_number (text, uniform->looks[i].values[k], 4);
    }
    g_string_append_c (text, ']');
  }
  g_string_append (text, "]}\n");
  return g_string_free (text, FALSE);
}

/* A finite number from 0 to 1, or −1. */
static double
share_of (JsonNode *node)
{
  if (!node || !JSON_NODE_HOLDS_VALUE (node))
    return -1;
  GType type = json_node_get_value_type (node);
  double value = type == G_TYPE_DOUBLE || type == G_TYPE_INT64 ? json_node_get_double (node) : -1;
  return value >= 0 && value <= 1 ? value : -1;
}

static gboolean
read_look (JsonNode *node, AisleAppearance *look)
{
  JsonArray *values = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  if (!values || json_array_get_length (values) != AISLE_APPEARANCE_SIZE)
    return FALSE;
  for (guint i = 0; i < AISLE_APPEARANCE_SIZE; i++) {
    double value = share_of (json_array_get_element (values, i));
    look->values[i] = (float) value;
    if (value < 0)
      return FALSE;
  }
  return TRUE;
}

static gboolean
read_uniform (JsonNode *root, AisleUniform *uniform)
{
  JsonObject *object = root && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonNode *node = object ? json_object_get_member (object, "looks") : NULL;
  JsonArray *looks = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint n = looks ? json_array_get_length (looks) : 0;
  JsonNode *schema = object ? json_object_get_member (object, "schema") : NULL;
  gboolean is_ours = schema && json_node_get_value_type (schema) == G_TYPE_STRING
                     && g_str_equal (json_node_get_string (schema), AISLE_UNIFORM_SCHEMA);
  double threshold = object ? share_of (json_object_get_member (object, "threshold")) : -1;
  if (!is_ours || n < 1 || n > AISLE_UNIFORM_MOST || threshold < 0)
    return FALSE;
  uniform->n = n;
  uniform->threshold = (float) threshold;
  for (guint i = 0; i < n; i++)
    if (!read_look (json_array_get_element (looks, i), &uniform->looks[i]))
      return FALSE;
  return TRUE;
}

AisleUniform *
aisle_uniform_load (const char *path, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) reason = NULL;
  g_autofree AisleUniform *uniform = g_new0 (AisleUniform, 1);
  gboolean parsed = json_parser_load_from_file (parser, path, &reason);
  if (parsed && read_uniform (json_parser_get_root (parser), uniform))
    return g_steal_pointer (&uniform);
  g_set_error (error, AISLE_UNIFORM_ERROR, AISLE_UNIFORM_ERROR_FILE,
               "%s: expected a file that "
               "`aisle uniform` has written%s%s",
               path, reason ? ": " : "", reason ? reason->message : "");
  return NULL;
}
