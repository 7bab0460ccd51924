/* SPDX-License-Identifier: MIT */
/**
 * @file tracker.c
 * Predict, associate in two stages, update, start and end tracks. In continuous time one Kalman
 * update after a gap weighs the whole gap, so no observation-centric re-update (OC-SORT) is needed.
 */
#include "gst/core/tracker.h"

#include <math.h>
#include <string.h>

#include "gst/core/assignment.h"
#include "gst/core/track.h"
#include "gst/core/visibility.h"

/* A shorter gap is flicker of the detector, not an occlusion. */
static const double bridged_gap = 0.5;
/* Boxes of neighbours touch; by more, one hides part of the other. */
static const double clear_margin = 0.1;
/* Whose box is so far inside another's is not seen apart from it. */
static const double inside_share = 0.6;
static const double double_share = 0.8;
/* Somebody unseen for longer than this is no more a rival for the box in whose midst they were. */
static const double rival_time = 1;

/* A box of the frame. */
typedef struct {
  int track; /* index of the track that it supports, or one of the following */
  gboolean is_cut; /* by a border of the frame */
  enum { NOT_YET, SEEN, UNSEEN } look;
  AisleAppearance appearance; /* where it was SEEN */
} Sight;
enum { FREE = -1, UNUSABLE = -2 };

struct _AisleTracker {
  AisleTrackerParams params;
  guint width, height; /* of the frame; 0: not known */
  gint64 now; /* ns */
  gboolean started;
  guint64 last_id;
  GArray *tracks;  /* of AisleTrackState */
  GArray *reports; /* of AisleTrack */
  AisleAssignment *assignment;
  AisleTrackerLook look; /* NULL: blind */
  gpointer look_data;

  /* Of one update. */
  const AisleBox *boxes;
  double step; /* seconds */
  guint looks_left;
  GArray *sights; /* of Sight, one per box */
  GArray *rows, *cols, *matches; /* of int */
  GArray *costs;                 /* of double */
  GArray *candidates; /* of guint: pairs below the gate per row, then per column */
};

#define NTH(array, type, i) g_array_index (self->array, type, i)
#define TRACK(i) (&g_array_index (self->tracks, AisleTrackState, i))
#define SIGHT(i) (&g_array_index (self->sights, Sight, i))

AisleTracker *
aisle_tracker_new (const AisleTrackerParams *params)
{
  AisleTracker *self = g_new0 (AisleTracker, 1);

  self->params = params ? *params : aisle_tracker_defaults;
  self->tracks = g_array_new (FALSE, FALSE, sizeof (AisleTrackState));
  self->reports = g_array_new (FALSE, FALSE, sizeof (AisleTrack));
  self->sights = g_array_new (FALSE, FALSE, sizeof (Sight));
  self->rows = g_array_new (FALSE, FALSE, sizeof (int));
  self->cols = g_array_new (FALSE, FALSE, sizeof (int));
  self->matches = g_array_new (FALSE, FALSE, sizeof (int));
  self->costs = g_array_new (FALSE, FALSE, sizeof (double));
  self->candidates = g_array_new (FALSE, FALSE, sizeof (guint));
  self->assignment = aisle_assignment_new ();
  return self;
}

void
aisle_tracker_free (AisleTracker *self)
{
  if (!self)
    return;
  g_array_unref (self->tracks);
  g_array_unref (self->reports);
  g_array_unref (self->sights);
  g_array_unref (self->rows);
  g_array_unref (self->cols);
  g_array_unref (self->matches);
  g_array_unref (self->costs);
  g_array_unref (self->candidates);
  aisle_assignment_free (self->assignment);
  g_free (self);
}

void
aisle_tracker_set_frame_size (AisleTracker *self, guint width, guint height)
{
  self->width = width;
  self->height = height;
}

void
aisle_tracker_set_look (AisleTracker *self, AisleTrackerLook look, gpointer data)
{
  self->look = look;
  self->look_data = data;
}

void
aisle_tracker_reset (AisleTracker *self)
{
  g_array_set_size (self->tracks, 0);
  g_array_set_size (self->reports, 0);
  self->started = FALSE;
}

/* --- a frame ----------------------------------------------------------------- */

static gboolean
is_sound (const AisleBox *box)
{
  const float limit = 1e6f;

  /* Written so that NaN fails. */
  return fabsf (box->x) < limit && fabsf (box->y) < limit && box->w > 0 && box->w < limit
         && box->h > 0 && box->h < limit && box->confidence > 0 && box->confidence < limit;
}

