/* SPDX-License-Identifier: MIT */
/** @file random-event.c — see random-event.h */
#include "tests/core/random-event.h"

static char *
random_text (GRand *rand)
{
  static const char *const odd[] = { "", "\"", "\\", "\n", "Käse",
                                     "出口", "</script>", "\u2028" };
  return g_strdup_printf ("%s%u", odd[g_rand_int_range (rand, 0, G_N_ELEMENTS (odd))],
                          g_rand_int (rand));
}

static double
random_number (GRand *rand, const AisleField *field)
{
  double least = MAX (field->least, -1000), most = field->most > 0 ? field->most : 90000;
  return g_rand_int_range (rand, (gint) (least * 1000), (gint) (most * 1000)) / 1000.0;
}

static guint
random_choice (GRand *rand, const AisleField *field)
{
  guint first = *field->choices[0] ? 0 : 1, n = g_strv_length ((char **) field->choices);
  return (guint) g_rand_int_range (rand, (gint) first, (gint) n);
}

static void
fill (GRand *rand, const AisleField *field, gpointer base)
{
  void *at = (char *) base + field->offset;
  switch (field->kind) {
  case AISLE_FIELD_COUNT:
  case AISLE_FIELD_ID:
    *(guint64 *) at = 1 + ((guint64) g_rand_int (rand) << 20 | g_rand_int (rand) >> 12);
    break;
  case AISLE_FIELD_UINT:
    *(guint *) at = g_rand_int (rand);
    break;
  case AISLE_FIELD_INTEGER:
    *(gint64 *) at = g_rand_int_range (rand, -1000, 1000);
    break;
  case AISLE_FIELD_NUMBER:
    *(double *) at = random_number (rand, field);
    break;
  case AISLE_FIELD_TIME:
    *(gint64 *) at = ((gint64) g_rand_int (rand) * 1000 - 1) * 1000;
    break;
  case AISLE_FIELD_BOOLEAN:
    *(gboolean *) at = g_rand_boolean (rand);
    break;
  case AISLE_FIELD_TEXT:
    g_free (*(char **) at);
    *(char **) at = random_text (rand);
    break;
  case AISLE_FIELD_CHOICE:
    *(guint *) at = random_choice (rand, field);
    break;
  case AISLE_FIELD_LIST:
    break;
  }
}

static void
fill_some (GRand *rand, const AisleField *fields, gpointer base)
{
  for (const AisleField *field = fields; field->name; field++)
    if (!field->optional || g_rand_boolean (rand))
      fill (rand, field, base);
}

static void
fill_lists (GRand *rand, const AisleField *fields, AisleEvent *event)
{
  for (const AisleField *field = fields; field->name; field++)
    if (field->kind == AISLE_FIELD_LIST) {
      guint n = (guint) g_rand_int_range (rand, 0, 4);
      aisle_field_new_items (field, event, n);
      for (guint i = 0; i < n; i++)
        fill_some (rand, field->item->fields, aisle_field_get_item (field, event, i));
    }
}

AisleEvent *
random_event (GRand *rand, AisleEventType type)
{
  static const guint minutes[] = { 1, 15, 60 };
  AisleEvent *event = aisle_event_new (type, "camera", NULL, 0, 0);
  fill_some (rand, aisle_event_common_fields (), event);
  event->type = type;
  fill_some (rand, aisle_event_type_fields (type), event);
  fill_lists (rand, aisle_event_type_fields (type), event);
  event->minutes = minutes[g_rand_int_range (rand, 0, 3)];
  return event;
}
