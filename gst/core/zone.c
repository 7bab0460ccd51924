/* SPDX-License-Identifier: MIT */
/** @file zone.c Visits of a zone. */
#include "gst/core/zone.h"

#include <math.h>

/* Differences of times are not exact; a nanosecond is what the stream's clock resolves. */
#define EPSILON 1e-9
/* Body heights: three standard deviations of a detector's jitter. */
#define BAND 0.1
/* A box errs to one side for about a second. */
#define SURE_TIME 1.0

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
  AisleVisitRecord over = { visit->enter_pts,
                            leave_pts,
                            reason,
                            visit->stitched,
                            walked_inside (visit),
                            zone->config->n_shelf > 0 ? visit->engagement.faced : -1,
                            visit->engagement.reached,
                            -1 };
  if (leave_pts - visit->enter_pts >= zone->config->min_visit - EPSILON)
    g_array_append_val (records, over);
  *visit = (AisleVisit) { .sides = visit->sides,
                          .within = visit->within,
                          .met_pts = visit->met_pts,
                          .met_walked = visit->met_walked };
}

void
aisle_zone_wait (const AisleZone *zone, AisleVisit *visit, double pts, GArray *records)
{
  /* Who seems to be back has come back in time, or else not at all. */
  double until = visit->within ? MIN (pts, visit->met_pts) : pts;
  if (visit->presence == AISLE_PRESENCE_AWAY
      && until - visit->leave_pts > zone->config->merge_gap + EPSILON)
    record (zone, visit, visit->leave_pts, AISLE_VISIT_LEFT, records);
}

/* From here on they are inside, or outside, as it was seen since they met the border. */
static void
confirm (const AisleZone *zone, AisleVisit *visit, GArray *records)
{
  visit->sides = MIN (visit->sides + 1, 2);
  if (!visit->within && visit->presence == AISLE_PRESENCE_INSIDE) {
    visit->presence = AISLE_PRESENCE_AWAY;
    visit->leave_pts = visit->met_pts;
    visit->leave_walked = visit->met_walked;
  }
  if (!visit->within)
    return;
  aisle_zone_wait (zone, visit, visit->met_pts, records);
  if (visit->presence == AISLE_PRESENCE_OUTSIDE) {
    visit->enter_pts = visit->met_pts;
    visit->enter_walked = visit->met_walked;
  }
  visit->presence = AISLE_PRESENCE_INSIDE;
}

static gboolean
is_confirmed (const AisleVisit *visit)
{
  return visit->sides > 0 && visit->within == (visit->presence == AISLE_PRESENCE_INSIDE);
}

/* Half the width of the band. */
static double
band_of (const AisleMove *move)
{
  return move->without & AISLE_WITHOUT_HYSTERESIS ? 0 : BAND * move->height;
}

static gboolean
is_sure (const AisleZone *zone, const AisleVisit *visit, const AisleMove *step)
{
  double distance = aisle_polyline_distance (zone->points, zone->n_points, step->to);
  return fabs (distance) >= band_of (step) || step->to_pts - visit->met_pts >= SURE_TIME;
}

static void
meet (AisleVisit *visit, const AisleMove *move, double at)
{
  visit->within = !visit->within;
  visit->met_pts = aisle_move_pts (move, at);
  visit->met_walked = aisle_move_walked (move, at);
  visit->stitched &= visit->presence != AISLE_PRESENCE_OUTSIDE;
}

static void
follow_step (const AisleZone *zone, AisleVisit *visit, const AisleMove *step, GArray *records)
{
  AisleCrossing crossings[AISLE_MAX_POINTS + 1];
  guint n =
      aisle_polyline_crossings (zone->points, zone->n_points, step->from, step->to, crossings);
  if (step->without & AISLE_WITHOUT_SWEEP)
    n = 0;
  for (guint i = 0; i < n; i++)
    meet (visit, step, crossings[i].at);
  /* A path that begins inside. */
  if (visit->within != aisle_zone_contains (zone, step->to))
    meet (visit, step, 1);
  if (!is_confirmed (visit) && is_sure (zone, visit, step))
    confirm (zone, visit, records);
}