static void
take_boxes (AisleTracker *self, const AisleBox *boxes, guint n)
{
  self->boxes = boxes;
  self->looks_left = AISLE_TRACKER_LOOKS;
  g_array_set_size (self->sights, MIN (n, AISLE_TRACKER_MOST));
  for (guint j = 0; j < self->sights->len; j++) {
    Sight *sight = SIGHT (j);

    sight->track = is_sound (&boxes[j]) ? FREE : UNUSABLE;
    sight->is_cut = aisle_box_is_cut (&boxes[j], self->width, self->height);
    sight->look = NOT_YET;
  }
}

static void
advance (AisleTracker *self, gint64 pts)
{
  self->step = 0;
  if (self->started && pts > self->now)
    self->step = (double) (pts - self->now) / 1e9;
  if (!self->started || pts > self->now)
    self->now = pts;
  self->started = TRUE;
  for (guint i = 0; i < self->tracks->len; i++)
    aisle_track_advance (TRACK (i), self->step, &self->params.noise);
}

static double
seconds_unseen (const AisleTracker *self, const AisleTrackState *track)
{
  return aisle_track_seconds_unseen (track, self->now);
}

/* --- appearance -------------------------------------------------------------- */

/* Who stands in front has their feet lower. */
static gboolean
is_hidden (const AisleTracker *self, guint box_index)
{
  const AisleBox *box = &self->boxes[box_index];

  for (guint j = 0; j < self->sights->len; j++) {
    const AisleBox *other = &self->boxes[j];

    if (j != box_index && SIGHT (j)->track != UNUSABLE
        && other->confidence >= self->params.low_threshold
        && other->y + other->h >= box->y + box->h - clear_margin * box->h
        && aisle_box_cover (box, other) > clear_margin)
      return TRUE;
  }
  return FALSE;
}

/* What the person in a box looks like, or NULL. */
static const AisleAppearance *
look_at (AisleTracker *self, guint box_index)
{
  Sight *sight = SIGHT (box_index);

  if (sight->look == NOT_YET && self->look && self->looks_left && !is_hidden (self, box_index)) {
    self->looks_left--;
    sight->look = self->look (&self->boxes[box_index], &sight->appearance, self->look_data)
                      ? SEEN
                      : UNSEEN;
  }
  return sight->look == SEEN ? &sight->appearance : NULL;
}

static void
remember_all (AisleTracker *self)
{
  for (guint i = 0; self->look && i < self->tracks->len; i++) {
    AisleTrackState *track = TRACK (i);

    if (!track->report.id || !aisle_track_wants_look (track, self->now))
      continue;
    const AisleAppearance *seen = look_at (self, (guint) track->report.detection);
    if (seen)
      aisle_track_remember (track, seen, self->now);
  }
}

/* --- association ------------------------------------------------------------- */

typedef gboolean (*TrackFilter) (const AisleTracker *self, const AisleTrackState *track);

static gboolean
is_confirmed (const AisleTracker *self, const AisleTrackState *track)
{
  return track->report.id != 0;
}

static gboolean
is_tentative (const AisleTracker *self, const AisleTrackState *track)
{
  return track->report.id == 0;
}

static gboolean
is_fresh (const AisleTracker *self, const AisleTrackState *track)
{
  return (double) (self->now - track->last_strong) / 1e9 <= self->params.strong_time;
}

static void
collect (AisleTracker *self, TrackFilter filter, float least, float below)
{
  g_array_set_size (self->rows, 0);
  g_array_set_size (self->cols, 0);
  for (guint i = 0; i < self->tracks->len; i++) {
    int row = (int) i;

    if (TRACK (i)->report.coasting && filter (self, TRACK (i)))
      g_array_append_val (self->rows, row);
  }
  for (guint j = 0; j < self->sights->len; j++) {
    float confidence = self->boxes[j].confidence;
    int col = (int) j;

    if (SIGHT (j)->track == FREE && confidence >= least && confidence < below)
      g_array_append_val (self->cols, col);
  }
}

/* A box as a track sees it: where the frame cuts it off, it is as large as the track was. */
static AisleBox
box_for (const AisleTracker *self, const AisleTrackState *track, guint box_index)
{
  if (!SIGHT (box_index)->is_cut)
    return self->boxes[box_index];
  AisleBox whole = aisle_kalman_box (&track->motion);
  return aisle_box_complete (&self->boxes[box_index], &whole, self->width, self->height);
}

