/* SPDX-License-Identifier: MIT */
/**
 * @file event-fields.h
 * The members of `aisle.event/1` as one table: what reads, writes, copies and frees events follows
 * from it. Tables are constant and end with a field without a name; any thread.
 */
#pragma once

#include "gst/core/event.h"

G_BEGIN_DECLS

typedef enum {
  AISLE_FIELD_COUNT,   /**< guint64 */
  AISLE_FIELD_UINT,    /**< guint */
  AISLE_FIELD_INTEGER, /**< gint64 */
  AISLE_FIELD_NUMBER,  /**< double; three decimals */
  AISLE_FIELD_TIME,    /**< gint64, µs since 1970; RFC 3339 with milliseconds */
  AISLE_FIELD_ID,      /**< guint64; 16 hexadecimal digits */
  AISLE_FIELD_BOOLEAN, /**< gboolean */
  AISLE_FIELD_TEXT,    /**< char *, owned, never empty */
  AISLE_FIELD_CHOICE,  /**< an enum or gboolean, by the names of its values */
  AISLE_FIELD_LIST,    /**< array of structs, owned, with its length beside it */
} AisleFieldKind;

typedef struct _AisleField AisleField;

/** What an item of a list is. */
typedef struct {
  const char *name;         /**< of one: "line" */
  gboolean keyed;           /**< an object with a member for each by its name; else an array */
  const AisleField *fields; /**< the first is the name when @keyed */
  gsize size;               /**< of the struct */
} AisleFieldItem;

struct _AisleField {
  const char *name;
  AisleFieldKind kind;
  gsize offset;               /**< in AisleEvent, or in the struct of the item */
  gboolean optional;          /**< left out when it has the value @absent, or the list is empty */
  gboolean written;           /**< never left out all the same: older lines lack it */
  double absent;              /**< the value when it is not there */
  double least, most;         /**< range of a number that is there; most 0: as far as 10¹² */
  const char *const *choices; /**< of a choice, by value, NULL-ended; "" is never written or read */
  const AisleFieldItem *item; /**< of a list */
  gsize length_offset;        /**< of a list: its guint of how many */
};

/** The members of all types but `schema`, which comes first: `id`, `type`, `camera`… */
const AisleField *aisle_event_common_fields (void);
/** The members of one type, in the order of the line. */
const AisleField *aisle_event_type_fields (AisleEventType type);

/** @base: the AisleEvent or the item. Whether the member is left out. */
gboolean aisle_field_is_absent (const AisleField *field, gconstpointer base);
/** Make it so. Lists and texts must be empty already. */
void aisle_field_set_absent (const AisleField *field, gpointer base);
/** All optional ones of a table. */
void aisle_fields_set_absent (const AisleField *fields, gpointer base);

/** Index of @text among the choices, or −1. @text: (nullable). */
int aisle_field_find_choice (const AisleField *field, const char *text);

/** Zeroed items with what is optional as if unknown: makes the list of that length. */
gpointer aisle_field_new_items (const AisleField *field, AisleEvent *event, guint n);
/** The item @index of the list. */
gpointer aisle_field_get_item (const AisleField *field, const AisleEvent *event, guint index);
guint aisle_field_get_length (const AisleField *field, const AisleEvent *event);

G_END_DECLS
