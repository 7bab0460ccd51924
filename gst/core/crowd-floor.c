/* SPDX-License-Identifier: MIT */
/** @file crowd-floor.c The people of a crowd on the floor. */
#include "gst/core/crowd-floor.h"

#include <math.h>

/* Edges of boxes jitter by some 5 % of the body's height. */
#define CUT_MARGIN 0.05
/* Wider than this share of its height a box holds more, or less, than somebody upright. */
#define MOST_WIDTH 0.8
/* Metres: beyond, near the horizon, it is not known where on the floor somebody is. */
#define MOST_ROPE 3.0
/* An upright person, where the floor is known; else lengths are in bodies of the picture. */
#define BODY 1.7

void
aisle_crowd_part (AisleCrowd *crowd)
{
  g_clear_pointer (&crowd->groups, aisle_groups_free);
  if (crowd->config->group_distance > 0)
    crowd->groups = aisle_groups_new (crowd->config->group_distance);
  crowd->group_distance = crowd->config->group_distance;
}

/* Metres of before are those of another floor. */
static void
lose_places (AisleCrowd *crowd)
{
  for (guint i = 0; i < crowd->persons->len; i++) {
    AislePerson *person = crowd->persons->pdata[i];
    aisle_motion_lose (&person->motion);
    person->stature = (AisleStatureMemory) { 0 };
  }
}

void
aisle_crowd_place_floor (AisleCrowd *crowd)
{
  if (crowd->group_distance != crowd->config->group_distance)
    aisle_crowd_part (crowd);
  const AisleGroundConfig *config = &crowd->config->ground;
  double aspect = crowd->aspect > 0 ? crowd->aspect : 1;
  if (crowd->floor && aisle_floor_is_of (crowd->floor, config, aspect))
    return;
  g_clear_pointer (&crowd->floor, aisle_floor_free);
  crowd->floor = aisle_floor_new (config, aspect);
  lose_places (crowd);
}

void
aisle_crowd_clear_floor (AisleCrowd *crowd)
{
  g_clear_pointer (&crowd->floor, aisle_floor_free);
  g_clear_pointer (&crowd->groups, aisle_groups_free);
}

double
aisle_crowd_area (const AisleCrowd *crowd, guint zone)
{
  const AisleGround *ground = aisle_floor_get_ground (crowd->floor);
  const AisleZoneConfig *config = &crowd->config->zones[zone];
  return ground ? aisle_ground_area (ground, config->points, config->n_points) : -1;
}

/* --- one person -------------------------------------------------------------- */

/* Seen from head to feet, and not bent double, sitting or half behind something. */
static gboolean
is_upright (const AisleCrowd *crowd, const AisleBox *box)
{
  double margin = CUT_MARGIN * box->h;
  double pixel_aspect = crowd->aspect * crowd->height / crowd->width;
  return box->y > margin && box->y + box->h + margin < crowd->height && box->x > 0
         && box->x + box->w < crowd->width && box->w * pixel_aspect <= MOST_WIDTH * box->h;
}

static void
look_at_body (AisleCrowd *crowd, AislePerson *person, const AisleBody *body, double pts)
{
  const AisleGround *ground = aisle_floor_get_ground (crowd->floor);
  if (ground)
    aisle_stature_look (&person->stature,
                        aisle_ground_body_metres (ground, body->feet, body->height), pts);
  if (person->was_shown && pts - person->shown < AISLE_FLOOR_INTERVAL)
    return;
  if (aisle_floor_show (crowd->floor, body))
    lose_places (crowd);
  person->was_shown = TRUE;
  person->shown = pts;
}

static double
walked (const AislePerson *person)
{
  return person->motion.known ? aisle_motion_walked (&person->motion) : -1;
}

/* Feet are seen as exactly as boxes are, which is worse in metres the farther away they are. */
static void
step (const AisleGround *ground, AislePerson *person, const AisleBody *body, double pts)
{
  const AislePoint farther = { body->feet.x, body->feet.y - AISLE_MOTION_ROPE * body->height };
  double rope = aisle_ground_distance (ground, body->feet, farther);
  AislePoint place;
  person->rope = rope;
  if (rope >= 0 && rope <= MOST_ROPE && aisle_ground_to_floor (ground, body->feet, &place))
    aisle_motion_follow (&person->motion, place, pts, MAX (rope, AISLE_MOTION_LEAST_ROPE));
  else
    aisle_motion_lose (&person->motion);
}

void
aisle_crowd_walk (AisleCrowd *crowd, AislePerson *person, const AisleBox *box, AislePoint feet,
                  double pts, AisleMove *move)
{
  const AisleBody body = { feet, box->h / crowd->height, person->origin };
  if (is_upright (crowd, box))
    look_at_body (crowd, person, &body, pts);
  const AisleGround *ground = aisle_floor_get_ground (crowd->floor);
  move->from_walked = move->to_walked = -1;
  if (!ground)
    return;
  move->from_walked = walked (person);
  step (ground, person, &body, pts);
  move->to_walked = walked (person);
  if (!person->on_path)
    move->from_walked = move->to_walked;
}

void
aisle_crowd_join_walks (AisleCrowd *crowd, const AislePerson *earlier, AislePerson *later,
                        AisleMove *gap)
{
  double own = later->motion.walked;
  gap->from_walked = walked (earlier);
  aisle_motion_join (&earlier->motion, &later->motion);
  gap->to_walked = gap->from_walked >= 0 && later->motion.known ? later->motion.walked - own : -1;
  aisle_stature_join (&earlier->stature, &later->stature);
  later->was_shown |= earlier->was_shown;
  later->shown = MAX (earlier->shown, later->shown);
  if (crowd->groups)
    aisle_groups_rename (crowd->groups, later->track, earlier->origin);
}

/* --- who with whom ----------------------------------------------------------- */

/* Returns: FALSE while the floor that the config describes is not known. */
static gboolean
walker_of (const AisleCrowd *crowd, const AislePerson *person, AisleWalker *walker)
{
  const AisleGroundConfig *config = &crowd->config->ground;
  *walker = (AisleWalker) { person->origin,
                            { person->place.x * crowd->aspect, person->place.y },
                            person->height,
                            AISLE_MOTION_ROPE * person->height };
  if (config->n_points == 0 && !(config->person_height > 0))
    return TRUE;
  walker->place = person->motion.place;
  walker->slack = person->rope;
  walker->height = config->person_height > 0 ? config->person_height : BODY;
  return person->motion.known;
}

void
aisle_crowd_group (AisleCrowd *crowd, double pts)
{
  if (!crowd->groups)
    return;
  g_autofree AisleWalker *walkers = g_new (AisleWalker, crowd->persons->len);
  guint n = 0;
  for (guint i = 0; i < crowd->persons->len; i++) {
    const AislePerson *person = crowd->persons->pdata[i];
    if (person->on_path && person->pts == pts && walker_of (crowd, person, &walkers[n]))
      n++;
  }
  aisle_groups_update (crowd->groups, pts, walkers, n);
}
