/* SPDX-License-Identifier: MIT */
/** @file counts.c Running totals of a bucket. */
#include "gst/core/counts.h"

#include "gst/core/queue.h"

/* Seconds before a shelf that are more than a pause in passing. */
#define FACED 1.0

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

static AisleQueueCounts *
find_queue (const AisleEvent *counts, const char *name)
{
  for (guint i = 0; i < counts->n_queues; i++)
    if (g_str_equal (counts->queues[i].name, name))
      return &counts->queues[i];
  return NULL;
}

static void
name_queues_and_turn_ins (AisleEvent *counts, const AisleConfig *config)
{
  counts->n_queues = config->n_queues;
  counts->n_turn_ins = config->n_turn_ins;
  counts->queues = g_new0 (AisleQueueCounts, config->n_queues);
  counts->turn_ins = g_new0 (AisleTurnInCounts, config->n_turn_ins);
  for (guint i = 0; i < config->n_queues; i++) {
    counts->queues[i].name = g_strdup (config->queues[i].name);
    counts->queues[i].expected_wait = -1;
  }
  for (guint i = 0; i < config->n_turn_ins; i++)
    counts->turn_ins[i].name = g_strdup (config->turn_ins[i].name);
}

static void
name_occupancies (AisleEvent *counts, const AisleConfig *config)
{
  counts->n_occupancies = config->n_occupancies;
  counts->occupancies = g_new0 (AisleOccupancyCounts, config->n_occupancies);
  for (guint i = 0; i < config->n_occupancies; i++)
    counts->occupancies[i].name = g_strdup (config->occupancies[i].name);
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
  name_queues_and_turn_ins (counts, config);
  name_occupancies (counts, config);
  return counts;
}

static void
carry_over_queues (AisleEvent *counts, const AisleConfig *config, const AisleEvent *old,
                   const AisleConfig *old_config)
{
  for (guint i = 0; i < counts->n_queues; i++)
    for (guint k = 0; k < old->n_queues; k++)
      if (aisle_queue_is_same (&config->queues[i], &old_config->queues[k])) {
        char *name = counts->queues[i].name;
        counts->queues[i] = old->queues[k];
        counts->queues[i].name = name;
      }
}

static void
carry_over_passages (AisleEvent *counts, const AisleEvent *old)
{
  for (guint i = 0; i < counts->n_turn_ins; i++)
    for (guint k = 0; k < old->n_turn_ins; k++)
      if (g_str_equal (counts->turn_ins[i].name, old->turn_ins[k].name)) {
        char *name = counts->turn_ins[i].name;
        counts->turn_ins[i] = old->turn_ins[k];
        counts->turn_ins[i].name = name;
      }
  for (guint i = 0; i < old->n_transitions; i++)
    for (guint64 k = 0; k < old->transitions[i].people; k++)
      aisle_counts_add_transition (counts, old->transitions[i].from, old->transitions[i].to);
}

static void
carry_over_occupancies (AisleEvent *counts, const AisleEvent *old)
{
  for (guint i = 0; i < counts->n_occupancies; i++)
    for (guint k = 0; k < old->n_occupancies; k++)
      if (g_str_equal (counts->occupancies[i].name, old->occupancies[k].name))
        counts->occupancies[i].corrected = old->occupancies[k].corrected;
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
  carry_over_queues (counts, config, old, old_config);
  carry_over_passages (counts, old);
  carry_over_occupancies (counts, old);
  counts->frames = old->frames;
  counts->dropped = old->dropped;
  counts->blind = old->blind;
}

/* --- events ------------------------------------------------------------------ */

static void
add_crossing (AisleLineCounts *line, const AisleEvent *event)
{
  gboolean in = event->direction == AISLE_DIRECTION_IN;
  gboolean child = event->stature == AISLE_STATURE_CHILD;
  if (event->staff) {
    line->staff_in += in;
    line->staff_out += !in;
    return;
  }
  if (event->reentry) {
    line->reentries++;
    return;
  }
  line->children_in += in && child;
  line->children_out += !in && child;
  line->in += in;
  line->total_in += in;
  line->day_in += in;
  line->out += !in;
  line->total_out += !in;
  line->day_out += !in;
}

static void
add_visit (AisleZoneCounts *zone, const AisleEvent *event)
{
  zone->visits++;
  zone->dwell_mean += (event->dwell - zone->dwell_mean) / zone->visits;
  zone->faced += event->faced >= FACED;
  zone->reached += event->reached > 0;
}

static void
add_correction (AisleEvent *counts, const AisleEvent *event)
{
  for (guint i = 0; i < counts->n_occupancies; i++)
    if (g_str_equal (counts->occupancies[i].name, event->name))
      counts->occupancies[i].corrected += (gint64) event->after - (gint64) event->before;
}

static void
add_wait (AisleQueueCounts *queue, const AisleEvent *event)
{
  queue->abandoned += event->outcome == AISLE_QUEUE_ABANDONED;
  if (event->outcome != AISLE_QUEUE_SERVED)
    return;
  queue->served++;
  queue->wait_mean += (event->wait - queue->wait_mean) / queue->served;
  queue->wait_most = MAX (queue->wait_most, event->wait);
}

