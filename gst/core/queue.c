/* SPDX-License-Identifier: MIT */
/** @file queue.c One person's wait in a queue. */
#include "gst/core/queue.h"

/* Differences of times are not exact; a nanosecond is what the stream's clock resolves. */
#define EPSILON 1e-9

void
aisle_queue_init (AisleQueue *queue, const AisleQueueConfig *config, double aspect)
{
  queue->config = config;
  aisle_zone_init (&queue->area, &config->area, aspect);
  aisle_zone_init (&queue->service, &config->service, aspect);
}

static gboolean
same_shape (const AisleZoneConfig *a, const AisleZoneConfig *b)
{
  if (a->n_points != b->n_points)
    return FALSE;
  for (guint i = 0; i < a->n_points; i++)
    if (a->points[i].x != b->points[i].x || a->points[i].y != b->points[i].y)
      return FALSE;
  return TRUE;
}

gboolean
aisle_queue_is_same (const AisleQueueConfig *a, const AisleQueueConfig *b)
{
  return g_str_equal (a->name, b->name) && same_shape (&a->area, &b->area)
         && same_shape (&a->service, &b->service);
}

/* --- a wait ------------------------------------------------------------------ */

static gboolean
is_anywhere (const AisleQueueMemory *memory)
{
  return memory->in_area || memory->in_service;
}

static gboolean
has_waited (const AisleQueue *queue, const AisleQueueMemory *memory)
{
  return memory->phase == AISLE_QUEUE_PHASE_WAITING
         && memory->stood >= queue->config->min_wait - EPSILON;
}

gboolean
aisle_queue_is_waiting (const AisleQueue *queue, const AisleQueueMemory *memory)
{
  return has_waited (queue, memory) && !memory->in_service;
}

gboolean
aisle_queue_is_busy (const AisleQueue *queue, const AisleQueueMemory *memory)
{
  return has_waited (queue, memory)
         || (memory->phase == AISLE_QUEUE_PHASE_SERVED && memory->in_service);
}

static void
end_wait (const AisleQueue *queue, AisleQueueMemory *memory, double leave_pts,
          AisleQueueOutcome outcome, GArray *records)
{
  AisleQueueRecord over = { memory->enter_pts, leave_pts, outcome, memory->stitched };
  if (has_waited (queue, memory))
    g_array_append_val (records, over);
  memory->phase = outcome == AISLE_QUEUE_SERVED ? AISLE_QUEUE_PHASE_SERVED : AISLE_QUEUE_PHASE_NONE;
}

void
aisle_queue_wait (const AisleQueue *queue, AisleQueueMemory *memory, double pts, GArray *records)
{
  double at_service = pts - memory->service_pts + EPSILON;
  if (memory->in_service && has_waited (queue, memory)
      && at_service >= queue->config->service.min_visit)
    end_wait (queue, memory, memory->service_pts, AISLE_QUEUE_SERVED, records);
  if (is_anywhere (memory) || pts - memory->left_pts <= AISLE_QUEUE_AWAY + EPSILON)
    return;
  if (memory->phase == AISLE_QUEUE_PHASE_WAITING)
    end_wait (queue, memory, memory->left_pts, AISLE_QUEUE_ABANDONED, records);
  memory->phase = AISLE_QUEUE_PHASE_NONE;
}

void
aisle_queue_close (const AisleQueue *queue, AisleQueueMemory *memory, double pts, GArray *records)
{
  if (memory->phase == AISLE_QUEUE_PHASE_WAITING && memory->in_service)
    end_wait (queue, memory, memory->service_pts, AISLE_QUEUE_SERVED, records);
  else if (memory->phase == AISLE_QUEUE_PHASE_WAITING && memory->in_area)
    end_wait (queue, memory, pts, AISLE_QUEUE_LOST, records);
  else if (memory->phase == AISLE_QUEUE_PHASE_WAITING)
    end_wait (queue, memory, memory->left_pts, AISLE_QUEUE_ABANDONED, records);
  *memory = (AisleQueueMemory) { 0 };
}

/* --- a move ------------------------------------------------------------------ */

static void
begin (AisleQueueMemory *memory, double pts)
{
  memory->phase = memory->in_service ? AISLE_QUEUE_PHASE_PRESENT : AISLE_QUEUE_PHASE_WAITING;
  memory->enter_pts = pts;
  memory->stood = 0;
  memory->stitched = FALSE;
}

