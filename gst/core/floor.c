/* SPDX-License-Identifier: MIT */
/** @file floor.c A floor that is known or learned. */
#include "gst/core/floor.h"

#include <string.h>

struct _AisleFloor {
  AisleGround ground;
  gboolean known;
  double person_height, aspect;
  guint n_points; /* 0: it is learned from people of person_height */
  AislePoint *at, *metres;
  guint next_fit;
  GArray *bodies; /* AisleBody */
};

AisleFloor *
aisle_floor_new (const AisleGroundConfig *config, double aspect)
{
  AisleFloor *floor = g_new0 (AisleFloor, 1);
  floor->aspect = aspect;
  floor->bodies = g_array_new (FALSE, FALSE, sizeof (AisleBody));
  floor->next_fit = AISLE_GROUND_LEAST_BODIES;
  floor->person_height = config->person_height;
  floor->n_points = config->n_points;
  floor->at = g_memdup2 (config->at, config->n_points * sizeof *config->at);
  floor->metres = g_memdup2 (config->metres, config->n_points * sizeof *config->metres);
  if (config->n_points > 0)
    floor->known = aisle_ground_from_points (&floor->ground, config->at, config->metres,
                                             config->n_points, aspect, NULL);
  return floor;
}

void
aisle_floor_free (AisleFloor *floor)
{
  if (!floor)
    return;
  g_array_unref (floor->bodies);
  g_free (floor->at);
  g_free (floor->metres);
  g_free (floor);
}

gboolean
aisle_floor_is_of (const AisleFloor *floor, const AisleGroundConfig *config, double aspect)
{
  const gsize size = config->n_points * sizeof (AislePoint);
  return floor->aspect == aspect && floor->person_height == config->person_height
         && floor->n_points == config->n_points
         && (size == 0
             || (memcmp (floor->at, config->at, size) == 0
                 && memcmp (floor->metres, config->metres, size) == 0));
}

gboolean
aisle_floor_show (AisleFloor *floor, const AisleBody *body)
{
  if (floor->n_points > 0 || !(floor->person_height > 0)
      || floor->bodies->len >= AISLE_FLOOR_MOST_BODIES)
    return FALSE;
  g_array_append_val (floor->bodies, *body);
  if (floor->bodies->len < floor->next_fit)
    return FALSE;
  AisleGround ground;
  floor->next_fit = 2 * floor->bodies->len;
  if (!aisle_ground_from_bodies (&ground, (const AisleBody *) floor->bodies->data,
                                 floor->bodies->len, floor->person_height, floor->aspect))
    return FALSE;
  floor->ground = ground;
  floor->known = TRUE;
  return TRUE;
}

const AisleGround *
aisle_floor_get_ground (const AisleFloor *floor)
{
  return floor->known ? &floor->ground : NULL;
}
