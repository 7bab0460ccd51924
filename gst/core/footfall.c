/* SPDX-License-Identifier: MIT */
/** @file footfall.c Leads tracks past lines and zones and makes events of what they do. */
#include "gst/core/footfall.h"

#include <math.h>
#include <string.h>

#include "gst/core/counts.h"
#include "gst/core/footfall-private.h"
#include "gst/core/identity.h"
#include "gst/core/person.h"

#define SECOND 1e9
#define MINUTE (60 * G_GINT64_CONSTANT (1000000000))
#define HEATMAP_COLUMNS 96
#define HEATMAP_ROWS 54

struct _AisleFootfall {
  AisleConfig *config;
  char *camera; /* NULL: that of the config */
  guint64 seed;
  AisleIdentity *identity;
  AisleWithout without;

  guint width, height;
  double aspect; /* of the frame as shown; 0: not known yet */
  AisleLine *lines;
  AisleZone *zones, *masks;

  gint64 epoch; /* µs */
  gboolean local_clock;
  gint64 pts; /* ns, of the last update */
  gint64 bucket_start; /* ns */
  gboolean started;

  GPtrArray *persons;
  AisleEvent *counts;
  AisleHeatmap *heatmap;
  GPtrArray *events;  /* of the update under way */
  GArray *crossings;  /* AisleLineCount: of one person at one line */
  GArray *visits;     /* AisleVisitRecord: of one person in one zone */
};

static const char *
camera_name (const AisleFootfall *footfall)
{
  return footfall->camera ? footfall->camera : footfall->config->camera;
}

/* --- set up ------------------------------------------------------------------ */

static void
place_shapes (AisleFootfall *footfall)
{
  const AisleConfig *config = footfall->config;
  g_free (footfall->lines);
  g_free (footfall->zones);
  g_free (footfall->masks);
  footfall->lines = g_new0 (AisleLine, config->n_lines);
  footfall->zones = g_new0 (AisleZone, config->n_zones);
  footfall->masks = g_new0 (AisleZone, config->n_masks);
  double aspect = footfall->aspect > 0 ? footfall->aspect : 1;
  for (guint i = 0; i < config->n_lines; i++)
    aisle_line_init (&footfall->lines[i], &config->lines[i], aspect);
  for (guint i = 0; i < config->n_zones; i++)
    aisle_zone_init (&footfall->zones[i], &config->zones[i], aspect);
  for (guint i = 0; i < config->n_masks; i++)
    aisle_zone_init (&footfall->masks[i], &config->masks[i], aspect);
}

static void
renew_identity (AisleFootfall *footfall)
{
  g_clear_pointer (&footfall->identity, aisle_identity_free);
  footfall->identity = aisle_identity_new (camera_name (footfall), footfall->seed);
}

AisleFootfall *
aisle_footfall_new (const AisleConfig *config, guint64 seed)
{
  AisleFootfall *footfall = g_new0 (AisleFootfall, 1);
  footfall->config = aisle_config_ref ((AisleConfig *) config);
  footfall->seed = seed;
  footfall->persons = g_ptr_array_new_with_free_func ((GDestroyNotify) aisle_person_free);
  footfall->events = g_ptr_array_new_with_free_func ((GDestroyNotify) aisle_event_free);
  footfall->crossings = g_array_new (FALSE, FALSE, sizeof (AisleLineCount));
  footfall->visits = g_array_new (FALSE, FALSE, sizeof (AisleVisitRecord));
  footfall->counts = aisle_counts_new (config);
  footfall->heatmap = aisle_heatmap_new (HEATMAP_COLUMNS, HEATMAP_ROWS);
  place_shapes (footfall);
  renew_identity (footfall);
  return footfall;
}

void
aisle_footfall_free (AisleFootfall *footfall)
{
  if (!footfall)
    return;
  g_ptr_array_unref (footfall->persons);
  g_ptr_array_unref (footfall->events);
  g_array_unref (footfall->crossings);
  g_array_unref (footfall->visits);
  aisle_event_free (footfall->counts);
  aisle_heatmap_free (footfall->heatmap);
  aisle_identity_free (footfall->identity);
  aisle_config_unref (footfall->config);
  g_free (footfall->camera);
  g_free (footfall->lines);
  g_free (footfall->zones);
  g_free (footfall->masks);
  g_free (footfall);
}

