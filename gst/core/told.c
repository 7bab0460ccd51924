/* SPDX-License-Identifier: MIT */
/** @file told.c What was told of a person. */
#include "gst/core/told.h"

static void
clear (gpointer told)
{
  AisleTold *entry = told;
  aisle_event_free (entry->event);
  g_free (entry->from);
}

GArray *
aisle_told_new (void)
{
  GArray *told = g_array_new (FALSE, FALSE, sizeof (AisleTold));
  g_array_set_clear_func (told, clear);
  return told;
}

void
aisle_told_add (GArray *told, const AisleEvent *event, const char *from,
                const AisleBuckets *buckets)
{
  AisleTold entry = { .event = aisle_event_copy (event), .from = g_strdup (from) };
  for (guint i = 0; i < AISLE_BUCKET_KINDS; i++)
    entry.buckets[i] = buckets->kinds[i].number;
  if (told->len == AISLE_TOLD_MOST)
    g_array_remove_index (told, 0);
  g_array_append_val (told, entry);
}

void
aisle_told_take_back (GArray *told, AisleBuckets *buckets, GPtrArray *events)
{
  for (guint i = 0; i < told->len; i++) {
    AisleTold *entry = &g_array_index (told, AisleTold, i);
    for (guint k = 0; k < AISLE_BUCKET_KINDS; k++) {
      AisleEvent *counts = buckets->kinds[k].counts;
      gboolean is_open = entry->buckets[k] == buckets->kinds[k].number;
      aisle_counts_take_back (counts, entry->event, is_open);
      if (entry->from && is_open)
        aisle_counts_take_back_transition (counts, entry->from, entry->event->name);
    }
    entry->event->staff = TRUE;
    g_ptr_array_add (events, g_steal_pointer (&entry->event));
  }
  g_array_set_size (told, 0);
}