/* Minus twice the log likelihood of the box, up to a constant: a track that has been unseen for
 * long reaches far, yet yields to one that foretells the box closely. */
static void
fill_costs (AisleTracker *self)
{
  guint n_rows = self->rows->len, n_cols = self->cols->len;

  g_array_set_size (self->costs, n_rows * n_cols);
  for (guint i = 0; i < n_rows; i++) {
    const AisleTrackState *track = TRACK (NTH (rows, int, i));
    AisleKalmanForecast forecast = aisle_kalman_forecast (&track->motion, &self->params.noise);
    double *costs = &NTH (costs, double, i * n_cols);

    for (guint j = 0; j < n_cols; j++) {
      AisleBox box = box_for (self, track, (guint) NTH (cols, int, j));

      costs[j] = aisle_kalman_surprise (&forecast, &box)
                 + self->params.score_weight * (1 - box.confidence);
    }
  }
}

static void
count_candidates (AisleTracker *self, double gate)
{
  guint n_rows = self->rows->len, n_cols = self->cols->len;

  g_array_set_size (self->candidates, n_rows + n_cols);
  memset (self->candidates->data, 0, (n_rows + n_cols) * sizeof (guint));
  for (guint i = 0; i < n_rows; i++)
    for (guint j = 0; j < n_cols; j++)
      if (NTH (costs, double, i * n_cols + j) < gate) {
        NTH (candidates, guint, i)++;
        NTH (candidates, guint, n_rows + j)++;
      }
}

/* Looks count where the way alone does not tell: between rivals, and after an occlusion. */
static void
add_looks (AisleTracker *self, double gate)
{
  guint n_rows = self->rows->len, n_cols = self->cols->len;

  if (!self->look)
    return;
  count_candidates (self, gate);
  for (guint i = 0; i < n_rows; i++) {
    const AisleTrackState *track = TRACK (NTH (rows, int, i));
    gboolean was_hidden = seconds_unseen (self, track) > bridged_gap;

    for (guint j = 0; j < n_cols && track->n_looks; j++) {
      double *cost = &NTH (costs, double, i * n_cols + j);
      gboolean has_rivals =
          NTH (candidates, guint, i) > 1 || NTH (candidates, guint, n_rows + j) > 1;

      if (!(*cost < gate) || (!was_hidden && !has_rivals))
        continue;
      const AisleAppearance *seen = look_at (self, (guint) NTH (cols, int, j));
      if (seen)
        *cost -= 2 * aisle_appearance_evidence (&track->appearance, seen);
    }
  }
}

/* How sure it is that row @i and column @j belong together, 0…1: the likelihood of that by those
 * of the other ways to explain the box: a person never seen before (who costs @gate), another
 * track (which leaves its own box, if it has one, to row @i); and of another box for the row. */
static double
certainty (const AisleTracker *self, guint i, guint j, double gate)
{
  guint n_cols = self->cols->len;
  const double *costs = (const double *) self->costs->data;
  double cost = costs[i * n_cols + j], rivals = exp ((cost - gate) / 2);

  for (guint k = 0; k < self->rows->len; k++) {
    int own = NTH (matches, int, k);
    double now = cost + (own >= 0 ? costs[k * n_cols + (guint) own] : gate);
    double then = costs[k * n_cols + j] + (own >= 0 ? costs[i * n_cols + (guint) own] : gate);

    if (k != i)
      rivals += exp (MIN (now - then, 0) / 2);
  }
  for (guint l = 0; l < n_cols; l++)
    if (l != j)
      rivals += exp (MIN (cost - costs[i * n_cols + l], 0) / 2);
  return 1 / (1 + rivals);
}

static void
take (AisleTracker *self, guint i, guint j, double gate)
{
  AisleTrackState *track = TRACK (NTH (rows, int, i));
  guint box_index = (guint) NTH (cols, int, j);

  if (seconds_unseen (self, track) > MAX (bridged_gap, 1.5 * self->step)) {
    track->report.stitched++;
    track->report.confidence *= (float) certainty (self, i, j, gate);
  }
  aisle_track_support (track, &self->boxes[box_index], (int) box_index, self->now);
  track->taken = box_for (self, track, box_index);
  if (track->last_box.confidence >= self->params.high_threshold)
    track->last_strong = self->now;
  SIGHT (box_index)->track = NTH (rows, int, i);
}

