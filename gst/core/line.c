/* SPDX-License-Identifier: MIT */
/** @file line.c Counts who crosses a line. */
#include "gst/core/line.h"

#include <math.h>

/* A box errs to one side for about a second, and by two bands hardly ever. */
#define SURE_TIME 1.0
#define SURE_BANDS 2

void
aisle_line_init (AisleLine *line, const AisleLineConfig *config, double aspect)
{
  line->config = config;
  line->n_points = config->n_points;
  for (guint i = 0; i < config->n_points; i++)
    line->points[i] = (AislePoint) { config->points[i].x * aspect, config->points[i].y };
  AislePoint in = { config->in.x * aspect, config->in.y };
  line->in_side = aisle_polyline_distance (line->points, line->n_points, in) < 0 ? -1 : 1;
}

static void
meet (AisleLineMemory *memory, int side, double pts)
{
  memory->met += side;
  if (side > 0)
    memory->met_in = pts;
  else
    memory->met_out = pts;
}

/* A change of side whose path met the line in that direction is a crossing. */
static void
count (int before, int after, int met, double met_in, double met_out, GArray *counts)
{
  AisleLineCount crossing = { AISLE_DIRECTION_IN, met_in };
  if (after < 0)
    crossing = (AisleLineCount) { AISLE_DIRECTION_OUT, met_out };
  if (before != 0 && before != after && met * after > 0)
    g_array_append_val (counts, crossing);
}

/* Half its width in the plane of the move. */
static double
band_of (const AisleLine *line, const AisleMove *move)
{
  const AisleLineConfig *config = line->config;
  return config->band_metres > 0 && move->metre > 0 ? config->band_metres * move->metre
                                                    : config->band * move->height;
}

/* The side on which @place lies beyond @bands bands, or 0. */
static int
side_beyond (const AisleLine *line, const AisleMove *move, AislePoint place, double bands)
{
  double distance = aisle_polyline_distance (line->points, line->n_points, place);
  gboolean narrow = move->without & AISLE_WITHOUT_HYSTERESIS;
  double band = narrow ? 0 : bands * band_of (line, move);
  if (distance == 0 || fabs (distance) < band)
    return 0;
  return (distance > 0 ? 1 : -1) * line->in_side;
}

/* Who stands at the line sways over the band, soon to come back: nobody changes sides before
 * they went far or stayed. */
static int
confirmed_side (const AisleLine *line, AisleLineMemory *memory, const AisleMove *step)
{
  int side = side_beyond (line, step, step->to, 1);
  if (side != memory->near_side) {
    memory->near_side = side;
    memory->near_pts = step->to_pts;
  }
  if (side != -memory->side || step->to_pts - memory->near_pts >= SURE_TIME)
    return side;
  return side_beyond (line, step, step->to, SURE_BANDS);
}

static void
change_side (AisleLineMemory *memory, int side, GArray *counts)
{
  if (memory->first_side == 0) {
    memory->first_side = side;
    memory->first_met = memory->met;
    memory->first_met_in = memory->met_in;
    memory->first_met_out = memory->met_out;
  }
  count (memory->side, side, memory->met, memory->met_in, memory->met_out, counts);
  memory->side = side;
  memory->met = 0;
}

static void
confirm (const AisleLine *line, AisleLineMemory *memory, const AisleMove *step, GArray *counts)
{
  int side = confirmed_side (line, memory, step);
  if (side != 0)
    change_side (memory, side, counts);
}

void
aisle_line_close (AisleLineMemory *memory, GArray *counts)
{
  if (memory->near_side != 0)
    change_side (memory, memory->near_side, counts);
}

/* For the test switch: without the sweep a place must be seen on the line itself. */
static gboolean
is_swept (const AisleLine *line, const AisleMove *move)
{
  if (!(move->without & AISLE_WITHOUT_SWEEP))
    return TRUE;
  double distance = aisle_polyline_distance (line->points, line->n_points, move->to);
  return fabs (distance) < band_of (line, move);
}

static void
meet_all (const AisleLine *line, AisleLineMemory *memory, const AisleMove *move)
{
  AisleCrossing crossings[AISLE_MAX_POINTS];
  guint n =
      aisle_polyline_crossings (line->points, line->n_points, move->from, move->to, crossings);
  for (guint i = 0; i < n; i++)
    meet (memory, crossings[i].side * line->in_side, aisle_move_pts (move, crossings[i].at));
}

void
aisle_line_follow (const AisleLine *line, AisleLineMemory *memory, const AisleMove *move,
                   GArray *counts)
{
  gboolean swept = is_swept (line, move);
  /* In steps of a quarter of the band: a stay that goes an eighth beyond it is never missed. */
  guint n = swept ? aisle_move_count_parts (move, band_of (line, move) / 4) : 1;
  for (guint i = 0; i < n; i++) {
    AisleMove step = aisle_move_part (move, i, n);
    if (swept)
      meet_all (line, memory, &step);
    confirm (line, memory, &step, counts);
  }
}

void
aisle_line_join (const AisleLine *line, const AisleLineMemory *earlier, const AisleMove *gap,
                 AisleLineMemory *later, GArray *counts)
{
  AisleLineMemory joined = *earlier;
  meet_all (line, &joined, gap);
  gboolean is_confirmed = later->first_side != 0;
  int met = is_confirmed ? later->first_met : later->met;
  joined.met += met;
  /* Times of pts 0 mean that there was no such meeting: the later one wins in any case. */
  joined.met_in = MAX (joined.met_in, is_confirmed ? later->first_met_in : later->met_in);
  joined.met_out = MAX (joined.met_out, is_confirmed ? later->first_met_out : later->met_out);
  if (!is_confirmed) {
    joined.near_side = later->near_side;
    joined.near_pts = later->near_pts;
    *later = joined;
    return;
  }
  count (joined.side, later->first_side, joined.met, joined.met_in, joined.met_out, counts);
  /* From here on only later's own present counts; its beginning is that of the earlier one. */
  later->first_side = earlier->first_side ? earlier->first_side : later->first_side;
  later->first_met = earlier->first_side ? earlier->first_met : joined.met;
  later->first_met_in = earlier->first_side ? earlier->first_met_in : joined.met_in;
  later->first_met_out = earlier->first_side ? earlier->first_met_out : joined.met_out;
}
