/* SPDX-License-Identifier: MIT */
/** @file footfall.c Makes events and counts of what people do at lines and zones. */
#include "gst/core/footfall.h"

#include <math.h>
#include <string.h>

#include "gst/core/footfall-private.h"

#define SECOND 1e9
/* A clock that goes back by less than this into yesterday is only corrected. */
#define DAY_SLACK (3600 * G_GINT64_CONSTANT (1000000))

const char *
aisle_footfall_camera (const AisleFootfall *footfall)
{
  return footfall->camera ? footfall->camera : footfall->crowd.config->camera;
}

/* --- events ------------------------------------------------------------------ */

/* µs since 1970 */
static gint64
wall_clock (const AisleFootfall *footfall, double pts)
{
  return footfall->epoch + (gint64) llround (pts * G_USEC_PER_SEC);
}

static guint64
track_number (const AisleFootfall *footfall, gint64 time, guint64 id)
{
  return footfall->keeps_numbers ? id : aisle_identity_track_number (footfall->identity, time, id);
}

AisleEvent *
aisle_footfall_new_event (const AisleFootfall *footfall, AisleEventType type, const char *name,
                          const AislePerson *person, double pts)
{
  gint64 time = wall_clock (footfall, pts);
  guint64 track = person ? track_number (footfall, time, person->origin) : 0;
  AisleEvent *event = aisle_event_new (type, aisle_footfall_camera (footfall), name, track, pts);
  event->time = time;
  event->local_clock = footfall->local_clock;
  event->staff = person && person->staff.is_staff;
  return event;
}

/* @from: (nullable): zone before that of a visit. */
static void
tell (AisleFootfall *footfall, const AislePerson *person, AisleEvent *event, const char *from)
{
  aisle_footfall_cross_doors (footfall, event);
  aisle_buckets_add (&footfall->buckets, event);
  if (from && !event->staff)
    aisle_buckets_add_transition (&footfall->buckets, from, event->name);
  if (!event->staff && aisle_staff_is_known (footfall->crowd.config))
    aisle_told_add (person->told, event, from, &footfall->buckets);
  g_ptr_array_add (footfall->events, event);
}

void
aisle_footfall_emit (AisleFootfall *footfall, const AislePerson *person, AisleEvent *event)
{
  tell (footfall, person, event, NULL);
}

/* In which group they crossed, as far as it is known by now. */
static void
take_group (AisleFootfall *footfall, const AislePerson *person, guint line, AisleEvent *event)
{
  AisleGroups *groups = footfall->crowd.groups;
  guint64 leader = groups ? aisle_groups_find (groups, person->origin) : 0;
  if (leader)
    event->group = track_number (footfall, event->time, leader);
  if (groups && !event->staff && !event->reentry)
    aisle_groups_cross (groups, line, event->direction, person->origin, event->pts);
}

/* Of groups it is clear only after a while who belongs to them. */
static void
count_groups (AisleFootfall *footfall, double pts)
{
  AisleGroupCount group;
  while (footfall->crowd.groups && aisle_groups_take (footfall->crowd.groups, pts, &group))
    aisle_buckets_add_group (&footfall->buckets, footfall->crowd.config->lines[group.line].name,
                             group.direction);
}

static gboolean
is_present (guint64 person, gpointer data)
{
  const GPtrArray *persons = ((AisleFootfall *) data)->crowd.persons;
  for (guint i = 0; i < persons->len; i++) {
    const AislePerson *other = persons->pdata[i];
    if (other->origin == person && !other->gone)
      return TRUE;
  }
  return FALSE;
}

/* By the frame's time: crossings are told in another order than they happened. */
static gboolean
is_reentry (AisleFootfall *footfall, const AislePerson *person, const AisleEvent *event)
{
  double pts = footfall->pts / SECOND, window = footfall->crowd.config->re_entry;
  const AisleAppearance *look = person->seen ? &person->look : NULL;
  if (window <= 0 || event->staff)
    return FALSE;
  if (event->direction == AISLE_DIRECTION_IN)
    return aisle_reentry_enter (&footfall->reentry, pts, window, person->origin, look, is_present,
                                footfall);
  aisle_reentry_leave (&footfall->reentry, pts, person->origin, look);
  return FALSE;
}

static void
emit_crossing (const AislePerson *person, guint line, const AisleLineCount *crossing, gpointer data)
{
  AisleFootfall *footfall = data;
  const char *name = footfall->crowd.config->lines[line].name;
  AisleEvent *event = aisle_footfall_new_event (footfall, AISLE_EVENT_LINE_CROSSED, name, person,
                                                crossing->pts);
  event->direction = crossing->direction;
  event->confidence = person->confidence;
  event->stature = aisle_stature_get (&person->stature, footfall->crowd.config->child_height);
  event->reentry = is_reentry (footfall, person, event);
  take_group (footfall, person, line, event);
  tell (footfall, person, event, NULL);
}