void
aisle_zone_follow (const AisleZone *zone, AisleVisit *visit, const AisleMove *move, GArray *records)
{
  if (visit->sides == 0 && move->from_pts == move->to_pts)
    visit->met_pts = move->to_pts;
  guint n = aisle_move_count_parts (move, band_of (move) / 4);
  for (guint i = 0; i < n; i++) {
    AisleMove step = aisle_move_part (move, i, n);
    follow_step (zone, visit, &step, records);
  }
  if (visit->presence == AISLE_PRESENCE_INSIDE)
    visit->leave_walked = move->to_walked;
  aisle_zone_wait (zone, visit, move->to_pts, records);
}

void
aisle_zone_close (const AisleZone *zone, AisleVisit *visit, double pts, AisleVisitReason reason,
                  GArray *records)
{
  if (!is_confirmed (visit))
    confirm (zone, visit, records);
  if (visit->presence == AISLE_PRESENCE_AWAY)
    record (zone, visit, visit->leave_pts, AISLE_VISIT_LEFT, records);
  else if (visit->presence == AISLE_PRESENCE_INSIDE)
    record (zone, visit, pts, reason, records);
  *visit = (AisleVisit) { 0 };
}

static double
shifted (double walked, double by)
{
  return walked >= 0 && by >= 0 ? walked + by : -1;
}

/* @later's stay began with the person, or soon after they left. */
static void
go_on (const AisleVisit *earlier, AisleVisit *later)
{
  later->enter_pts = earlier->enter_pts;
  later->enter_walked = earlier->enter_walked;
  later->stitched = TRUE;
  aisle_engagement_join (&earlier->engagement, &later->engagement);
}

/* @later has not been seen long enough to tell: what is known of @earlier holds. */
static void
inherit (const AisleVisit *earlier, const AisleMove *gap, AisleVisit *later)
{
  AisleVisit visit = *earlier;
  if (later->met_pts > gap->to_pts) {
    visit.within = later->within;
    visit.met_pts = later->met_pts;
    visit.met_walked = later->met_walked;
  }
  *later = visit;
}

void
aisle_zone_join (const AisleZone *zone, const AisleVisit *earlier, const AisleMove *gap,
                 AisleVisit *later, GArray *records)
{
  AisleVisit visit = *earlier;
  later->enter_walked = shifted (later->enter_walked, gap->to_walked);
  later->leave_walked = shifted (later->leave_walked, gap->to_walked);
  later->met_walked = shifted (later->met_walked, gap->to_walked);
  aisle_zone_follow (zone, &visit, gap, records);
  visit.stitched = visit.within || visit.presence != AISLE_PRESENCE_OUTSIDE;
  if (later->sides == 0) {
    inherit (&visit, gap, later);
    return;
  }
  gboolean is_inside = later->presence == AISLE_PRESENCE_INSIDE;
  gboolean stayed = visit.presence == AISLE_PRESENCE_INSIDE && is_inside && later->sides == 1;
  later->sides = stayed ? visit.sides : 2;
  if (!stayed && !is_confirmed (&visit))
    confirm (zone, &visit, records);
  if (visit.presence == AISLE_PRESENCE_OUTSIDE)
    return;
  double until = visit.presence == AISLE_PRESENCE_AWAY ? visit.leave_pts : gap->to_pts;
  if (stayed
      || (later->presence != AISLE_PRESENCE_OUTSIDE
          && later->enter_pts - until <= zone->config->merge_gap + EPSILON))
    go_on (&visit, later);
  else /* later is outside by now, and its own stay was too short or is reported. */
    aisle_zone_close (zone, &visit, until, AISLE_VISIT_LEFT, records);
}
