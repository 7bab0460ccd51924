/* SPDX-License-Identifier: MIT */
/** @file engagement.c What somebody does at a shelf. */
#include "gst/core/engagement.h"

#include <math.h>

/* Edges of boxes jitter by some 5 % of the body's height; a stretched arm is 35 % of it. */
#define REACH_BEGINS 0.15
#define REACH_ENDS 0.08
/* Longer than a flaw of the detector, shorter than the quickest hand. */
#define REACH_TIME 0.3
/* A body is known after a second; edges follow a turn of the trunk within one. */
#define LEARN_TIME 1.0
/* Hands are between shoulder and hip, or above the head's middle. */
#define HAND_TOP 0.05
#define HAND_BOTTOM 0.6
#define HAND_STEPS 8

void
aisle_shelf_init (AisleShelf *shelf, const AisleZoneConfig *zone, double aspect)
{
  shelf->n_points = zone->n_shelf > 0 ? zone->n_shelf + 1 : 0;
  for (guint i = 0; i < shelf->n_points; i++) {
    AislePoint point = zone->shelf[i % zone->n_shelf];
    shelf->points[i] = (AislePoint) { point.x * aspect, point.y };
  }
}

static gboolean
is_near (const AisleShelf *shelf, const AisleMove *move)
{
  if (aisle_polygon_contains (shelf->points, shelf->n_points, move->to))
    return TRUE;
  double distance = aisle_polyline_distance (shelf->points, shelf->n_points, move->to);
  return fabs (distance) <= AISLE_ENGAGEMENT_NEAR * move->height;
}

static double
edge_of (const AisleEdges *body, int side)
{
  return side < 0 ? body->left : body->right;
}

/* Body heights by which an edge is beyond its usual place towards @towards. */
static double
shift_of (const AisleEngagement *engagement, const AisleMove *move, const AisleEdges *body,
          int side, int towards)
{
  double usual = engagement->usual[side > 0];
  return (edge_of (body, side) - usual) * towards / move->height;
}

static gboolean
is_in_shelf (const AisleShelf *shelf, const AisleEdges *body, int side)
{
  double height = body->bottom - body->top;
  for (guint i = 0; i <= HAND_STEPS; i++) {
    double share = HAND_TOP + (HAND_BOTTOM - HAND_TOP) * i / HAND_STEPS;
    AislePoint hand = { edge_of (body, side), body->top + share * height };
    if (aisle_polygon_contains (shelf->points, shelf->n_points, hand))
      return TRUE;
  }
  return FALSE;
}

/* An arm makes the box grow by @least to one side; a body that moves takes both edges along. */
static gboolean
is_arm_out (const AisleShelf *shelf, const AisleEngagement *engagement, const AisleMove *move,
            const AisleEdges *body, int side, double least)
{
  double near = shift_of (engagement, move, body, side, side);
  double far = shift_of (engagement, move, body, -side, side);
  return near >= least && fabs (far) <= near / 2 && is_in_shelf (shelf, body, side);
}

static void
learn (AisleEngagement *engagement, const AisleMove *move, const AisleEdges *body)
{
  double share = engagement->known > 0 ? 1 - exp (-move->stood / LEARN_TIME) : 1;
  engagement->known = move->stood > 0 ? engagement->known + move->stood : 0;
  engagement->usual[0] += share * (body->left - engagement->usual[0]);
  engagement->usual[1] += share * (body->right - engagement->usual[1]);
}

static void
look_for_arm (const AisleShelf *shelf, AisleEngagement *engagement, const AisleMove *move,
              const AisleEdges *body)
{
  if (engagement->known < LEARN_TIME)
    return;
  for (int side = -1; side <= 1 && engagement->side == 0; side += 2)
    if (is_arm_out (shelf, engagement, move, body, side, REACH_BEGINS)) {
      engagement->side = side;
      engagement->since_pts = move->to_pts;
      engagement->counted = FALSE;
    }
}

void
aisle_engagement_follow (const AisleShelf *shelf, AisleEngagement *engagement,
                         const AisleMove *move, const AisleEdges *body)
{
  if (is_near (shelf, move))
    engagement->faced += move->stood;
  if (engagement->side != 0
      && !is_arm_out (shelf, engagement, move, body, engagement->side, REACH_ENDS))
    engagement->side = 0;
  if (engagement->side == 0)
    look_for_arm (shelf, engagement, move, body);
  if (engagement->side == 0) {
    learn (engagement, move, body);
    return;
  }
  if (!engagement->counted && move->to_pts - engagement->since_pts >= REACH_TIME) {
    engagement->counted = TRUE;
    engagement->reached++;
  }
}

void
aisle_engagement_join (const AisleEngagement *earlier, AisleEngagement *later)
{
  later->faced += earlier->faced;
  later->reached += earlier->reached;
}
