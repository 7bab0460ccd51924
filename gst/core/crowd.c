/* SPDX-License-Identifier: MIT */
/** @file crowd.c Leads people past lines and zones. */
#include "gst/core/crowd.h"

#include <math.h>

#include "gst/core/crowd-deeds.h"
#include "gst/core/crowd-floor.h"
#include "gst/core/crowd-hidden.h"
#include "gst/core/crowd-queues.h"
#include "gst/core/crowd-resume.h"
#include "gst/core/footfall.h"
#include "gst/core/trouble.h"

#define SECOND 1e9
/* Edges of boxes jitter by some 5 % of the body's height. */
#define CUT_MARGIN 0.05
/* Just inside the frame, and so inside a zone that reaches to its border. */
#define LOWER_BORDER 0.999999
#define HEATMAP_COLUMNS 96
#define HEATMAP_ROWS 54

/* --- set up ------------------------------------------------------------------ */

static void
place_shapes (AisleCrowd *crowd)
{
  const AisleConfig *config = crowd->config;
  g_free (crowd->lines);
  g_free (crowd->zones);
  g_free (crowd->masks);
  crowd->lines = g_new0 (AisleLine, config->n_lines);
  crowd->zones = g_new0 (AisleZone, config->n_zones);
  crowd->masks = g_new0 (AisleZone, config->n_masks);
  double aspect = crowd->aspect > 0 ? crowd->aspect : 1;
  for (guint i = 0; i < config->n_lines; i++)
    aisle_line_init (&crowd->lines[i], &config->lines[i], aspect);
  for (guint i = 0; i < config->n_zones; i++)
    aisle_zone_init (&crowd->zones[i], &config->zones[i], aspect);
  for (guint i = 0; i < config->n_masks; i++)
    aisle_zone_init (&crowd->masks[i], &config->masks[i], aspect);
  aisle_crowd_place_queues (crowd);
  aisle_crowd_place_shelves (crowd);
  aisle_crowd_place_floor (crowd);
}

void
aisle_crowd_init (AisleCrowd *crowd, const AisleConfig *config, const AisleCrowdFuncs *tell,
                  gpointer data)
{
  *crowd = (AisleCrowd) {
    .config = aisle_config_ref ((AisleConfig *) config),
    .persons = g_ptr_array_new_with_free_func ((GDestroyNotify) aisle_person_free),
    .hidden = g_ptr_array_new_with_free_func ((GDestroyNotify) aisle_person_free),
    .heatmap = aisle_heatmap_new (HEATMAP_COLUMNS, HEATMAP_ROWS),
    .tell = tell,
    .data = data,
    .crossings = g_array_new (FALSE, FALSE, sizeof (AisleLineCount)),
    .visits = g_array_new (FALSE, FALSE, sizeof (AisleVisitRecord)),
    .waits = g_array_new (FALSE, FALSE, sizeof (AisleQueueRecord)),
  };
  place_shapes (crowd);
}

void
aisle_crowd_clear (AisleCrowd *crowd)
{
  g_ptr_array_unref (crowd->persons);
  g_ptr_array_unref (crowd->hidden);
  g_array_unref (crowd->crossings);
  g_array_unref (crowd->visits);
  g_array_unref (crowd->waits);
  aisle_heatmap_free (crowd->heatmap);
  aisle_config_unref (crowd->config);
  g_free (crowd->lines);
  g_free (crowd->zones);
  g_free (crowd->masks);
  g_free (crowd->queues);
  g_free (crowd->shelves);
  aisle_crowd_clear_floor (crowd);
}

void
aisle_crowd_set_frame_size (AisleCrowd *crowd, guint width, guint height, double pixel_aspect)
{
  gboolean known = width > 0 && height > 0 && isfinite (pixel_aspect) && pixel_aspect > 0;
  double aspect = known ? width * pixel_aspect / height : 0;
  crowd->width = known ? width : 0;
  crowd->height = known ? height : 0;
  if (aspect == crowd->aspect)
    return;
  crowd->aspect = aspect;
  place_shapes (crowd);
}

/* --- what is told ------------------------------------------------------------ */

static void
report_crossings (AisleCrowd *crowd, AislePerson *person, guint line)
{
  for (guint i = 0; i < crowd->crossings->len; i++) {
    const AisleLineCount *crossing = &g_array_index (crowd->crossings, AisleLineCount, i);
    aisle_crowd_note_crossing (crowd, person, line, crossing->direction);
    crowd->tell->crossing (person, line, crossing, crowd->data);
  }
  g_array_set_size (crowd->crossings, 0);
}