void
aisle_footfall_disable (AisleFootfall *footfall, AisleWithout without)
{
  footfall->without = without;
}

void
aisle_footfall_set_camera (AisleFootfall *footfall, const char *camera)
{
  g_autofree char *before = g_strdup (camera_name (footfall));
  g_free (footfall->camera);
  footfall->camera = camera && *camera ? g_strdup (camera) : NULL;
  if (!g_str_equal (before, camera_name (footfall)))
    renew_identity (footfall);
}

void
aisle_footfall_set_frame_size (AisleFootfall *footfall, guint width, guint height,
                               double pixel_aspect)
{
  gboolean known = width > 0 && height > 0 && isfinite (pixel_aspect) && pixel_aspect > 0;
  footfall->width = known ? width : 0;
  footfall->height = known ? height : 0;
  footfall->aspect = known ? width * pixel_aspect / height : 0;
  place_shapes (footfall);
}

void
aisle_footfall_set_epoch (AisleFootfall *footfall, gint64 epoch, gboolean local)
{
  footfall->epoch = epoch;
  footfall->local_clock = local;
}

/* --- events ------------------------------------------------------------------ */

/* µs since 1970 */
static gint64
wall_clock (const AisleFootfall *footfall, double pts)
{
  return footfall->epoch + (gint64) llround (pts * G_USEC_PER_SEC);
}

static AisleEvent *
new_event (const AisleFootfall *footfall, AisleEventType type, const char *name,
           const AislePerson *person, double pts)
{
  gint64 time = wall_clock (footfall, pts);
  guint64 track = aisle_identity_track_number (footfall->identity, time, person->origin);
  AisleEvent *event = aisle_event_new (type, camera_name (footfall), name, track, pts);
  event->time = time;
  event->local_clock = footfall->local_clock;
  return event;
}

static void
emit (AisleFootfall *footfall, AisleEvent *event)
{
  aisle_counts_add (footfall->counts, event);
  g_ptr_array_add (footfall->events, event);
}

static void
emit_crossings (AisleFootfall *footfall, const AislePerson *person, guint line)
{
  for (guint i = 0; i < footfall->crossings->len; i++) {
    AisleLineCount crossing = g_array_index (footfall->crossings, AisleLineCount, i);
    const char *name = footfall->config->lines[line].name;
    AisleEvent *event = new_event (footfall, AISLE_EVENT_LINE_CROSSED, name, person, crossing.pts);
    event->direction = crossing.direction;
    emit (footfall, event);
  }
  g_array_set_size (footfall->crossings, 0);
}

static void
emit_visits (AisleFootfall *footfall, const AislePerson *person, guint zone)
{
  for (guint i = 0; i < footfall->visits->len; i++) {
    AisleVisitRecord visit = g_array_index (footfall->visits, AisleVisitRecord, i);
    const char *name = footfall->config->zones[zone].name;
    AisleEvent *event
      = new_event (footfall, AISLE_EVENT_VISIT_ENDED, name, person, visit.leave_pts);
    event->enter_pts = visit.enter_pts;
    event->leave_pts = visit.leave_pts;
    event->dwell = visit.leave_pts - visit.enter_pts;
    event->reason = visit.reason;
    event->stitched = visit.stitched;
    emit (footfall, event);
  }
  g_array_set_size (footfall->visits, 0);
}

static gint
compare_events (gconstpointer a, gconstpointer b)
{
  const AisleEvent *x = *(AisleEvent *const *) a, *y = *(AisleEvent *const *) b;
  if (x->pts != y->pts)
    return x->pts < y->pts ? -1 : 1;
  int names = strcmp (x->name, y->name);
  if (names != 0)
    return names;
  return x->id < y->id ? -1 : x->id > y->id;
}

/* --- buckets of time --------------------------------------------------------- */

static void
count_occupancy (const AisleFootfall *footfall, AisleEvent *counts)
{
  for (guint zone = 0; zone < counts->n_zones; zone++) {
    guint inside = 0;
    for (guint i = 0; i < footfall->persons->len; i++) {
      const AislePerson *person = footfall->persons->pdata[i];
      inside += person->visits[zone].presence == AISLE_PRESENCE_INSIDE;
    }
    counts->zones[zone].occupancy = inside;
  }
}