static void
emit_visit (const AislePerson *person, guint zone, const AisleVisitRecord *visit, gpointer data)
{
  AisleFootfall *footfall = data;
  const char *name = footfall->crowd.config->zones[zone].name;
  AisleEvent *event = aisle_footfall_new_event (footfall, AISLE_EVENT_VISIT_ENDED, name, person,
                                                visit->leave_pts);
  event->enter_pts = visit->enter_pts;
  event->leave_pts = visit->leave_pts;
  event->dwell = visit->leave_pts - visit->enter_pts;
  event->reason = visit->reason;
  event->stitched = visit->stitched;
  event->confidence = person->confidence;
  event->distance = visit->walked;
  event->speed = visit->walked >= 0 && event->dwell > 0 ? visit->walked / event->dwell : -1;
  event->faced = visit->faced;
  event->reached = visit->reached;
  tell (footfall, person, event,
        visit->from >= 0 ? footfall->crowd.config->zones[visit->from].name : NULL);
}

/* Earlier events of the person come once more, as of staff. */
static void
take_back (const AislePerson *person, gpointer data)
{
  AisleFootfall *footfall = data;
  guint first = footfall->events->len;
  aisle_told_take_back (person->told, &footfall->buckets, footfall->events);
  aisle_footfall_uncross_doors (footfall, first);
}

static void
count_turn_ins (const AislePerson *person, gpointer data)
{
  AisleFootfall *footfall = data;
  for (guint i = 0; i < footfall->crowd.config->n_turn_ins && !person->staff.is_staff; i++)
    aisle_buckets_add_turn_in (&footfall->buckets, i, &person->turn_ins[i]);
}

static const AisleCrowdFuncs crowd_funcs = { emit_crossing, emit_visit, aisle_footfall_emit_wait,
                                             take_back, count_turn_ins };

static gint
compare_events (gconstpointer a, gconstpointer b)
{
  const AisleEvent *x = *(AisleEvent *const *) a, *y = *(AisleEvent *const *) b;
  if (x->pts != y->pts)
    return x->pts < y->pts ? -1 : 1;
  int names = g_strcmp0 (x->name, y->name);
  if (names != 0)
    return names;
  if (x->id != y->id)
    return x->id < y->id ? -1 : 1;
  return (x->staff != 0) - (y->staff != 0); /* what is taken back comes after what it was */
}

/* --- set up ------------------------------------------------------------------ */

static void
renew_identity (AisleFootfall *footfall)
{
  g_clear_pointer (&footfall->identity, aisle_identity_free);
  footfall->identity = aisle_identity_new (aisle_footfall_camera (footfall), footfall->seed);
}

AisleFootfall *
aisle_footfall_new (const AisleConfig *config, guint64 seed)
{
  AisleFootfall *footfall = g_new0 (AisleFootfall, 1);
  aisle_crowd_init (&footfall->crowd, config, &crowd_funcs, footfall);
  footfall->watches = g_new0 (AisleQueueWatch, config->n_queues);
  footfall->occupancies = g_new0 (AisleOccupancy, config->n_occupancies);
  footfall->seed = seed;
  footfall->events = g_ptr_array_new_with_free_func ((GDestroyNotify) aisle_event_free);
  aisle_buckets_init (&footfall->buckets, config);
  aisle_hours_init (&footfall->hours, &config->hours);
  footfall->day_end = G_MININT64;
  renew_identity (footfall);
  return footfall;
}

void
aisle_footfall_free (AisleFootfall *footfall)
{
  if (!footfall)
    return;
  aisle_crowd_clear (&footfall->crowd);
  g_ptr_array_unref (footfall->events);
  aisle_buckets_clear (&footfall->buckets);
  aisle_hours_clear (&footfall->hours);
  aisle_identity_free (footfall->identity);
  g_free (footfall->watches);
  g_free (footfall->occupancies);
  g_free (footfall->camera);
  g_free (footfall);
}

void
aisle_footfall_disable (AisleFootfall *footfall, AisleWithout without)
{
  footfall->crowd.without = without;
}

void
aisle_footfall_set_config (AisleFootfall *footfall, const AisleConfig *config)
{
  g_autoptr (AisleConfig) old = aisle_config_ref (footfall->crowd.config);
  g_autofree char *camera = g_strdup (aisle_footfall_camera (footfall));
  count_groups (footfall, G_MAXDOUBLE);
  aisle_crowd_set_config (&footfall->crowd, config);
  aisle_buckets_set_config (&footfall->buckets, config, old);
  aisle_footfall_keep_watches (footfall, old);
  aisle_footfall_keep_occupancies (footfall, old);
  aisle_hours_clear (&footfall->hours);
  aisle_hours_init (&footfall->hours, &config->hours);
  if (!g_str_equal (camera, aisle_footfall_camera (footfall)))
    renew_identity (footfall);
}