static void
report_visits (AisleCrowd *crowd, AislePerson *person, guint zone)
{
  for (guint i = 0; i < crowd->visits->len; i++) {
    AisleVisitRecord *visit = &g_array_index (crowd->visits, AisleVisitRecord, i);
    aisle_crowd_note_visit (person, zone, visit);
    crowd->tell->visit (person, zone, visit, crowd->data);
  }
  g_array_set_size (crowd->visits, 0);
}

/* --- one person -------------------------------------------------------------- */

AislePerson *
aisle_crowd_find (const AisleCrowd *crowd, guint64 track)
{
  for (guint i = 0; i < crowd->persons->len; i++) {
    AislePerson *person = crowd->persons->pdata[i];
    if (person->track == track)
      return person;
  }
  return NULL;
}

static AislePoint
in_plane (const AisleCrowd *crowd, AislePoint place)
{
  return (AislePoint) { place.x * crowd->aspect, place.y };
}

static AisleMove
move_between (const AisleCrowd *crowd, const AislePerson *from, AislePoint to, double to_pts,
              double height)
{
  const AisleGround *ground = aisle_floor_get_ground (crowd->floor);
  return (AisleMove) {
    .from = in_plane (crowd, from->place),
    .to = in_plane (crowd, to),
    .from_pts = from->pts,
    .to_pts = to_pts,
    .height = height,
    .without = crowd->without,
    .metre = ground ? aisle_ground_height_at (ground, to, 1) : 0,
  };
}

static void
follow_move (AisleCrowd *crowd, AislePerson *person, const AisleMove *move)
{
  for (guint i = 0; i < crowd->config->n_lines; i++) {
    aisle_line_follow (&crowd->lines[i], &person->lines[i], move, crowd->crossings);
    report_crossings (crowd, person, i);
  }
  for (guint i = 0; i < crowd->config->n_zones; i++) {
    aisle_zone_follow (&crowd->zones[i], &person->visits[i], move, crowd->visits);
    report_visits (crowd, person, i);
  }
  aisle_crowd_follow_queues (crowd, person, move);
}

/* The way is over, or cut. */
static void
close_way (AisleCrowd *crowd, AislePerson *person, AisleVisitReason reason)
{
  for (guint i = 0; i < crowd->config->n_lines; i++) {
    aisle_line_close (&person->lines[i], crowd->crossings);
    report_crossings (crowd, person, i);
  }
  for (guint i = 0; i < crowd->config->n_zones; i++) {
    aisle_zone_close (&crowd->zones[i], &person->visits[i], person->pts, reason, crowd->visits);
    report_visits (crowd, person, i);
  }
  aisle_crowd_close_queues (crowd, person);
}

static gboolean
in_mask (const AisleCrowd *crowd, AislePoint place)
{
  for (guint i = 0; i < crowd->config->n_masks; i++)
    if (aisle_zone_contains (&crowd->masks[i], in_plane (crowd, place)))
      return TRUE;
  return FALSE;
}

/* A body that the lower border cuts off ends there, give or take the jitter of its box. */
static double
feet_of (const AisleCrowd *crowd, const AisleBox *box)
{
  double bottom = box->y + (double) box->h;
  return bottom + CUT_MARGIN * box->h >= crowd->height ? crowd->height * LOWER_BORDER : bottom;
}

static AislePoint
point_on_box (const AisleCrowd *crowd, const AisleBox *box, AisleReference reference)
{
  double y = box->y;
  if (reference == AISLE_REFERENCE_FEET)
    y = feet_of (crowd, box);
  else if (reference == AISLE_REFERENCE_CENTER)
    y = box->y + box->h / 2.0;
  return (AislePoint) { (box->x + box->w / 2.0) / crowd->width, y / crowd->height };
}

AislePoint
aisle_crowd_place_of (const AisleCrowd *crowd, const AisleBox *box)
{
  return point_on_box (crowd, box, crowd->config->reference);
}

static void
note_stitch (const AisleCrowd *crowd, AislePerson *person, guint64 stitched)
{
  for (guint i = 0; stitched > person->stitched && i < person->n_visits; i++)
    if (person->visits[i].presence != AISLE_PRESENCE_OUTSIDE)
      person->visits[i].stitched = TRUE;
  for (guint i = 0; stitched > person->stitched && i < crowd->config->n_queues; i++)
    person->queues[i].stitched = TRUE;
  person->stitched = stitched;
}