static AisleEvent *
bucket_until (const AisleFootfall *footfall, gint64 end)
{
  AisleEvent *event
    = aisle_counts_snapshot (footfall->counts, camera_name (footfall), end / SECOND);
  event->start = wall_clock (footfall, footfall->bucket_start / SECOND);
  event->end = event->time = wall_clock (footfall, end / SECOND);
  event->local_clock = footfall->local_clock;
  count_occupancy (footfall, event);
  return event;
}

/* The stream time at which the minute of the wall clock began. */
static gint64
minute_start (const AisleFootfall *footfall, gint64 pts)
{
  gint64 into = (footfall->epoch % (MINUTE / 1000) * 1000 + pts % MINUTE) % MINUTE;
  return pts - (into < 0 ? into + MINUTE : into);
}

static void
start_or_close_bucket (AisleFootfall *footfall, gint64 pts)
{
  gint64 end = minute_start (footfall, footfall->bucket_start) + MINUTE;
  if (!footfall->started) {
    footfall->started = TRUE;
    footfall->bucket_start = pts;
  } else if (pts >= end) {
    g_ptr_array_add (footfall->events, bucket_until (footfall, end));
    aisle_counts_restart (footfall->counts);
    footfall->bucket_start = minute_start (footfall, pts);
  } else if (pts < footfall->bucket_start)
    footfall->bucket_start = pts;
}

/* --- persons ----------------------------------------------------------------- */

static AislePerson *
find_person (const AisleFootfall *footfall, guint64 track)
{
  for (guint i = 0; i < footfall->persons->len; i++) {
    AislePerson *person = footfall->persons->pdata[i];
    if (person->track == track)
      return person;
  }
  return NULL;
}

static AislePoint
in_plane (const AisleFootfall *footfall, AislePoint place)
{
  return (AislePoint){ place.x * footfall->aspect, place.y };
}

static AisleMove
move_between (const AisleFootfall *footfall, const AislePerson *from, AislePoint to,
              double to_pts, double height)
{
  return (AisleMove){ in_plane (footfall, from->place), in_plane (footfall, to), from->pts,
                      to_pts, height, footfall->without };
}

static void
follow_move (AisleFootfall *footfall, AislePerson *person, const AisleMove *move)
{
  for (guint i = 0; i < footfall->config->n_lines; i++) {
    aisle_line_follow (&footfall->lines[i], &person->lines[i], move, footfall->crossings);
    emit_crossings (footfall, person, i);
  }
  for (guint i = 0; i < footfall->config->n_zones; i++) {
    aisle_zone_follow (&footfall->zones[i], &person->visits[i], move, footfall->visits);
    emit_visits (footfall, person, i);
  }
}

static void
close_visits (AisleFootfall *footfall, AislePerson *person, AisleVisitReason reason)
{
  for (guint i = 0; i < footfall->config->n_zones; i++) {
    aisle_zone_close (&footfall->zones[i], &person->visits[i], person->pts, reason,
                      footfall->visits);
    emit_visits (footfall, person, i);
  }
}

static gboolean
in_mask (const AisleFootfall *footfall, AislePoint place)
{
  for (guint i = 0; i < footfall->config->n_masks; i++)
    if (aisle_zone_contains (&footfall->masks[i], in_plane (footfall, place)))
      return TRUE;
  return FALSE;
}

static AislePoint
reference_point (const AisleFootfall *footfall, const AisleBox *box)
{
  static const double down[] = { [AISLE_REFERENCE_FEET] = 1,
                                 [AISLE_REFERENCE_CENTER] = 0.5,
                                 [AISLE_REFERENCE_HEAD] = 0 };
  double y = box->y + down[footfall->config->reference] * box->h;
  return (AislePoint){ (box->x + box->w / 2.0) / footfall->width, y / footfall->height };
}

static void
note_stitch (AislePerson *person, guint64 stitched)
{
  for (guint i = 0; stitched > person->stitched && i < person->n_visits; i++)
    if (person->visits[i].presence != AISLE_PRESENCE_OUTSIDE)
      person->visits[i].stitched = TRUE;
  person->stitched = stitched;
}

