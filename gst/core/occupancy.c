/* SPDX-License-Identifier: MIT */
/** @file occupancy.c People inside a place whose doors are lines. */
#include "gst/core/occupancy.h"

/* No day is longer: the clock was wrong when the next reset was set. */
#define LONGEST_DAY (26 * 3600 * G_GINT64_CONSTANT (1000000))

static gboolean
is_door (const AisleOccupancyConfig *config, const char *line)
{
  for (guint i = 0; i < config->n_lines; i++)
    if (g_str_equal (config->lines[i], line))
      return TRUE;
  return FALSE;
}

gboolean
aisle_occupancy_cross (AisleOccupancy *occupancy, const AisleOccupancyConfig *config,
                       const AisleEvent *event, AisleCorrection *correction)
{
  if (event->staff || !is_door (config, event->name))
    return FALSE;
  occupancy->idle = 0;
  if (event->direction == AISLE_DIRECTION_IN)
    occupancy->people++;
  else if (occupancy->people > 0)
    occupancy->people--;
  else {
    *correction = (AisleCorrection) { 0, 1, AISLE_CORRECTION_NEGATIVE };
    return TRUE;
  }
  return FALSE;
}

static gboolean
empty (AisleOccupancy *occupancy, AisleCorrectionCause cause, AisleCorrection *correction)
{
  *correction = (AisleCorrection) { occupancy->people, 0, cause };
  occupancy->people = 0;
  return correction->before > 0;
}

gboolean
aisle_occupancy_advance (AisleOccupancy *occupancy, const AisleOccupancyConfig *config,
                         const AisleHours *hours, gint64 time, double seconds,
                         AisleCorrection *correction)
{
  gint64 day, next, due = occupancy->reset_at;
  occupancy->idle += seconds;
  if (config->reset >= 0 && (time >= due || time < due - LONGEST_DAY)) {
    aisle_hours_day (hours, config->reset, time, &day, &next);
    occupancy->reset_at = next;
    if (due != 0 && time >= due)
      return empty (occupancy, AISLE_CORRECTION_RESET, correction);
  }
  if (config->empty_after > 0 && occupancy->idle >= config->empty_after)
    return empty (occupancy, AISLE_CORRECTION_EMPTY, correction);
  return FALSE;
}