static void
see_person (AisleCrowd *crowd, AislePerson *person, const AisleTrack *track, double pts)
{
  AislePoint place = aisle_crowd_place_of (crowd, &track->box);
  AislePoint feet = point_on_box (crowd, &track->box, AISLE_REFERENCE_FEET);
  aisle_person_measure (person, pts, track->box.h / crowd->height);
  if (in_mask (crowd, place)) {
    close_way (crowd, person, AISLE_VISIT_LEFT);
    person->on_path = FALSE;
    person->pts = pts;
    return;
  }
  note_stitch (crowd, person, track->stitched);
  person->confidence = person->handed * track->confidence;
  if (!person->on_path) {
    person->place = person->first_place = place;
    person->pts = person->first_pts = pts;
    person->stand = (AisleStand) { 0 };
    aisle_motion_lose (&person->motion);
  }
  AisleMove move = move_between (crowd, person, place, pts, person->height);
  move.stood = aisle_stand_follow (&person->stand, &move);
  aisle_crowd_walk (crowd, person, &track->box, feet, pts, &move);
  follow_move (crowd, person, &move);
  aisle_crowd_note_move (crowd, person, &move, track);
  aisle_heatmap_add (crowd->heatmap, person->place, place, pts - person->pts);
  person->on_path = TRUE;
  person->place = place;
  person->pts = pts;
}

static gboolean
is_seen (AisleCrowd *crowd, const AisleTrack *track)
{
  const AisleBox *box = &track->box;
  if (track->coasting || track->ended)
    return FALSE;
  if (!isfinite (box->x) || !isfinite (box->y) || !isfinite (box->w) || !isfinite (box->h)
      || box->w <= 0 || box->h <= 0) {
    crowd->troubles |= AISLE_TROUBLE_BOX;
    return FALSE;
  }
  /* Trackers foretell people a little way out of the frame; a frame's size is nonsense. */
  const double width = crowd->width, height = crowd->height;
  gboolean outside = box->x >= 2 * width || box->y >= 2 * height
                     || box->x + (double) box->w <= -width
                     || box->y + (double) box->h <= -height;
  crowd->troubles |= outside ? AISLE_TROUBLE_OUTSIDE : 0;
  return !outside;
}

static void
take_track (AisleCrowd *crowd, const AisleTrack *track, gint64 pts)
{
  AislePerson *person = aisle_crowd_find (crowd, track->id);
  gboolean seen = is_seen (crowd, track);
  if (!person && !seen)
    return;
  if (person && person->frame == crowd->frame) {
    crowd->troubles |= AISLE_TROUBLE_DUPLICATE;
    return;
  }
  if (!person) {
    person = aisle_person_new (track->id, crowd->config);
    g_ptr_array_add (crowd->persons, person);
  }
  person->reported = pts;
  person->frame = crowd->frame;
  person->gone = track->ended;
  if (seen)
    see_person (crowd, person, track, pts / SECOND);
}

/* The later person takes over what the earlier one, under another id, has begun. */
static void
hand_over (AisleCrowd *crowd, AislePerson *earlier, AislePerson *later, double confidence)
{
  AisleMove gap =
      move_between (crowd, earlier, later->first_place, later->first_pts, later->height);
  aisle_crowd_join_walks (crowd, earlier, later, &gap);
  aisle_crowd_join_deeds (crowd, earlier, later);
  later->origin = earlier->origin;
  later->handed = earlier->confidence * confidence;
  later->confidence *= later->handed;
  for (guint i = 0; i < crowd->config->n_lines; i++) {
    aisle_line_join (&crowd->lines[i], &earlier->lines[i], &gap, &later->lines[i],
                     crowd->crossings);
    report_crossings (crowd, later, i);
  }
  for (guint i = 0; i < crowd->config->n_zones; i++) {
    aisle_zone_join (&crowd->zones[i], &earlier->visits[i], &gap, &later->visits[i], crowd->visits);
    report_visits (crowd, later, i);
  }
  aisle_crowd_join_queues (crowd, earlier, later, &gap);
  aisle_heatmap_add (crowd->heatmap, earlier->place, later->first_place,
                     later->first_pts - earlier->pts);
  later->first_place = earlier->first_place;
  later->first_pts = earlier->first_pts;
}

