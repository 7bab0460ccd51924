/* SPDX-License-Identifier: MIT */
/**
 * @file record.h
 * Structs as JSON objects by a table of their members, exactly: what is read is what was written,
 * bit for bit. For what a program keeps for itself; see event-fields.h for what it tells others.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum {
  AISLE_RECORD_BOOLEAN, /**< gboolean */
  AISLE_RECORD_INT,     /**< int, guint or an enum */
  AISLE_RECORD_INT64,   /**< gint64 or guint64: its bits */
  AISLE_RECORD_DOUBLE,  /**< finite */
  AISLE_RECORD_FLOAT,   /**< finite */
} AisleRecordKind;

/** One member; a table of them ends with a name of NULL. */
typedef struct {
  const char *name;
  AisleRecordKind kind;
  gsize offset;
  double least, most; /**< range; both 0: any */
} AisleRecordField;

#define AISLE_RECORD_ERROR (aisle_record_error_quark ())
GQuark aisle_record_error_quark (void);
enum { AISLE_RECORD_ERROR_MEMBER }; /**< missing, of the wrong kind or range */

/** Appends `{"name":value,…}` of the struct at @base. */
void aisle_record_append (GString *text, const AisleRecordField *fields, gconstpointer base);

/** The reverse. All members must be there and no others. FALSE with AISLE_RECORD_ERROR. */
gboolean aisle_record_read (JsonNode *node, const AisleRecordField *fields, gpointer base,
                            GError **error);

/** The array @name of @object with @n elements, −1: of any number; NULL with error. */
JsonArray *aisle_record_get_array (JsonObject *object, const char *name, int n, GError **error);

/** Appends `,"name":[…]` of @n structs of @size bytes each. */
void aisle_record_append_list (GString *text, const char *name, const AisleRecordField *fields,
                               gconstpointer items, guint n, gsize size);
/** The reverse: exactly @n of them. */
gboolean aisle_record_read_list (JsonObject *object, const char *name,
                                 const AisleRecordField *fields, gpointer items, guint n,
                                 gsize size, GError **error);

G_END_DECLS