void
aisle_footfall_set_camera (AisleFootfall *footfall, const char *camera)
{
  g_autofree char *before = g_strdup (aisle_footfall_camera (footfall));
  g_free (footfall->camera);
  footfall->camera = camera && *camera ? g_strdup (camera) : NULL;
  if (!g_str_equal (before, aisle_footfall_camera (footfall)))
    renew_identity (footfall);
}

const char *
aisle_footfall_get_camera (const AisleFootfall *footfall)
{
  return aisle_footfall_camera (footfall);
}

void
aisle_footfall_set_frame_size (AisleFootfall *footfall, guint width, guint height,
                               double pixel_aspect)
{
  aisle_crowd_set_frame_size (&footfall->crowd, width, height, pixel_aspect);
}

void
aisle_footfall_keep_numbers (AisleFootfall *footfall)
{
  footfall->keeps_numbers = TRUE;
}

guint64
aisle_footfall_number (const AisleFootfall *footfall, gint64 pts, guint64 track_id)
{
  return track_number (footfall, wall_clock (footfall, pts / SECOND), track_id);
}

void
aisle_footfall_set_epoch (AisleFootfall *footfall, gint64 epoch, gboolean local)
{
  gint64 own = epoch - footfall->shift / 1000;
  if (footfall->buckets.kinds[0].open && ABS (own - footfall->epoch) > G_USEC_PER_SEC)
    footfall->crowd.troubles |= AISLE_TROUBLE_CLOCK;
  if (footfall->resume == AISLE_RESUME_NONE)
    aisle_buckets_correct (&footfall->buckets, own - footfall->epoch);
  footfall->epoch = own;
  footfall->local_clock = local;
}

void
aisle_footfall_set_sight (AisleFootfall *footfall, AisleSightState sight)
{
  footfall->sight = sight;
}

/* --- buckets of time --------------------------------------------------------- */

/* @counts as the event of the bucket that ends with it. */
static AisleEvent *
bucket_event (const AisleFootfall *footfall, const AisleEvent *counts)
{
  double pts = (counts->end - footfall->epoch) / (double) G_USEC_PER_SEC;
  AisleEvent *event = aisle_counts_snapshot (counts, aisle_footfall_camera (footfall), pts);
  event->local_clock = footfall->local_clock;
  event->open = aisle_hours_is_open (&footfall->hours, event->start);
  for (guint i = 0; i < event->n_zones; i++) {
    double area = aisle_crowd_area (&footfall->crowd, i);
    event->zones[i].occupancy = aisle_crowd_count_inside (&footfall->crowd, i);
    event->zones[i].density = area > 0 ? event->zones[i].occupancy / area : -1;
  }
  aisle_footfall_count_queues (footfall, event);
  aisle_footfall_count_occupancies (footfall, event);
  return event;
}

static void
emit_bucket (const AisleEvent *counts, gpointer data)
{
  AisleFootfall *footfall = data;
  g_ptr_array_add (footfall->events, bucket_event (footfall, counts));
}

static void
take_time (AisleFootfall *footfall, gint64 time)
{
  aisle_buckets_advance (&footfall->buckets, time, footfall->sight.blind, emit_bucket, footfall);
  if (time < footfall->day_end && time >= footfall->day_start - DAY_SLACK)
    return;
  aisle_hours_day (&footfall->hours, footfall->hours.config->day_start, time, &footfall->day_start,
                   &footfall->day_end);
  aisle_buckets_start_day (&footfall->buckets);
}

/* --- frames ------------------------------------------------------------------ */

static GPtrArray *
take_events (AisleFootfall *footfall)
{
  GPtrArray *events = footfall->events;
  footfall->events = g_ptr_array_new_with_free_func ((GDestroyNotify) aisle_event_free);
  return events;
}

static void
sort_from (GPtrArray *events, guint first)
{
  if (events->len > first)
    qsort (events->pdata + first, events->len - first, sizeof (gpointer), compare_events);
}

/* Since the last frame, unless there was nothing to see. */
static double
seconds_of_sight (const AisleFootfall *footfall, gint64 pts)
{
  gint64 passed = pts - footfall->pts;
  gboolean saw = !footfall->sight.blind && passed > 0 && passed <= AISLE_FOOTFALL_SILENCE;
  return saw ? passed / SECOND : 0;
}