/* Match the tracks that pass @filter with the free boxes of @least ≤ confidence < @below. */
static void
associate (AisleTracker *self, TrackFilter filter, float least, float below, double gate)
{
  collect (self, filter, least, below);
  guint n_rows = self->rows->len, n_cols = self->cols->len;

  if (!n_rows || !n_cols)
    return;
  fill_costs (self);
  add_looks (self, gate);
  g_array_set_size (self->matches, n_rows);
  aisle_assignment_solve (self->assignment, (const double *) self->costs->data, n_rows, n_cols,
                          gate, (int *) self->matches->data);
  for (guint i = 0; i < n_rows; i++)
    if (NTH (matches, int, i) >= 0)
      take (self, i, (guint) NTH (matches, int, i), gate);
}

/* --- motion ------------------------------------------------------------------ */

/* How much of others, who were there just now and are unseen, a track's box may hold. */
static double
shared_with_others (const AisleTracker *self, guint track_index)
{
  const AisleBox *box = &TRACK (track_index)->last_box;
  double shared = 0;

  for (guint k = 0; k < self->tracks->len; k++) {
    const AisleTrackState *other = TRACK (k);

    if (k == track_index || !other->report.coasting || !other->report.id
        || seconds_unseen (self, other) > rival_time)
      continue;
    AisleBox expected = aisle_kalman_box (&other->motion);
    shared += aisle_box_cover (&expected, box);
  }
  return shared;
}

/* The weaker a box, the more of the person is hidden and the less its edges are worth (measured
 * on four detectors: twice the jitter at half the threshold; above it, all are alike). The idea
 * is that of NSA Kalman: Du et al., "GIAOTracker", ICCV workshops 2021. The edges of one box for
 * two people are as far off as the people are apart. */
static void
move_tracks (AisleTracker *self)
{
  for (guint i = 0; i < self->tracks->len; i++) {
    AisleTrackState *track = TRACK (i);

    if (track->report.coasting)
      continue;
    double trust = MIN (1, track->last_box.confidence / self->params.high_threshold);
    trust /= 1 + shared_with_others (self, i);
    aisle_kalman_update (&track->motion, &track->taken, trust, &self->params.noise);
  }
}

/* --- births and ends --------------------------------------------------------- */

static gboolean
doubles_a_used_box (const AisleTracker *self, const AisleBox *box)
{
  for (guint j = 0; j < self->sights->len; j++)
    if (SIGHT (j)->track >= 0 && aisle_box_iou (&self->boxes[j], box) > self->params.duplicate_iou)
      return TRUE;
  return FALSE;
}

static void
start_tracks (AisleTracker *self)
{
  float least = self->params.high_threshold + self->params.start_margin;

  for (guint j = 0; j < self->sights->len; j++) {
    const AisleBox *box = &self->boxes[j];

    if (SIGHT (j)->track != FREE || box->confidence < least
        || self->tracks->len >= AISLE_TRACKER_MOST || doubles_a_used_box (self, box))
      continue;
    AisleTrackState track = aisle_track_new (box, self->now, &self->params.noise);
    aisle_track_support (&track, box, (int) j, self->now);
    track.last_strong = self->now;
    SIGHT (j)->track = (int) self->tracks->len;
    g_array_append_val (self->tracks, track);
  }
}

static gboolean
is_inside_another (const AisleTracker *self, guint track_index)
{
  const AisleBox *box = &TRACK (track_index)->last_box;

  for (guint k = 0; k < self->tracks->len; k++) {
    const AisleTrackState *other = TRACK (k);

    if (k != track_index && other->report.id && !other->report.coasting
        && aisle_box_cover (box, &other->last_box) > inside_share)
      return TRUE;
  }
  return FALSE;
}

/* The upper body of somebody who has a track already: all of it inside their box, under one crown.
 * Who stands behind them is seen above. */
static gboolean
is_double (const AisleTracker *self, guint track_index)
{
  const AisleTrackState *track = TRACK (track_index);
  const AisleBox *box = &track->last_box;

  for (guint k = 0; k < self->tracks->len; k++) {
    const AisleTrackState *other = TRACK (k);
    float crown = fabsf (box->y - other->last_box.y) / other->last_box.h;

    if (k != track_index && other->report.id && !other->report.coasting
        && (!track->report.id || other->report.id < track->report.id) && crown < clear_margin
        && aisle_box_cover (box, &other->last_box) > double_share)
      return TRUE;
  }
  return FALSE;
}