void
aisle_counts_add (AisleEvent *counts, const AisleEvent *event)
{
  AisleLineCounts *line;
  AisleZoneCounts *zone;
  AisleQueueCounts *queue;
  if (event->type == AISLE_EVENT_LINE_CROSSED && (line = find_line (counts, event->name)))
    add_crossing (line, event);
  if (event->staff)
    return;
  if (event->type == AISLE_EVENT_VISIT_ENDED && (zone = find_zone (counts, event->name)))
    add_visit (zone, event);
  if (event->type == AISLE_EVENT_QUEUE_LEFT && (queue = find_queue (counts, event->name)))
    add_wait (queue, event);
  if (event->type == AISLE_EVENT_OCCUPANCY_CORRECTED)
    add_correction (counts, event);
}

/* --- corrections ------------------------------------------------------------- */

static void
lower (guint64 *count, gboolean by_one)
{
  if (by_one && *count > 0)
    --*count;
}

static void
take_back_crossing (AisleLineCounts *line, const AisleEvent *event, gboolean is_open)
{
  gboolean in = event->direction == AISLE_DIRECTION_IN;
  gboolean child = event->stature == AISLE_STATURE_CHILD;
  lower (&line->reentries, event->reentry && is_open);
  line->staff_in += in && is_open;
  line->staff_out += !in && is_open;
  if (event->reentry)
    return;
  lower (in ? &line->total_in : &line->total_out, TRUE);
  lower (in ? &line->day_in : &line->day_out, TRUE);
  lower (in ? &line->in : &line->out, is_open);
  lower (in ? &line->children_in : &line->children_out, is_open && child);
}

/* A mean without one of its values. */
static double
mean_without (double mean, guint64 left, double value)
{
  return left > 0 ? mean + (mean - value) / left : 0;
}

static void
take_back_visit (AisleZoneCounts *zone, const AisleEvent *event)
{
  lower (&zone->visits, TRUE);
  zone->dwell_mean = MAX (mean_without (zone->dwell_mean, zone->visits, event->dwell), 0);
  lower (&zone->faced, event->faced >= FACED);
  lower (&zone->reached, event->reached > 0);
}

static void
take_back_wait (AisleQueueCounts *queue, const AisleEvent *event)
{
  lower (&queue->abandoned, event->outcome == AISLE_QUEUE_ABANDONED);
  if (event->outcome != AISLE_QUEUE_SERVED)
    return;
  lower (&queue->served, TRUE);
  queue->wait_mean = MAX (mean_without (queue->wait_mean, queue->served, event->wait), 0);
}

void
aisle_counts_take_back (AisleEvent *counts, const AisleEvent *event, gboolean is_open)
{
  AisleLineCounts *line;
  AisleZoneCounts *zone;
  AisleQueueCounts *queue;
  if (event->type == AISLE_EVENT_LINE_CROSSED && (line = find_line (counts, event->name)))
    take_back_crossing (line, event, is_open);
  if (event->type == AISLE_EVENT_VISIT_ENDED && is_open && (zone = find_zone (counts, event->name)))
    take_back_visit (zone, event);
  if (event->type == AISLE_EVENT_QUEUE_LEFT && is_open
      && (queue = find_queue (counts, event->name)))
    take_back_wait (queue, event);
}

/* --- passages ---------------------------------------------------------------- */

static AisleTransitionCounts *
find_transition (const AisleEvent *counts, const char *from, const char *to)
{
  for (guint i = 0; i < counts->n_transitions; i++) {
    AisleTransitionCounts *transition = &counts->transitions[i];
    if (g_str_equal (transition->from, from) && g_str_equal (transition->to, to))
      return transition;
  }
  return NULL;
}

void
aisle_counts_add_transition (AisleEvent *counts, const char *from, const char *to)
{
  AisleTransitionCounts *transition = find_transition (counts, from, to);
  if (!transition) {
    counts->transitions =
        g_renew (AisleTransitionCounts, counts->transitions, counts->n_transitions + 1);
    transition = &counts->transitions[counts->n_transitions++];
    *transition = (AisleTransitionCounts) { g_strdup (from), g_strdup (to), 0 };
  }
  transition->people++;
}

void
aisle_counts_take_back_transition (AisleEvent *counts, const char *from, const char *to)
{
  AisleTransitionCounts *transition = find_transition (counts, from, to);
  if (transition)
    lower (&transition->people, TRUE);
}

static void
forget_transitions (AisleEvent *counts)
{
  for (guint i = 0; i < counts->n_transitions; i++) {
    g_free (counts->transitions[i].from);
    g_free (counts->transitions[i].to);
  }
  g_clear_pointer (&counts->transitions, g_free);
  counts->n_transitions = 0;
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
    line->staff_in = line->staff_out = line->reentries = 0;
  }
  for (guint i = 0; i < counts->n_zones; i++) {
    counts->zones[i].visits = 0;
    counts->zones[i].dwell_mean = 0;
    counts->zones[i].faced = counts->zones[i].reached = 0;
  }
  for (guint i = 0; i < counts->n_queues; i++) {
    AisleQueueCounts *queue = &counts->queues[i];
    queue->served = queue->abandoned = 0;
    queue->wait_mean = queue->wait_most = 0;
  }
  for (guint i = 0; i < counts->n_occupancies; i++)
    counts->occupancies[i].corrected = 0;
  for (guint i = 0; i < counts->n_turn_ins; i++) {
    counts->turn_ins[i].outside = counts->turn_ins[i].inside = 0;
    counts->turn_ins[i].rate = 0;
  }
  forget_transitions (counts);
  counts->frames = counts->dropped = 0;
  counts->blind = 0;
}

void
aisle_counts_start_day (AisleEvent *counts)
{
  for (guint i = 0; i < counts->n_lines; i++)
    counts->lines[i].day_in = counts->lines[i].day_out = 0;
}
