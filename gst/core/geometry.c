/* SPDX-License-Identifier: MIT */
/** @file geometry.c Sides, crossings and polygons in the plane. */
#include "gst/core/geometry.h"

#include <math.h>

double
aisle_side (AislePoint a, AislePoint b, AislePoint p)
{
  return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
}

AislePoint
aisle_point_between (AislePoint from, AislePoint to, double at)
{
  return (AislePoint) { from.x + at * (to.x - from.x), from.y + at * (to.y - from.y) };
}

static gboolean
same (AislePoint a, AislePoint b)
{
  return a.x == b.x && a.y == b.y;
}

/* Unit normal towards the positive side. */
static AislePoint
normal (AislePoint a, AislePoint b)
{
  double length = hypot (b.x - a.x, b.y - a.y);
  return (AislePoint) { -(b.y - a.y) / length, (b.x - a.x) / length };
}

/* Share of the segment that is nearest to p. */
static double
nearest_share (AislePoint a, AislePoint b, AislePoint p)
{
  double x = b.x - a.x, y = b.y - a.y;
  double at = ((p.x - a.x) * x + (p.y - a.y) * y) / (x * x + y * y);
  return CLAMP (at, 0, 1);
}

/* Normal of the polyline in point i: of one segment at an open end, else the sum of both. */
static AislePoint
vertex_normal (const AislePoint *points, guint n_points, guint i)
{
  gboolean closed = same (points[0], points[n_points - 1]);
  guint last = n_points - 1;
  if (!closed && i == 0)
    return normal (points[0], points[1]);
  if (!closed && i == last)
    return normal (points[last - 1], points[last]);
  AislePoint before = i == 0 ? points[last - 1] : points[i - 1];
  AislePoint after = i == last ? points[1] : points[i + 1];
  AislePoint m = normal (before, points[i]), n = normal (points[i], after);
  return (AislePoint) { m.x + n.x, m.y + n.y };
}

double
aisle_polyline_distance (const AislePoint *points, guint n_points, AislePoint p)
{
  double best = INFINITY, best_at = 0;
  guint best_segment = 0;
  for (guint i = 0; i + 1 < n_points; i++) {
    double at = nearest_share (points[i], points[i + 1], p);
    AislePoint q = aisle_point_between (points[i], points[i + 1], at);
    double distance = hypot (p.x - q.x, p.y - q.y);
    if (distance < best) {
      best = distance;
      best_segment = i;
      best_at = at;
    }
  }
  AislePoint a = points[best_segment], b = points[best_segment + 1], n;
  if (best_at > 0 && best_at < 1)
    return aisle_side (a, b, p) < 0 ? -best : best;
  guint vertex = best_at == 0 ? best_segment : best_segment + 1;
  n = vertex_normal (points, n_points, vertex);
  double along = (p.x - points[vertex].x) * n.x + (p.y - points[vertex].y) * n.y;
  return along < 0 ? -best : along > 0 ? best : 0;
}

static gboolean
crosses (AislePoint a, AislePoint b, AislePoint from, AislePoint to, AisleCrossing *crossing)
{
  double before = aisle_side (a, b, from), after = aisle_side (a, b, to);
  if ((before >= 0) == (after >= 0))
    return FALSE;
  if ((aisle_side (from, to, a) >= 0) == (aisle_side (from, to, b) >= 0))
    return FALSE;
  crossing->at = before / (before - after);
  crossing->side = after >= 0 ? 1 : -1;
  return TRUE;
}

guint
aisle_polyline_crossings (const AislePoint *points, guint n_points, AislePoint from, AislePoint to,
                          AisleCrossing *crossings)
{
  guint n = 0;
  for (guint i = 0; i + 1 < n_points; i++) {
    AisleCrossing crossing;
    if (!crosses (points[i], points[i + 1], from, to, &crossing))
      continue;
    guint k = n++;
    for (; k > 0 && crossings[k - 1].at > crossing.at; k--)
      crossings[k] = crossings[k - 1];
    crossings[k] = crossing;
  }
  return n;
}

gboolean
aisle_polygon_contains (const AislePoint *points, guint n_points, AislePoint p)
{
  AislePoint far = points[0];
  AisleCrossing crossing;
  gboolean inside = FALSE;
  for (guint i = 1; i < n_points; i++)
    far = (AislePoint) { MAX (far.x, points[i].x), MAX (far.y, points[i].y) };
  far = (AislePoint) { far.x + 1, far.y + 2 };
  for (guint i = 0; i + 1 < n_points; i++)
    inside ^= crosses (points[i], points[i + 1], p, far, &crossing);
  return inside;
}

double
aisle_polygon_area (const AislePoint *points, guint n_points)
{
  double twice = 0;
  for (guint i = 1; i + 1 < n_points; i++)
    twice += aisle_side (points[0], points[i], points[i + 1]);
  return fabs (twice) / 2;
}

static gboolean
on_segment (AislePoint a, AislePoint b, AislePoint p)
{
  return aisle_side (a, b, p) == 0 && p.x >= MIN (a.x, b.x) && p.x <= MAX (a.x, b.x)
         && p.y >= MIN (a.y, b.y) && p.y <= MAX (a.y, b.y);
}

static int
sign (double value)
{
  return (value > 0) - (value < 0);
}

/* Closed segments: touching is meeting. */
static gboolean
segments_meet (AislePoint a, AislePoint b, AislePoint c, AislePoint d)
{
  if (sign (aisle_side (a, b, c)) * sign (aisle_side (a, b, d)) < 0
      && sign (aisle_side (c, d, a)) * sign (aisle_side (c, d, b)) < 0)
    return TRUE;
  return on_segment (a, b, c) || on_segment (a, b, d) || on_segment (c, d, a)
         || on_segment (c, d, b);
}

gboolean
aisle_polyline_is_simple (const AislePoint *points, guint n_points, gboolean closed)
{
  guint n = closed ? n_points : n_points - 1;
  for (guint i = 0; i < n; i++) {
    AislePoint a = points[i], b = points[(i + 1) % n_points];
    if (same (a, b))
      return FALSE;
    for (guint j = i + 1; j < n; j++) {
      AislePoint c = points[j], d = points[(j + 1) % n_points];
      gboolean next = j == i + 1, previous = closed && (j + 1) % n_points == i;
      if (next && previous)
        return FALSE;
      /* Neighbours share one point; they overlap when another end lies on the other segment. */
      if (next       ? on_segment (a, b, d) || on_segment (c, d, a)
          : previous ? on_segment (a, b, c) || on_segment (c, d, b)
                     : segments_meet (a, b, c, d))
        return FALSE;
    }
  }
  return TRUE;
}
