/* SPDX-License-Identifier: MIT */
/** @file floor-trails.c The ways of people on the floor. */
#include "gst/core/floor-trails.h"

#include <math.h>

typedef struct {
  guint64 track;
  AisleTrailPoint last; /* seen, may not be taken into points yet */
  GArray *points;       /* AisleTrailPoint */
} Trail;

struct _AisleTrails {
  AisleFloorMap *map;
  AisleTrailFunc told;
  gpointer data;
  GPtrArray *trails; /* in order of appearance */
};

static void
free_trail (gpointer data)
{
  g_array_unref (((Trail *) data)->points);
  g_free (data);
}

AisleTrails *
aisle_trails_new (AisleFloorMap *map, AisleTrailFunc told, gpointer data)
{
  AisleTrails *trails = g_new0 (AisleTrails, 1);
  trails->map = map;
  trails->told = told;
  trails->data = data;
  trails->trails = g_ptr_array_new_with_free_func (free_trail);
  return trails;
}

void
aisle_trails_free (AisleTrails *trails)
{
  if (!trails)
    return;
  g_ptr_array_unref (trails->trails);
  g_free (trails);
}

static const AisleTrailPoint *
newest (const Trail *trail)
{
  return &g_array_index (trail->points, AisleTrailPoint, trail->points->len - 1);
}

static gboolean
is_leap (const AisleTrailPoint *from, const AisleTrailPoint *to)
{
  double way = hypot (to->place.x - from->place.x, to->place.y - from->place.y);
  return way > AISLE_TRAIL_FASTEST * (to->pts - from->pts);
}

static void
take_point (AisleTrails *trails, Trail *trail, AisleTrailPoint point)
{
  const AisleTrailPoint *from = trail->points->len > 0 ? newest (trail) : NULL;
  if (from && trails->map)
    aisle_floor_map_add (trails->map, from->place, point.place, point.pts - from->pts);
  g_array_append_val (trail->points, point);
}

static void
tell (AisleTrails *trails, const Trail *trail)
{
  if (trail->points->len > 1)
    trails->told (trail->track, (const AisleTrailPoint *) trail->points->data, trail->points->len,
                  trails->data);
}

static void
finish_trail (AisleTrails *trails, guint index)
{
  Trail *trail = trails->trails->pdata[index];
  if (trail->last.pts > newest (trail)->pts && !is_leap (newest (trail), &trail->last))
    take_point (trails, trail, trail->last);
  tell (trails, trail);
  g_ptr_array_remove_index (trails->trails, index);
}

static Trail *
find_trail (AisleTrails *trails, guint64 track, double pts)
{
  for (guint i = 0; i < trails->trails->len; i++) {
    Trail *trail = trails->trails->pdata[i];
    if (trail->track != track)
      continue;
    if (pts >= trail->last.pts && pts - trail->last.pts <= AISLE_TRAIL_SILENCE)
      return trail;
    finish_trail (trails, i);
    return NULL;
  }
  return NULL;
}

void
aisle_trails_add (AisleTrails *trails, guint64 track, double pts, AislePoint place)
{
  const AisleTrailPoint point = { pts, place };
  Trail *trail = find_trail (trails, track, pts);
  if (!trail) {
    trail = g_new0 (Trail, 1);
    trail->track = track;
    trail->points = g_array_new (FALSE, FALSE, sizeof (AisleTrailPoint));
    g_ptr_array_add (trails->trails, trail);
    take_point (trails, trail, point);
  }
  trail->last = point;
  guint n = trail->points->len;
  /* A nanosecond less: differences of times are not exact. */
  if (pts - newest (trail)->pts < AISLE_TRAIL_INTERVAL - 1e-9)
    return;
  if (is_leap (newest (trail), &point)) {
    tell (trails, trail);
    g_array_set_size (trail->points, 0);
    n = 0;
  }
  take_point (trails, trail, point);
  if (n + 1 < AISLE_TRAIL_MOST)
    return;
  tell (trails, trail);
  g_array_remove_range (trail->points, 0, n);
}

void
aisle_trails_end (AisleTrails *trails, double pts)
{
  for (guint i = 0; i < trails->trails->len;) {
    const Trail *trail = trails->trails->pdata[i];
    if (pts - trail->last.pts > AISLE_TRAIL_SILENCE)
      finish_trail (trails, i);
    else
      i++;
  }
}