static void
change_place (const AisleQueue *queue, AisleQueueMemory *memory, gboolean in_area,
              gboolean in_service, double pts, GArray *records)
{
  aisle_queue_wait (queue, memory, pts, records);
  if (is_anywhere (memory) && !in_area && !in_service)
    memory->left_pts = pts;
  if (in_service && !memory->in_service)
    memory->service_pts = pts;
  memory->in_area = in_area;
  memory->in_service = in_service;
  if (memory->phase == AISLE_QUEUE_PHASE_NONE && is_anywhere (memory))
    begin (memory, pts);
}

static void
stand (AisleQueueMemory *memory, const AisleMove *move, double share)
{
  if (is_anywhere (memory))
    memory->stood += share * move->stood;
}

void
aisle_queue_follow (const AisleQueue *queue, AisleQueueMemory *memory, const AisleMove *move,
                    GArray *records)
{
  AisleCrossing area[AISLE_MAX_POINTS + 1], service[AISLE_MAX_POINTS + 1];
  guint n_area = 0, n_service = 0, i = 0, k = 0;
  double at = 0;
  if (!(move->without & AISLE_WITHOUT_SWEEP)) {
    n_area = aisle_polyline_crossings (queue->area.points, queue->area.n_points, move->from,
                                       move->to, area);
    n_service = aisle_polyline_crossings (queue->service.points, queue->service.n_points,
                                          move->from, move->to, service);
  }
  while (i < n_area || k < n_service) {
    gboolean is_area = k >= n_service || (i < n_area && area[i].at <= service[k].at);
    double next = is_area ? area[i++].at : service[k++].at;
    stand (memory, move, next - at);
    change_place (queue, memory, is_area != memory->in_area, (!is_area) != memory->in_service,
                  aisle_move_pts (move, next), records);
    at = next;
  }
  stand (memory, move, 1 - at);
  /* A path that begins inside. */
  gboolean in_area = aisle_zone_contains (&queue->area, move->to);
  gboolean in_service = aisle_zone_contains (&queue->service, move->to);
  if (in_area != memory->in_area || in_service != memory->in_service)
    change_place (queue, memory, in_area, in_service, move->to_pts, records);
  aisle_queue_wait (queue, memory, move->to_pts, records);
}

/* --- another id -------------------------------------------------------------- */

/* The later id came back after too long: the wait of the earlier ended before. */
static gboolean
is_one_stay (const AisleQueueMemory *joined, const AisleQueueMemory *later, double until)
{
  double left = is_anywhere (joined) ? until : joined->left_pts;
  return later->phase != AISLE_QUEUE_PHASE_NONE
         && later->enter_pts - left <= AISLE_QUEUE_AWAY + EPSILON;
}

static void
join_waiting (const AisleQueue *queue, const AisleQueueMemory *joined, AisleQueueMemory *later,
              GArray *records)
{
  gboolean at_service = later->phase == AISLE_QUEUE_PHASE_PRESENT;
  /* The end of a later one that is served was told already: one wait, one record. */
  if (later->phase == AISLE_QUEUE_PHASE_SERVED)
    return;
  later->phase = AISLE_QUEUE_PHASE_WAITING;
  later->enter_pts = joined->enter_pts;
  later->stood += joined->stood;
  later->stitched = TRUE;
  if (at_service && has_waited (queue, later))
    end_wait (queue, later, later->service_pts, AISLE_QUEUE_SERVED, records);
}

void
aisle_queue_join (const AisleQueue *queue, const AisleQueueMemory *earlier, const AisleMove *gap,
                  AisleQueueMemory *later, GArray *records)
{
  AisleQueueMemory joined = *earlier;
  joined.stitched = TRUE;
  aisle_queue_follow (queue, &joined, gap, records);
  if (joined.phase == AISLE_QUEUE_PHASE_NONE)
    return;
  if (!is_one_stay (&joined, later, gap->to_pts)) {
    if (later->phase == AISLE_QUEUE_PHASE_NONE && !is_anywhere (&joined))
      *later = joined; /* may still come back */
    else
      aisle_queue_close (queue, &joined, gap->to_pts, records);
  } else if (joined.phase == AISLE_QUEUE_PHASE_WAITING)
    join_waiting (queue, &joined, later, records);
  else if (later->phase == AISLE_QUEUE_PHASE_WAITING)
    later->phase = joined.phase;
}