static void
see_person (AisleFootfall *footfall, AislePerson *person, const AisleTrack *track, double pts)
{
  AislePoint place = reference_point (footfall, &track->box);
  aisle_person_measure (person, pts, track->box.h / footfall->height);
  if (in_mask (footfall, place)) {
    close_visits (footfall, person, AISLE_VISIT_LEFT);
    person->on_path = FALSE;
    person->pts = pts;
    return;
  }
  note_stitch (person, track->stitched);
  if (!person->on_path) {
    person->place = person->first_place = place;
    person->pts = person->first_pts = pts;
  }
  AisleMove move = move_between (footfall, person, place, pts, person->height);
  follow_move (footfall, person, &move);
  aisle_heatmap_add (footfall->heatmap, person->place, place, pts - person->pts);
  person->on_path = TRUE;
  person->place = place;
  person->pts = pts;
}

static gboolean
is_seen (const AisleTrack *track)
{
  const AisleBox *box = &track->box;
  return !track->coasting && !track->ended && isfinite (box->x) && isfinite (box->y)
         && isfinite (box->w) && isfinite (box->h) && box->w > 0 && box->h > 0;
}

static void
take_track (AisleFootfall *footfall, const AisleTrack *track, gint64 pts)
{
  AislePerson *person = find_person (footfall, track->id);
  if (!person && !is_seen (track))
    return;
  if (!person) {
    person = aisle_person_new (track->id, footfall->config->n_lines, footfall->config->n_zones);
    g_ptr_array_add (footfall->persons, person);
  }
  person->reported = pts;
  person->gone = track->ended;
  if (is_seen (track))
    see_person (footfall, person, track, pts / SECOND);
}

/* The later person takes over what the earlier one, under another id, has begun. */
static void
hand_over (AisleFootfall *footfall, AislePerson *earlier, AislePerson *later)
{
  AisleMove gap = move_between (footfall, earlier, later->first_place, later->first_pts,
                                later->height);
  later->origin = earlier->origin;
  for (guint i = 0; i < footfall->config->n_lines; i++) {
    aisle_line_join (&footfall->lines[i], &earlier->lines[i], &gap, &later->lines[i],
                     footfall->crossings);
    emit_crossings (footfall, later, i);
  }
  for (guint i = 0; i < footfall->config->n_zones; i++) {
    aisle_zone_join (&footfall->zones[i], &earlier->visits[i], &gap, &later->visits[i],
                     footfall->visits);
    emit_visits (footfall, later, i);
  }
  aisle_heatmap_add (footfall->heatmap, earlier->place, later->first_place,
                     later->first_pts - earlier->pts);
  later->first_place = earlier->first_place;
  later->first_pts = earlier->first_pts;
}

/* TRUE when the person's story is over. */
static gboolean
settle_gone (AisleFootfall *footfall, AislePerson *person)
{
  AislePerson *successor
    = aisle_person_find_successor (person, footfall->persons, footfall->aspect);
  if (successor) {
    hand_over (footfall, person, successor);
    return TRUE;
  }
  if (footfall->pts / SECOND - person->pts <= AISLE_HANDOVER_TIME && person->on_path)
    return FALSE;
  close_visits (footfall, person, AISLE_VISIT_LOST);
  return TRUE;
}

static void
settle_persons (AisleFootfall *footfall)
{
  for (guint i = 0; i < footfall->persons->len;) {
    AislePerson *person = footfall->persons->pdata[i];
    person->gone |= footfall->pts - person->reported > AISLE_FOOTFALL_SILENCE;
    if (person->gone && settle_gone (footfall, person)) {
      g_ptr_array_remove_index (footfall->persons, i);
      continue;
    }
    for (guint zone = 0; zone < footfall->config->n_zones; zone++) {
      aisle_zone_wait (&footfall->zones[zone], &person->visits[zone], footfall->pts / SECOND,
                       footfall->visits);
      emit_visits (footfall, person, zone);
    }
    i++;
  }
}