/* TRUE when the person's story is over. */
static gboolean
settle_gone (AisleCrowd *crowd, AislePerson *person, gint64 pts)
{
  double confidence = 1;
  AislePerson *successor =
      person->suspended ? aisle_crowd_find_resumed (crowd, person, &confidence)
                        : aisle_person_find_successor (person, crowd->persons, crowd->aspect,
                                                       &confidence);
  if (successor) {
    hand_over (crowd, person, successor, confidence);
    return TRUE;
  }
  if (person->suspended ? aisle_crowd_awaits_resumed (crowd, person, pts / SECOND)
                        : pts / SECOND - person->pts <= AISLE_HANDOVER_TIME && person->on_path)
    return FALSE;
  aisle_crowd_hide (crowd, person);
  close_way (crowd, person, AISLE_VISIT_LOST);
  crowd->tell->gone (person, crowd->data);
  return TRUE;
}

static void
settle_persons (AisleCrowd *crowd, gint64 pts)
{
  for (guint i = 0; i < crowd->persons->len;) {
    AislePerson *person = crowd->persons->pdata[i];
    person->gone |= pts - person->reported > AISLE_FOOTFALL_SILENCE;
    if (person->gone && settle_gone (crowd, person, pts)) {
      g_ptr_array_remove_index (crowd->persons, i);
      continue;
    }
    for (guint zone = 0; zone < crowd->config->n_zones; zone++) {
      aisle_zone_wait (&crowd->zones[zone], &person->visits[zone], pts / SECOND, crowd->visits);
      report_visits (crowd, person, zone);
    }
    aisle_crowd_wait_in_queues (crowd, person, pts / SECOND);
    i++;
  }
}

void
aisle_crowd_close (AisleCrowd *crowd, gboolean is_end)
{
  for (guint i = 0; i < crowd->persons->len; i++) {
    AislePerson *person = crowd->persons->pdata[i];
    gboolean ends = is_end && !person->gone;
    close_way (crowd, person, ends ? AISLE_VISIT_END : AISLE_VISIT_LOST);
    crowd->tell->gone (person, crowd->data);
  }
  g_ptr_array_set_size (crowd->persons, 0);
  aisle_crowd_close_hidden (crowd);
  aisle_crowd_part (crowd);
}

/* --- everybody --------------------------------------------------------------- */

void
aisle_crowd_update (AisleCrowd *crowd, gint64 pts, const AisleTrack *tracks, guint n_tracks)
{
  crowd->frame++;
  for (guint i = 0; crowd->aspect > 0 && i < n_tracks; i++)
    take_track (crowd, &tracks[i], pts);
  aisle_crowd_group (crowd, pts / SECOND);
  settle_persons (crowd, pts);
  aisle_crowd_seek_hidden (crowd, pts / SECOND);
}

double
aisle_crowd_distance (const AisleCrowd *crowd, const AislePerson *person, guint line)
{
  const AisleLine *shape = &crowd->lines[line];
  AislePoint place = in_plane (crowd, person->place);
  double distance = aisle_polyline_distance (shape->points, shape->n_points, place);
  return person->height > 0 ? distance * shape->in_side / person->height : 0;
}

guint
aisle_crowd_count_inside (const AisleCrowd *crowd, guint zone)
{
  guint inside = 0;
  for (guint i = 0; i < crowd->persons->len; i++) {
    const AislePerson *person = crowd->persons->pdata[i];
    inside += person->visits[zone].presence == AISLE_PRESENCE_INSIDE && !person->staff.is_staff;
  }
  return inside;
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
close_removed_zones (AisleCrowd *crowd, const AisleConfig *config)
{
  for (guint zone = 0; zone < crowd->config->n_zones; zone++) {
    if (aisle_config_find_zone (config, &crowd->config->zones[zone]) >= 0)
      continue;
    for (guint i = 0; i < crowd->persons->len; i++) {
      AislePerson *person = crowd->persons->pdata[i];
      aisle_zone_close (&crowd->zones[zone], &person->visits[zone], person->pts, AISLE_VISIT_END,
                        crowd->visits);
      report_visits (crowd, person, zone);
    }
  }
}

void
aisle_crowd_set_config (AisleCrowd *crowd, const AisleConfig *config)
{
  g_autoptr (AisleConfig) old = crowd->config;
  close_removed_zones (crowd, config);
  aisle_crowd_rearrange_queues (crowd, config);
  aisle_crowd_rearrange_deeds (crowd, config);
  for (guint i = 0; i < crowd->persons->len; i++)
    rearrange_person (crowd->persons->pdata[i], config, old);
  crowd->config = aisle_config_ref ((AisleConfig *) config);
  place_shapes (crowd);
}