GPtrArray *
aisle_footfall_update (AisleFootfall *footfall, gint64 pts, const AisleTrack *tracks,
                       guint n_tracks, gboolean dropped)
{
  if (footfall->resume != AISLE_RESUME_NONE
      && !aisle_footfall_resume (footfall, pts, tracks, n_tracks))
    return take_events (footfall);
  pts += footfall->shift;
  take_time (footfall, wall_clock (footfall, pts / SECOND));
  guint first = footfall->events->len;
  if (pts < footfall->pts) {
    footfall->crowd.troubles |= AISLE_TROUBLE_TIME_BACK;
    count_groups (footfall, G_MAXDOUBLE);
    aisle_crowd_close (&footfall->crowd, FALSE);
  }
  aisle_footfall_watch_doors (footfall, wall_clock (footfall, pts / SECOND), pts / SECOND,
                              seconds_of_sight (footfall, pts));
  footfall->pts = pts;
  aisle_buckets_add_frame (&footfall->buckets, dropped);
  aisle_footfall_tell_sight (footfall);
  aisle_crowd_update (&footfall->crowd, pts, tracks, footfall->sight.blind ? 0 : n_tracks);
  aisle_footfall_watch_queues (footfall, pts / SECOND);
  count_groups (footfall, pts / SECOND);
  sort_from (footfall->events, first);
  return take_events (footfall);
}

GPtrArray *
aisle_footfall_finish (AisleFootfall *footfall, gint64 pts)
{
  guint first = footfall->events->len;
  pts += footfall->shift;
  count_groups (footfall, G_MAXDOUBLE);
  aisle_crowd_close (&footfall->crowd, TRUE);
  aisle_footfall_end_alerts (footfall, pts / SECOND);
  sort_from (footfall->events, first);
  aisle_buckets_finish (&footfall->buckets, wall_clock (footfall, pts / SECOND), emit_bucket,
                        footfall);
  footfall->pts = 0;
  return take_events (footfall);
}

guint
aisle_footfall_take_troubles (AisleFootfall *footfall)
{
  guint fresh = footfall->crowd.troubles & ~footfall->troubles;
  footfall->troubles |= fresh;
  return fresh;
}

/* --- state ------------------------------------------------------------------- */

static void
set_floor_state (const AisleFootfall *footfall, const AislePerson *person, gint64 time,
                 AisleFootfallState *state)
{
  const AisleCrowd *crowd = &footfall->crowd;
  guint64 leader = crowd->groups ? aisle_groups_find (crowd->groups, person->origin) : 0;
  state->on_floor = person->motion.known;
  state->floor = person->motion.place;
  state->distance = person->motion.known ? aisle_motion_walked (&person->motion) : -1;
  state->speed = aisle_motion_speed (&person->motion);
  state->group = leader ? track_number (footfall, time, leader) : 0;
  state->stature = aisle_stature_get (&person->stature, crowd->config->child_height);
}

gboolean
aisle_footfall_get_track (const AisleFootfall *footfall, guint64 track_id,
                          AisleFootfallState *state)
{
  const AislePerson *person = aisle_crowd_find (&footfall->crowd, track_id);
  if (!person || !person->on_path)
    return FALSE;
  double now = footfall->pts / SECOND;
  gint64 time = wall_clock (footfall, now);
  *state = (AisleFootfallState) { track_number (footfall, time, person->origin), person->place.x,
                                  person->place.y, -1, 0 };
  set_floor_state (footfall, person, time, state);
  state->staff = person->staff.is_staff;
  aisle_footfall_set_queue_state (footfall, person, state);
  for (guint i = 0; i < footfall->crowd.config->n_zones; i++)
    if (person->visits[i].presence == AISLE_PRESENCE_INSIDE) {
      state->zone = i;
      state->dwell = now - person->visits[i].enter_pts;
      break;
    }
  return TRUE;
}

int
aisle_footfall_get_side (const AisleFootfall *footfall, guint64 track_id, guint line,
                         double *distance)
{
  const AislePerson *person = aisle_crowd_find (&footfall->crowd, track_id);
  *distance = 0;
  if (!person || !person->on_path || line >= footfall->crowd.config->n_lines)
    return 0;
  *distance = aisle_crowd_distance (&footfall->crowd, person, line);
  return person->lines[line].side;
}

AisleEvent *
aisle_footfall_get_counts (const AisleFootfall *footfall)
{
  AisleEvent *counts = bucket_event (footfall, footfall->buckets.kinds[0].counts);
  counts->start = footfall->buckets.kinds[0].start;
  counts->end = counts->time = wall_clock (footfall, footfall->pts / SECOND);
  return counts;
}

const AisleGround *
aisle_footfall_get_ground (const AisleFootfall *footfall)
{
  return aisle_floor_get_ground (footfall->crowd.floor);
}

const AisleHeatmap *
aisle_footfall_get_heatmap (const AisleFootfall *footfall)
{
  return footfall->crowd.heatmap;
}