static void
close_all (AisleFootfall *footfall, gboolean is_end)
{
  for (guint i = 0; i < footfall->persons->len; i++) {
    AislePerson *person = footfall->persons->pdata[i];
    gboolean ends = is_end && !person->gone;
    close_visits (footfall, person, ends ? AISLE_VISIT_END : AISLE_VISIT_LOST);
  }
  g_ptr_array_set_size (footfall->persons, 0);
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

GPtrArray *
aisle_footfall_update (AisleFootfall *footfall, gint64 pts, const AisleTrack *tracks,
                       guint n_tracks, gboolean dropped)
{
  start_or_close_bucket (footfall, pts);
  guint first = footfall->events->len;
  if (pts < footfall->pts)
    close_all (footfall, FALSE);
  footfall->pts = pts;
  footfall->counts->frames++;
  footfall->counts->dropped += dropped ? 1 : 0;
  for (guint i = 0; footfall->aspect > 0 && i < n_tracks; i++)
    take_track (footfall, &tracks[i], pts);
  settle_persons (footfall);
  sort_from (footfall->events, first);
  return take_events (footfall);
}

GPtrArray *
aisle_footfall_finish (AisleFootfall *footfall, gint64 pts)
{
  guint first = footfall->events->len;
  close_all (footfall, TRUE);
  sort_from (footfall->events, first);
  if (footfall->started) {
    gint64 end = MAX (pts, footfall->bucket_start);
    g_ptr_array_add (footfall->events, bucket_until (footfall, end));
    aisle_counts_restart (footfall->counts);
  }
  footfall->started = FALSE;
  footfall->pts = 0;
  return take_events (footfall);
}

/* --- live reload ------------------------------------------------------------- */

/* Lines and zones that stay take their places in the new order; the rest is forgotten. */
static void
rearrange_person (AislePerson *person, const AisleConfig *config, const AisleConfig *old)
{
  AisleLineMemory *lines = g_new0 (AisleLineMemory, config->n_lines);
  AisleVisit *visits = g_new0 (AisleVisit, config->n_zones);
  for (guint i = 0; i < config->n_lines; i++) {
    int from = aisle_config_find_line (old, &config->lines[i]);
    if (from >= 0)
      lines[i] = person->lines[from];
  }
  for (guint i = 0; i < config->n_zones; i++) {
    int from = aisle_config_find_zone (old, &config->zones[i]);
    if (from >= 0)
      visits[i] = person->visits[from];
  }
  g_free (person->lines);
  g_free (person->visits);
  person->lines = lines;
  person->visits = visits;
  person->n_visits = config->n_zones;
}

static void
close_removed_zones (AisleFootfall *footfall, const AisleConfig *config)
{
  for (guint zone = 0; zone < footfall->config->n_zones; zone++) {
    if (aisle_config_find_zone (config, &footfall->config->zones[zone]) >= 0)
      continue;
    for (guint i = 0; i < footfall->persons->len; i++) {
      AislePerson *person = footfall->persons->pdata[i];
      aisle_zone_close (&footfall->zones[zone], &person->visits[zone], person->pts,
                        AISLE_VISIT_END, footfall->visits);
      emit_visits (footfall, person, zone);
    }
  }
}

void
aisle_footfall_set_config (AisleFootfall *footfall, const AisleConfig *config)
{
  g_autoptr (AisleConfig) old = footfall->config;
  g_autofree char *camera = g_strdup (camera_name (footfall));
  close_removed_zones (footfall, config);
  for (guint i = 0; i < footfall->persons->len; i++)
    rearrange_person (footfall->persons->pdata[i], config, old);
  AisleEvent *counts = aisle_counts_new (config);
  aisle_counts_carry_over (counts, config, footfall->counts, old);
  aisle_event_free (footfall->counts);
  footfall->counts = counts;
  footfall->config = aisle_config_ref ((AisleConfig *) config);
  place_shapes (footfall);
  if (!g_str_equal (camera, camera_name (footfall)))
    renew_identity (footfall);
}

/* --- state ------------------------------------------------------------------- */

gboolean
aisle_footfall_get_track (const AisleFootfall *footfall, guint64 track_id,
                          AisleFootfallState *state)
{
  const AislePerson *person = find_person (footfall, track_id);
  if (!person || !person->on_path)
    return FALSE;
  double now = footfall->pts / SECOND;
  gint64 time = wall_clock (footfall, now);
  *state = (AisleFootfallState){
    aisle_identity_track_number (footfall->identity, time, person->origin), person->place.x,
    person->place.y, -1, 0
  };
  for (guint i = 0; i < footfall->config->n_zones; i++)
    if (person->visits[i].presence == AISLE_PRESENCE_INSIDE) {
      state->zone = i;
      state->dwell = now - person->visits[i].enter_pts;
      break;
    }
  return TRUE;
}

AisleEvent *
aisle_footfall_get_counts (const AisleFootfall *footfall)
{
  return bucket_until (footfall, footfall->pts);
}

const AisleHeatmap *
aisle_footfall_get_heatmap (const AisleFootfall *footfall)
{
  return footfall->heatmap;
}
