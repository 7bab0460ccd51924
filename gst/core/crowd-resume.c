/* SPDX-License-Identifier: MIT */
/** @file crowd-resume.c People of a saved crowd after a restart. */
#include "gst/core/crowd-resume.h"

#include <math.h>

#define SECOND 1e9
/* Ids of the tracker before a restart are out of the way of those after it. */
#define GENERATION (G_GUINT64_CONSTANT (1) << 48)
/* Half a box may be hidden, or its person have turned: so much two boxes of one person differ. */
#define SAME_PLACE 0.5
#define WALK 0.8 /* body heights per second */
#define SAME_HEIGHT 1.6
/* Seconds for which people go on as they went. */
#define WALK_ON 1.0

void
aisle_crowd_suspend (AisleCrowd *crowd, gint64 pts)
{
  for (guint i = 0; i < crowd->persons->len; i++) {
    AislePerson *person = crowd->persons->pdata[i];
    person->suspended = !person->gone && person->pts == pts / SECOND;
    person->track += GENERATION;
    person->origin += GENERATION;
  }
}

static gboolean
is_seen_at (const AisleCrowd *crowd, const AislePerson *person, const AisleTrack *track)
{
  if (track->coasting || track->ended || track->id + GENERATION != person->track)
    return FALSE;
  AislePoint place = aisle_crowd_place_of (crowd, &track->box);
  return fabs (place.x - person->place.x) < 1e-9 && fabs (place.y - person->place.y) < 1e-9;
}

void
aisle_crowd_recognize (AisleCrowd *crowd, gint64 pts, const AisleTrack *tracks, guint n_tracks)
{
  for (guint i = 0; i < crowd->persons->len; i++) {
    const AislePerson *person = crowd->persons->pdata[i];
    gboolean found = !person->on_path || person->pts != pts / SECOND;
    for (guint j = 0; !found && j < n_tracks; j++)
      found = is_seen_at (crowd, person, &tracks[j]);
    if (!found)
      return;
  }
  for (guint i = 0; i < crowd->persons->len; i++) {
    AislePerson *person = crowd->persons->pdata[i];
    person->suspended = FALSE;
    person->track -= GENERATION;
    person->origin -= GENERATION;
  }
}

void
aisle_crowd_resume (AisleCrowd *crowd, double pts)
{
  crowd->resumed_pts = pts;
  for (guint i = 0; i < crowd->persons->len; i++) {
    AislePerson *person = crowd->persons->pdata[i];
    person->gone |= person->track >= GENERATION;
  }
}

/* Body heights between the two; INFINITY when they cannot be one. */
static double
distance (const AisleCrowd *crowd, const AislePerson *before, const AislePerson *after)
{
  double gap = after->first_pts - before->pts, ratio = after->height / before->height;
  if (after->suspended || after->origin != after->track || !before->on_path || gap <= 0
      || gap > AISLE_RESUME_TIME || after->first_pts < crowd->resumed_pts
      || ratio > SAME_HEIGHT || ratio < 1 / SAME_HEIGHT)
    return INFINITY;
  double x = (after->first_place.x - before->place.x) * crowd->aspect;
  double y = after->first_place.y - before->place.y;
  double reach = SAME_PLACE + (gap <= AISLE_HANDOVER_TIME ? WALK * gap : 0);
  if (hypot (x, y) > reach * before->height)
    return INFINITY;
  /* Of several, it is who is where they were going. */
  double on = MIN (gap, WALK_ON) / AISLE_STAND_TIME;
  return hypot (x - on * before->stand.ahead.x, y - on * before->stand.ahead.y) / before->height;
}

AislePerson *
aisle_crowd_find_resumed (const AisleCrowd *crowd, const AislePerson *person, double *confidence)
{
  AislePerson *nearest = NULL;
  double least = INFINITY;
  for (guint i = 0; i < crowd->persons->len; i++) {
    double heights = distance (crowd, person, crowd->persons->pdata[i]);
    if (heights < least) {
      least = heights;
      nearest = crowd->persons->pdata[i];
    }
  }
  for (guint i = 0; nearest && i < crowd->persons->len; i++) {
    const AislePerson *rival = crowd->persons->pdata[i];
    if (rival != person && rival->suspended && distance (crowd, rival, nearest) < least)
      return NULL;
  }
  *confidence = 1 / (1 + least);
  return nearest;
}

gboolean
aisle_crowd_awaits_resumed (const AisleCrowd *crowd, const AislePerson *person, double pts)
{
  return person->suspended && person->on_path && pts - person->pts <= AISLE_RESUME_TIME
         && pts - crowd->resumed_pts <= AISLE_HANDOVER_TIME;
}