/* Who appears in the midst of another's box may be a second box of theirs, and must hold out or
 * come apart from it. */
static gboolean
is_supported_enough (const AisleTracker *self, guint track_index)
{
  const AisleTrackState *track = TRACK (track_index);
  gint64 supported = track->report.last_seen - track->report.first_seen;
  double needed = self->params.confirm_time;

  if (track->last_box.confidence < self->params.high_threshold || is_double (self, track_index))
    return FALSE;
  if (is_inside_another (self, track_index))
    needed = self->params.emerge_time;
  else if (track->last_box.confidence >= self->params.sure_threshold)
    return TRUE;
  return track->n_boxes >= 2 && (double) supported / 1e9 >= needed - 1e-6;
}

static void
confirm_tracks (AisleTracker *self)
{
  for (guint i = 0; i < self->tracks->len; i++)
    if (!TRACK (i)->report.id && !TRACK (i)->report.coasting && is_supported_enough (self, i))
      TRACK (i)->report.id = ++self->last_id;
}

static gboolean
has_left (const AisleTracker *self, const AisleTrackState *track)
{
  double x = track->motion.axis[0].position, y = track->motion.axis[1].position;

  if (!self->width || !self->height)
    return FALSE;
  return x < 0 || y < 0 || x > self->width || y > self->height;
}

/* A frame that was not looked at is no evidence against a tentative track. */
static gboolean
is_over (const AisleTracker *self, const AisleTrackState *track, gboolean inferred)
{
  double unseen = seconds_unseen (self, track);

  if (!track->report.coasting)
    return FALSE;
  if (!track->report.id)
    return inferred && unseen > self->params.confirm_time;
  return unseen > self->params.lost_time || (unseen > bridged_gap && has_left (self, track));
}

static void
mark_ends (AisleTracker *self, gboolean inferred)
{
  for (guint i = 0; i < self->tracks->len; i++) {
    AisleTrackState *track = TRACK (i);

    if (track->report.coasting || !track->report.id || !is_double (self, i))
      track->last_apart = self->now;
    /* A second track of somebody is merged into the first. */
    double together = (double) (self->now - track->last_apart) / 1e9;
    track->report.ended =
        is_over (self, track, inferred) || together > self->params.lost_time;
  }
}

static void
drop_ended (AisleTracker *self)
{
  guint kept = 0;

  for (guint i = 0; i < self->tracks->len; i++)
    if (!TRACK (i)->report.ended)
      *TRACK (kept++) = *TRACK (i);
  g_array_set_size (self->tracks, kept);
}

/* --- report ------------------------------------------------------------------ */

static gint
by_id (gconstpointer a, gconstpointer b)
{
  guint64 ia = ((const AisleTrack *) a)->id, ib = ((const AisleTrack *) b)->id;

  return (ia > ib) - (ia < ib);
}

static void
report (AisleTracker *self)
{
  g_array_set_size (self->reports, 0);
  for (guint i = 0; i < self->tracks->len; i++) {
    AisleTrackState *track = TRACK (i);
    AisleTrack *out = &track->report;

    if (!out->id)
      continue;
    AisleBox whole = aisle_kalman_box (&track->motion);
    out->box = aisle_box_clip (&whole, self->width, self->height);
    out->box.label = track->last_box.label;
    out->box.confidence = out->coasting ? 0 : track->last_box.confidence;
    out->appearance = track->n_looks ? &track->appearance : NULL;
    g_array_append_val (self->reports, *out);
  }
  g_array_sort (self->reports, by_id);
}

const AisleTrack *
aisle_tracker_update (AisleTracker *self, gint64 pts, const AisleBox *boxes, guint n_boxes,
                      gboolean inferred, guint *n_tracks)
{
  const AisleTrackerParams *p = &self->params;

  drop_ended (self);
  advance (self, pts);
  take_boxes (self, boxes, inferred ? n_boxes : 0);
  associate (self, is_confirmed, p->high_threshold, G_MAXFLOAT, p->match_gate);
  associate (self, is_fresh, p->low_threshold, p->high_threshold, p->weak_gate);
  associate (self, is_tentative, p->high_threshold, G_MAXFLOAT, p->match_gate);
  move_tracks (self);
  start_tracks (self);
  confirm_tracks (self);
  remember_all (self);
  mark_ends (self, inferred);
  report (self);
  *n_tracks = self->reports->len;
  return (const AisleTrack *) self->reports->data;
}
