/* SPDX-License-Identifier: MIT */
/** @file event.c Making, copying and freeing events. */
#include "gst/core/event.h"

#include <math.h>
#include <string.h>

#include "gst/core/event-fields.h"

/* First 64 bits of SHA-256 over the parts, each ended by a NUL so that they cannot run together. */
static guint64
event_id (const AisleEvent *event)
{
  g_autoptr (GChecksum) hash = g_checksum_new (G_CHECKSUM_SHA256);
  char numbers[64];
  guint8 digest[32];
  gsize length = sizeof digest;
  guint64 id = 0;
  const char *type = aisle_event_type_name (event->type), *name = event->name ? event->name : "";
  g_snprintf (numbers, sizeof numbers, "%" G_GUINT64_FORMAT " %" G_GINT64_FORMAT, event->track,
              (gint64) llround (event->pts * 1000));
  g_checksum_update (hash, (const guchar *) event->camera, strlen (event->camera) + 1);
  g_checksum_update (hash, (const guchar *) type, strlen (type) + 1);
  g_checksum_update (hash, (const guchar *) name, strlen (name) + 1);
  g_checksum_update (hash, (const guchar *) numbers, strlen (numbers) + 1);
  /* Buckets of different lengths end together. */
  if (event->minutes > 1)
    g_checksum_update (hash, (const guchar *) &(guint8) { (guint8) event->minutes }, 1);
  g_checksum_get_digest (hash, digest, &length);
  for (guint i = 0; i < 8; i++)
    id = id << 8 | digest[i];
  return id;
}

AisleEvent *
aisle_event_new (AisleEventType type, const char *camera, const char *name, guint64 track,
                 double pts)
{
  AisleEvent *event = g_new0 (AisleEvent, 1);
  event->type = type;
  event->camera = g_utf8_make_valid (camera, -1);
  event->name = name ? g_utf8_make_valid (name, -1) : NULL;
  event->track = track;
  event->pts = pts;
  aisle_fields_set_absent (aisle_event_type_fields (type), event);
  event->id = event_id (event);
  return event;
}

void
aisle_event_identify (AisleEvent *event, const char *camera, double pts)
{
  g_free (event->camera);
  event->camera = g_utf8_make_valid (camera, -1);
  event->pts = pts;
  event->id = event_id (event);
}

/* Only counts have lists. */
static const AisleField *
next_list (const AisleField *field)
{
  field = field ? field + 1 : aisle_event_type_fields (AISLE_EVENT_COUNTS);
  while (field->name && field->kind != AISLE_FIELD_LIST)
    field++;
  return field->name ? field : NULL;
}

static void
copy_item (const AisleField *fields, gconstpointer from, gpointer to)
{
  for (const AisleField *field = fields; field->name; field++)
    if (field->kind == AISLE_FIELD_TEXT) {
      char *const *text = (char *const *) ((const char *) from + field->offset);
      *(char **) ((char *) to + field->offset) = g_strdup (*text);
    }
}

static void
clear_item (const AisleField *fields, gpointer item)
{
  for (const AisleField *field = fields; field->name; field++)
    if (field->kind == AISLE_FIELD_TEXT)
      g_clear_pointer ((char **) ((char *) item + field->offset), g_free);
}

static void
copy_list (const AisleField *field, const AisleEvent *from, AisleEvent *to)
{
  guint n = aisle_field_get_length (field, from);
  char *items = aisle_field_new_items (field, to, n);
  for (guint i = 0; i < n; i++) {
    gpointer item = items + i * field->item->size;
    memcpy (item, aisle_field_get_item (field, from, i), field->item->size);
    copy_item (field->item->fields, aisle_field_get_item (field, from, i), item);
  }
}

AisleEvent *
aisle_event_copy (const AisleEvent *event)
{
  AisleEvent *copy = g_memdup2 (event, sizeof *event);
  copy->camera = g_strdup (event->camera);
  copy->name = g_strdup (event->name);
  for (const AisleField *field = next_list (NULL); field; field = next_list (field))
    copy_list (field, event, copy);
  return copy;
}

void
aisle_event_free (AisleEvent *event)
{
  if (!event)
    return;
  for (const AisleField *field = next_list (NULL); field; field = next_list (field)) {
    for (guint i = 0; i < aisle_field_get_length (field, event); i++)
      clear_item (field->item->fields, aisle_field_get_item (field, event, i));
    g_free (aisle_field_get_item (field, event, 0));
  }
  g_free (event->camera);
  g_free (event->name);
  g_free (event);
}
