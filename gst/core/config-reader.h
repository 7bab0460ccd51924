/* SPDX-License-Identifier: MIT */
/**
 * @file config-reader.h
 * Reads JSON strictly: whatever is unknown, repeated, of another kind or out of range ends the
 * reading with a sentence that names the file, the path in it and what was expected. All readers
 * return FALSE (or NULL) after a mistake; only the first one is told. One thread.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "gst/core/config-file.h"

G_BEGIN_DECLS

/** Where the reader stands. */
typedef struct {
  const char *file;
  GString *path;       /**< "$.lines[0].points" */
  GHashTable *members; /**< of objects seen while parsing: repeated members are mistakes */
  GError **error;
} AisleConfigReader;

/** A file of up to AISLE_CONFIG_MAX_BYTES (one more where it is longer). */
GBytes *aisle_config_read_file (const char *path, GError **error);
/** Parse @json; the tree belongs to @parser. */
JsonNode *aisle_config_reader_parse (AisleConfigReader *reader, JsonParser *parser,
                                     const char *json, gsize length);

/** Tell a mistake at the path. Returns: FALSE. */
gboolean aisle_config_refuse (AisleConfigReader *reader, const char *format, ...)
    G_GNUC_PRINTF (2, 3);
/** Append to the path. Returns: what to leave() with. */
gsize aisle_config_enter (AisleConfigReader *reader, const char *member);
gsize aisle_config_enter_item (AisleConfigReader *reader, guint index);
void aisle_config_leave (AisleConfigReader *reader, gsize before);

/** @known: names of the members, NULL-ended; NULL: the caller looks at them. */
JsonObject *aisle_config_read_object (AisleConfigReader *reader, JsonNode *node,
                                      const char *const *known);
JsonArray *aisle_config_read_array (AisleConfigReader *reader, JsonNode *node, guint least,
                                    guint most, const char *what);

/** A text, or NULL when it is something else or not there. */
const char *aisle_config_text (JsonNode *node);
gboolean aisle_config_is_number (JsonNode *node);

/* The following leave @value as it is when the member is not there. */

/** From 0 to @most. */
gboolean aisle_config_read_number (AisleConfigReader *reader, JsonObject *object, const char *name,
                                   double most, double *value);
/** A whole number from 0 to @most. */
gboolean aisle_config_read_whole (AisleConfigReader *reader, JsonObject *object, const char *name,
                                  guint most, guint *value);
gboolean aisle_config_read_boolean (AisleConfigReader *reader, JsonObject *object, const char *name,
                                    gboolean *value);
/** One of @words (NULL-ended): its index. */
gboolean aisle_config_read_word (AisleConfigReader *reader, JsonObject *object, const char *name,
                                 const char *const *words, guint *value);
/** "HH:MM", 00:00 to 24:00: minutes after midnight. */
gboolean aisle_config_read_clock (AisleConfigReader *reader, JsonNode *node, int *minutes);
gboolean aisle_config_read_clock_member (AisleConfigReader *reader, JsonObject *object,
                                         const char *name, int *minutes);
/** A path, beside the config's file unless it is absolute. */
gboolean aisle_config_read_path (AisleConfigReader *reader, JsonObject *object, const char *name,
                                 char **value);

/** Required. 1 to AISLE_CONFIG_MAX_NAME bytes without control characters. */
gboolean aisle_config_read_name (AisleConfigReader *reader, JsonObject *object, const char *name,
                                 char **value);

typedef gboolean (*AisleConfigReadItem) (AisleConfigReader *reader, JsonNode *node, gpointer item);

/**
 * An array of up to AISLE_CONFIG_MAX_ITEMS. The zeroed items belong to the config from the start,
 * so that its unref frees what was read before a mistake.
 */
gboolean aisle_config_read_items (AisleConfigReader *reader, JsonObject *object, const char *name,
                                  gsize size, AisleConfigReadItem read, gpointer *items,
                                  guint *n_items);
/** Items whose first member is a char * name have different names. */
gboolean aisle_config_check_names (AisleConfigReader *reader, const char *list, gconstpointer items,
                                   guint n_items, gsize size);

G_END_DECLS
