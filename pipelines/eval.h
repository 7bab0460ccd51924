/* SPDX-License-Identifier: MIT */
/**
 * @file eval.h
 * What the kinds of `aisle eval` share: one function each, options, and the writing of their JSON.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  guint first, last; /**< frames; 0, 0: those of the truth */
  double threshold;  /**< of detections; below 0: where F1 is best */
  double tolerance;  /**< seconds between an event and its truth */
  char *clip;        /**< which clip of the truth, or NULL */
  char *plots;       /**< folder for PNG files, or NULL */
  gboolean json;     /**< one object instead of a table */
} EvalOptions;

/** Each prints its table or object on standard output. Returns: FALSE with the reason. */
typedef gboolean (*EvalKind) (const EvalOptions *options, const char *truth, const char *found,
                              GError **error);
gboolean eval_detections (const EvalOptions *options, const char *truth, const char *found,
                          GError **error);
gboolean eval_tracks (const EvalOptions *options, const char *truth, const char *found,
                      GError **error);
gboolean eval_events (const EvalOptions *options, const char *truth, const char *found,
                      GError **error);

/**
 * Read a truth and a result in MOT text and keep the frames that are asked for.
 * @truth_rows, @found_rows: (out) (transfer full): AisleMotRow.
 */
gboolean eval_load_rows (const EvalOptions *options, const char *truth, const char *found,
                         GArray **truth_rows, GArray **found_rows, GError **error);

/** JSON by and by: members of an object in order, @key NULL within an array. Numbers have six
 * decimals; what is not finite is null. */
void eval_json_open (GString *json, const char *key, char bracket);
void eval_json_close (GString *json, char bracket);
void eval_json_number (GString *json, const char *key, double value);
void eval_json_count (GString *json, const char *key, guint64 count);
void eval_json_text (GString *json, const char *key, const char *value);

G_END_DECLS
