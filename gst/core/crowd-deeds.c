/* SPDX-License-Identifier: MIT */
/** @file crowd-deeds.c Shelves, passages and staff. */
#include "gst/core/crowd-deeds.h"

#include <string.h>

void
aisle_crowd_place_shelves (AisleCrowd *crowd)
{
  const AisleConfig *config = crowd->config;
  g_free (crowd->shelves);
  crowd->shelves = g_new0 (AisleShelf, config->n_zones);
  for (guint i = 0; i < config->n_zones; i++)
    aisle_shelf_init (&crowd->shelves[i], &config->zones[i], crowd->aspect > 0 ? crowd->aspect : 1);
}

static void
note_shelves (AisleCrowd *crowd, AislePerson *person, const AisleMove *move, const AisleBox *box)
{
  double scale = crowd->aspect / crowd->width;
  AisleEdges body = { box->x * scale, (box->x + box->w) * scale, box->y / crowd->height,
                      (box->y + box->h) / crowd->height };
  for (guint i = 0; i < crowd->config->n_zones; i++)
    if (crowd->shelves[i].n_points > 0 && person->visits[i].presence == AISLE_PRESENCE_INSIDE)
      aisle_engagement_follow (&crowd->shelves[i], &person->visits[i].engagement, move, &body);
}

static double
staff_zone_time (const AisleCrowd *crowd, const AislePerson *person, double pts)
{
  double longest = 0;
  for (guint i = 0; i < crowd->config->n_zones; i++)
    if (crowd->config->zones[i].staff && person->visits[i].presence == AISLE_PRESENCE_INSIDE)
      longest = MAX (longest, pts - person->visits[i].enter_pts);
  return longest;
}

static void
note_staff (AisleCrowd *crowd, AislePerson *person, const AisleMove *move,
            const AisleAppearance *look)
{
  AisleStaffSight sight = { move->to_pts - move->from_pts, move->to_pts - person->first_pts,
                            staff_zone_time (crowd, person, move->to_pts), look };
  if (aisle_staff_follow (&person->staff, &crowd->config->staff, &sight))
    crowd->tell->staff (person, crowd->data);
}

void
aisle_crowd_note_move (AisleCrowd *crowd, AislePerson *person, const AisleMove *move,
                       const AisleTrack *track)
{
  person->seen |= track->appearance != NULL;
  if (track->appearance)
    person->look = *track->appearance;
  note_shelves (crowd, person, move, &track->box);
  note_staff (crowd, person, move, track->appearance);
}

void
aisle_crowd_note_crossing (AisleCrowd *crowd, AislePerson *person, guint line,
                           AisleDirection direction)
{
  const AisleConfig *config = crowd->config;
  for (guint i = 0; i < config->n_turn_ins; i++)
    aisle_turn_in_follow (&config->turn_ins[i], &person->turn_ins[i], config->lines[line].name,
                          direction);
}

void
aisle_crowd_note_visit (AislePerson *person, guint zone, AisleVisitRecord *visit)
{
  visit->from = aisle_funnel_follow (&person->funnel, zone, visit->enter_pts);
}

void
aisle_crowd_join_deeds (AisleCrowd *crowd, AislePerson *earlier, AislePerson *later)
{
  for (guint i = 0; i < crowd->config->n_turn_ins; i++)
    aisle_turn_in_join (&earlier->turn_ins[i], &later->turn_ins[i]);
  aisle_funnel_join (&earlier->funnel, &later->funnel);
  g_array_prepend_vals (later->told, earlier->told->data, earlier->told->len);
  /* They are later's now: not to be freed with earlier. */
  g_array_set_clear_func (earlier->told, NULL);
  gboolean was_staff = later->staff.is_staff;
  aisle_staff_join (&earlier->staff, &later->staff);
  if (later->staff.is_staff && (!was_staff || !earlier->staff.is_staff))
    crowd->tell->staff (later, crowd->data);
}

/* --- live reload ------------------------------------------------------------- */

static int
find_turn_in (const AisleConfig *config, const AisleTurnInConfig *turn_in)
{
  for (guint i = 0; i < config->n_turn_ins; i++)
    if (strcmp (config->turn_ins[i].name, turn_in->name) == 0
        && strcmp (config->turn_ins[i].outside, turn_in->outside) == 0
        && strcmp (config->turn_ins[i].inside, turn_in->inside) == 0)
      return (int) i;
  return -1;
}

static void
rearrange_person (AislePerson *person, const AisleConfig *config, const AisleConfig *old)
{
  AisleTurnIn *turn_ins = g_new0 (AisleTurnIn, config->n_turn_ins);
  for (guint i = 0; i < config->n_turn_ins; i++) {
    int from = find_turn_in (old, &config->turn_ins[i]);
    if (from >= 0)
      turn_ins[i] = person->turn_ins[from];
  }
  g_free (person->turn_ins);
  person->turn_ins = turn_ins;
  if (!person->funnel.known)
    return;
  int zone = aisle_config_find_zone (config, &old->zones[person->funnel.zone]);
  person->funnel.known = zone >= 0;
  person->funnel.zone = (guint) MAX (zone, 0);
}

void
aisle_crowd_rearrange_deeds (AisleCrowd *crowd, const AisleConfig *config)
{
  for (guint i = 0; i < crowd->persons->len; i++)
    rearrange_person (crowd->persons->pdata[i], config, crowd->config);
}
