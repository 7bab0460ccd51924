/* SPDX-License-Identifier: MIT */
/** @file heat-trail.c — see heat-trail.h */
#include "gst/heat-trail.h"

#include "gst/core/footfall.h"

#define COLUMNS 64
#define ROWS 48

typedef struct {
  AislePoint stands;
  gint64 pts;
} Seen;

struct _GstAisleHeatTrail {
  AisleHeatmap *map;
  GHashTable *seen; /* track → Seen */
};

GstAisleHeatTrail *
gst_aisle_heat_trail_new (void)
{
  GstAisleHeatTrail *trail = g_new0 (GstAisleHeatTrail, 1);

  trail->map = aisle_heatmap_new (COLUMNS, ROWS);
  trail->seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  return trail;
}

void
gst_aisle_heat_trail_free (GstAisleHeatTrail *trail)
{
  if (!trail)
    return;
  aisle_heatmap_free (trail->map);
  g_hash_table_unref (trail->seen);
  g_free (trail);
}

/* After a step back in time, too: the way there was none. */
static gboolean
is_gone (gpointer track, gpointer value, gpointer now)
{
  const gint64 silence = *(gint64 *) now - ((Seen *) value)->pts;

  return silence < 0 || silence > AISLE_FOOTFALL_SILENCE;
}

void
gst_aisle_heat_trail_update (GstAisleHeatTrail *trail, gint64 pts, const AisleScenePerson *people,
                             guint n_people)
{
  g_hash_table_foreach_remove (trail->seen, is_gone, &pts);
  for (guint i = 0; i < n_people; i++) {
    const AisleScenePerson *person = &people[i];
    Seen *seen;

    if (!person->counted || person->coasting)
      continue;
    seen = g_hash_table_lookup (trail->seen, &person->track);
    if (seen) {
      aisle_heatmap_add (trail->map, seen->stands, person->stands, (pts - seen->pts) / 1e9);
    } else {
      seen = g_new (Seen, 1);
      g_hash_table_insert (trail->seen, g_memdup2 (&person->track, sizeof person->track), seen);
    }
    *seen = (Seen) { person->stands, pts };
  }
}

const AisleHeatmap *
gst_aisle_heat_trail_get (const GstAisleHeatTrail *trail)
{
  return trail->map;
}
