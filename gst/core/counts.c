/* SPDX-License-Identifier: MIT */
/** @file counts.c Running totals of a bucket. */
#include "gst/core/counts.h"

static AisleLineCounts *
find_line (const AisleEvent *counts, const char *name)
{
  for (guint i = 0; i < counts->n_lines; i++)
    if (g_str_equal (counts->lines[i].name, name))
      return &counts->lines[i];
  return NULL;
}

static AisleZoneCounts *
find_zone (const AisleEvent *counts, const char *name)
{
  for (guint i = 0; i < counts->n_zones; i++)
    if (g_str_equal (counts->zones[i].name, name))
      return &counts->zones[i];
  return NULL;
}

AisleEvent *
aisle_counts_new (const AisleConfig *config)
{
  AisleEvent *counts = aisle_event_new (AISLE_EVENT_COUNTS, config->camera, NULL, 0, 0);
  counts->n_lines = config->n_lines;
  counts->n_zones = config->n_zones;
  counts->lines = g_new0 (AisleLineCounts, config->n_lines);
  counts->zones = g_new0 (AisleZoneCounts, config->n_zones);
  for (guint i = 0; i < config->n_lines; i++)
    counts->lines[i].name = g_strdup (config->lines[i].name);
  for (guint i = 0; i < config->n_zones; i++) {
    counts->zones[i].name = g_strdup (config->zones[i].name);
    counts->zones[i].density = -1;
  }
  return counts;
}

void
aisle_counts_carry_over (AisleEvent *counts, const AisleConfig *config, const AisleEvent *old,
                         const AisleConfig *old_config)
{
  for (guint i = 0; i < counts->n_lines; i++) {
    int from = aisle_config_find_line (old_config, &config->lines[i]);
    char *name = counts->lines[i].name;
    if (from >= 0)
      counts->lines[i] = old->lines[from];
    counts->lines[i].name = name;
  }
  for (guint i = 0; i < counts->n_zones; i++) {
    int from = aisle_config_find_zone (old_config, &config->zones[i]);
    char *name = counts->zones[i].name;
    if (from >= 0)
      counts->zones[i] = old->zones[from];
    counts->zones[i].name = name;
  }
  counts->frames = old->frames;
  counts->dropped = old->dropped;
  counts->blind = old->blind;
}

static void
add_crossing (AisleLineCounts *line, const AisleEvent *event)
{
  gboolean in = event->direction == AISLE_DIRECTION_IN;
  gboolean child = event->stature == AISLE_STATURE_CHILD;
  line->children_in += in && child;
  line->children_out += !in && child;
  line->in += in;
  line->total_in += in;
  line->day_in += in;
  line->out += !in;
  line->total_out += !in;
  line->day_out += !in;
}

void
aisle_counts_add (AisleEvent *counts, const AisleEvent *event)
{
  AisleLineCounts *line;
  AisleZoneCounts *zone;
  if (event->type == AISLE_EVENT_LINE_CROSSED && (line = find_line (counts, event->name)))
    add_crossing (line, event);
  if (event->type == AISLE_EVENT_VISIT_ENDED && (zone = find_zone (counts, event->name))) {
    zone->visits++;
    zone->dwell_mean += (event->dwell - zone->dwell_mean) / zone->visits;
  }
}

void
aisle_counts_add_group (AisleEvent *counts, const char *name, AisleDirection direction)
{
  AisleLineCounts *line = find_line (counts, name);
  if (!line)
    return;
  line->groups_in += direction == AISLE_DIRECTION_IN;
  line->groups_out += direction == AISLE_DIRECTION_OUT;
}

AisleEvent *
aisle_counts_snapshot (const AisleEvent *counts, const char *camera, double pts)
{
  AisleEvent *event = aisle_event_copy (counts);
  aisle_event_identify (event, camera, pts);
  return event;
}

void
aisle_counts_restart (AisleEvent *counts)
{
  for (guint i = 0; i < counts->n_lines; i++) {
    AisleLineCounts *line = &counts->lines[i];
    line->in = line->out = line->groups_in = line->groups_out = 0;
    line->children_in = line->children_out = 0;
  }
  for (guint i = 0; i < counts->n_zones; i++) {
    counts->zones[i].visits = 0;
    counts->zones[i].dwell_mean = 0;
  }
  counts->frames = counts->dropped = 0;
  counts->blind = 0;
}

void
aisle_counts_start_day (AisleEvent *counts)
{
  for (guint i = 0; i < counts->n_lines; i++)
    counts->lines[i].day_in = counts->lines[i].day_out = 0;
}
