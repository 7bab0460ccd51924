/* SPDX-License-Identifier: MIT */
/** @file zone.c Visits of a zone. */
#include "gst/core/zone.h"

/* Differences of times are not exact; a nanosecond is what the stream's clock resolves. */
#define EPSILON 1e-9

void
aisle_zone_init (AisleZone *zone, const AisleZoneConfig *config, double aspect)
{
  zone->config = config;
  zone->n_points = config->n_points + 1;
  for (guint i = 0; i < zone->n_points; i++) {
    AislePoint point = config->points[i % config->n_points];
    zone->points[i] = (AislePoint) { point.x * aspect, point.y };
  }
}

gboolean
aisle_zone_contains (const AisleZone *zone, AislePoint place)
{
  return aisle_polygon_contains (zone->points, zone->n_points, place);
}

static double
walked_inside (const AisleVisit *visit)
{
  gboolean known = visit->enter_walked >= 0 && visit->leave_walked >= 0;
  return known ? MAX (0, visit->leave_walked - visit->enter_walked) : -1;
}

static void
record (const AisleZone *zone, AisleVisit *visit, double leave_pts, AisleVisitReason reason,
        GArray *records)
{
  AisleVisitRecord over = { visit->enter_pts, leave_pts, reason, visit->stitched,
                            walked_inside (visit),
                            zone->config->n_shelf > 0 ? visit->engagement.faced : -1,
                            visit->engagement.reached, -1 };
  if (leave_pts - visit->enter_pts >= zone->config->min_visit - EPSILON)
    g_array_append_val (records, over);
  *visit = (AisleVisit) { 0 };
}

void
aisle_zone_wait (const AisleZone *zone, AisleVisit *visit, double pts, GArray *records)
{
  if (visit->presence == AISLE_PRESENCE_AWAY
      && pts - visit->leave_pts > zone->config->merge_gap + EPSILON)
    record (zone, visit, visit->leave_pts, AISLE_VISIT_LEFT, records);
}

static void
pass_border (const AisleZone *zone, AisleVisit *visit, const AisleMove *move, double at,
             GArray *records)
{
  double pts = aisle_move_pts (move, at);
  if (visit->presence == AISLE_PRESENCE_INSIDE) {
    visit->presence = AISLE_PRESENCE_AWAY;
    visit->leave_pts = pts;
    visit->leave_walked = aisle_move_walked (move, at);
    return;
  }
  aisle_zone_wait (zone, visit, pts, records);
  if (visit->presence == AISLE_PRESENCE_OUTSIDE) {
    visit->enter_pts = pts;
    visit->enter_walked = aisle_move_walked (move, at);
  }
  visit->presence = AISLE_PRESENCE_INSIDE;
}

void
aisle_zone_follow (const AisleZone *zone, AisleVisit *visit, const AisleMove *move, GArray *records)
{
  AisleCrossing crossings[AISLE_MAX_POINTS + 1];
  guint n =
      aisle_polyline_crossings (zone->points, zone->n_points, move->from, move->to, crossings);
  if (move->without & AISLE_WITHOUT_SWEEP)
    n = 0;
  for (guint i = 0; i < n; i++)
    pass_border (zone, visit, move, crossings[i].at, records);
  /* A path that begins inside. */
  gboolean inside = visit->presence == AISLE_PRESENCE_INSIDE;
  if (inside != aisle_zone_contains (zone, move->to))
    pass_border (zone, visit, move, 1, records);
  if (visit->presence == AISLE_PRESENCE_INSIDE)
    visit->leave_walked = move->to_walked;
  aisle_zone_wait (zone, visit, move->to_pts, records);
}

void
aisle_zone_close (const AisleZone *zone, AisleVisit *visit, double pts, AisleVisitReason reason,
                  GArray *records)
{
  if (visit->presence == AISLE_PRESENCE_AWAY)
    record (zone, visit, visit->leave_pts, AISLE_VISIT_LEFT, records);
  else if (visit->presence == AISLE_PRESENCE_INSIDE)
    record (zone, visit, pts, reason, records);
}

static double
shifted (double walked, double by)
{
  return walked >= 0 && by >= 0 ? walked + by : -1;
}

void
aisle_zone_join (const AisleZone *zone, const AisleVisit *earlier, const AisleMove *gap,
                 AisleVisit *later, GArray *records)
{
  AisleVisit visit = *earlier;
  later->enter_walked = shifted (later->enter_walked, gap->to_walked);
  later->leave_walked = shifted (later->leave_walked, gap->to_walked);
  visit.stitched = TRUE;
  aisle_zone_follow (zone, &visit, gap, records);
  if (visit.presence == AISLE_PRESENCE_OUTSIDE)
    return;
  double until = visit.presence == AISLE_PRESENCE_AWAY ? visit.leave_pts : gap->to_pts;
  if (later->presence != AISLE_PRESENCE_OUTSIDE
      && later->enter_pts - until <= zone->config->merge_gap + EPSILON) {
    later->enter_pts = visit.enter_pts;
    later->enter_walked = visit.enter_walked;
    later->stitched = TRUE;
    aisle_engagement_join (&visit.engagement, &later->engagement);
    return;
  }
  /* later is outside by now, and its own stay was too short or is reported. */
  aisle_zone_close (zone, &visit, until, AISLE_VISIT_LEFT, records);
}
