/* SPDX-License-Identifier: MIT */
/**
 * @file tracker.c
 * Predict, associate in two stages, update, start and end tracks. In continuous time one Kalman
 * update after a gap weighs the whole gap, so no observation-centric re-update (OC-SORT) is needed.
 */
#include "gst/core/tracker.h"

#include <math.h>

#include "gst/core/assignment.h"

const AisleTrackerParams aisle_tracker_defaults = {
  /* Where precision and recall of common person detectors meet; a model's card knows better. */
  .high_threshold = 0.35f,
  /* A new track costs more when wrong than a lost box. */
  .start_margin = 0.1f,
  /* Below it there is as much clutter as people. */
  .low_threshold = 0.2f,
  /* Hardly any false box gets there, so waiting would only lose the start of the way. */
  .sure_threshold = 0.7f,
  /* Two people this close are one box to the detectors too (their own suppression is alike). */
  .duplicate_iou = 0.6f,
  /* Four axes: 99 % of true pairs lie within 13 when the position is sure; the rest is room for
   * the variance to grow by e^12 (e^6 per direction: 20-fold reach) behind an obstacle. */
  .match_gate = 25,
  /* A weak box is no ground for a far leap: about the 99 % alone. */
  .weak_gate = 14,
  /* Of two boxes that fit alike the surer one is the person. */
  .score_weight = 6,
  /* People behind a shelf or another person come out again within it; clutter stays weak. */
  .strong_time = 2,
  /* Outlives flicker of a false box at 10 fps and more; at lower rates two boxes decide. */
  .confirm_time = 0.2,
  /* Passing a pillar or a sign takes a walker one to two seconds. */
  .lost_time = 2,
  .noise = {
    /* Jitter of a good detector's centre: 4 px of 80. */
    .position = 0.05,
    /* Sizes jump more, when legs or arms are hidden. */
    .size = 0.12,
    /* Walking is 0.7 body heights a second (1.2 m/s). */
    .speed = 0.7,
    .size_speed = 0.1,
    /* From standing to half walking speed, or a turn, within a second. */
    .acceleration = 0.35,
    .size_acceleration = 0.07,
  },
};

/* A shorter gap is flicker of the detector, not an occlusion. */
static const double bridged_gap = 0.5;
/* Clothes do not change; light and pose do, within seconds. */
static const double look_interval = 0.5;
static const guint mean_looks = 10;
/* Boxes of neighbours touch; by more, one hides part of the other. */
static const double clear_margin = 0.1;

typedef struct {
  AisleTrack report; /* id 0 until confirmed */
  AisleKalman motion;
  AisleBox last_box;
  gint64 last_strong; /* ns, of the last box above the high threshold */
  AisleAppearance appearance;
  gint64 last_look; /* ns */
  guint n_looks;
  guint n_boxes;
} Track;

struct _AisleTracker {
  AisleTrackerParams params;
  guint width, height; /* of the frame; 0: not known */
  gint64 now; /* ns */
  gboolean started;
  guint64 last_id;
  GArray *tracks;  /* of Track */
  GArray *reports; /* of AisleTrack */
  AisleAssignment *assignment;
  AisleTrackerLook look; /* NULL: blind */
  gpointer look_data;

  /* Of one update. */
  const AisleBox *boxes;
  double step; /* seconds */
  guint looks_left;
  GArray *track_of_box; /* of int: -1 free, -2 not to be used */
  GArray *rows, *cols, *matches; /* of int */
  GArray *costs;                 /* of double */
};

enum { FREE = -1, UNUSABLE = -2 };

#define NTH(array, type, i) g_array_index (self->array, type, i)

AisleTracker *
aisle_tracker_new (const AisleTrackerParams *params)
{
  AisleTracker *self = g_new0 (AisleTracker, 1);

  self->params = params ? *params : aisle_tracker_defaults;
  self->tracks = g_array_new (FALSE, FALSE, sizeof (Track));
  self->reports = g_array_new (FALSE, FALSE, sizeof (AisleTrack));
  self->track_of_box = g_array_new (FALSE, FALSE, sizeof (int));
  self->rows = g_array_new (FALSE, FALSE, sizeof (int));
  self->cols = g_array_new (FALSE, FALSE, sizeof (int));
  self->matches = g_array_new (FALSE, FALSE, sizeof (int));
  self->costs = g_array_new (FALSE, FALSE, sizeof (double));
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
  g_array_unref (self->track_of_box);
  g_array_unref (self->rows);
  g_array_unref (self->cols);
  g_array_unref (self->matches);
  g_array_unref (self->costs);
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

static double
seconds_since (const AisleTracker *self, const Track *track)
{
  return (double) (self->now - track->report.last_seen) / 1e9;
}

static gboolean
is_sound (const AisleBox *box)
{
  const float limit = 1e6f;

  /* Written so that NaN fails. */
  return fabsf (box->x) < limit && fabsf (box->y) < limit && box->w > 0 && box->w < limit
         && box->h > 0 && box->h < limit && box->confidence > 0 && box->confidence < limit;
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
}

static void
predict_all (AisleTracker *self)
{
  for (guint i = 0; i < self->tracks->len; i++) {
    Track *track = &NTH (tracks, Track, i);

    aisle_kalman_predict (&track->motion, self->step, &self->params.noise);
    track->report.coasting = TRUE;
    track->report.detection = -1;
  }
}

/* --- association ------------------------------------------------------------- */

typedef gboolean (*TrackFilter) (const AisleTracker *self, const Track *track);

static gboolean
is_confirmed (const AisleTracker *self, const Track *track)
{
  return track->report.id != 0;
}

static gboolean
is_tentative (const AisleTracker *self, const Track *track)
{
  return track->report.id == 0;
}

static gboolean
is_fresh (const AisleTracker *self, const Track *track)
{
  return (double) (self->now - track->last_strong) / 1e9 <= self->params.strong_time;
}

static void
take (AisleTracker *self, guint track_index, int box_index);

static void
collect (AisleTracker *self, TrackFilter filter, float least, float below)
{
  g_array_set_size (self->rows, 0);
  g_array_set_size (self->cols, 0);
  for (guint i = 0; i < self->tracks->len; i++) {
    const Track *track = &NTH (tracks, Track, i);
    int row = (int) i;

    if (track->report.coasting && filter (self, track))
      g_array_append_val (self->rows, row);
  }
  for (guint j = 0; j < self->track_of_box->len; j++) {
    float confidence = self->boxes[j].confidence;
    int col = (int) j;

    if (NTH (track_of_box, int, j) == FREE && confidence >= least && confidence < below)
      g_array_append_val (self->cols, col);
  }
}

/* Minus twice the log likelihood of the box, up to a constant: a track that has been unseen for
 * long reaches far, yet yields to one that foretells the box closely. */
static void
fill_costs (AisleTracker *self)
{
  guint n_rows = self->rows->len, n_cols = self->cols->len;

  g_array_set_size (self->costs, n_rows * n_cols);
  for (guint i = 0; i < n_rows; i++) {
    const Track *track = &NTH (tracks, Track, NTH (rows, int, i));
    AisleKalmanForecast forecast = aisle_kalman_forecast (&track->motion, &self->params.noise);
    double *costs = &NTH (costs, double, i * n_cols);

    for (guint j = 0; j < n_cols; j++) {
      const AisleBox *box = &self->boxes[NTH (cols, int, j)];

      costs[j] = aisle_kalman_surprise (&forecast, box)
                 + self->params.score_weight * (1 - box->confidence);
    }
  }
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
  g_array_set_size (self->matches, n_rows);
  aisle_assignment_solve (self->assignment, (const double *) self->costs->data, n_rows, n_cols,
                          gate, (int *) self->matches->data);
  for (guint i = 0; i < n_rows; i++)
    if (NTH (matches, int, i) >= 0)
      take (self, (guint) NTH (rows, int, i), NTH (cols, int, NTH (matches, int, i)));
}

/* --- one track --------------------------------------------------------------- */

static gboolean
is_supported_enough (const AisleTracker *self, const Track *track, const AisleBox *box)
{
  if (box->confidence >= self->params.sure_threshold)
    return TRUE;
  return track->n_boxes >= 2
         && (double) (track->report.last_seen - track->report.first_seen) / 1e9
                >= self->params.confirm_time - 1e-6;
}

static void
support (AisleTracker *self, Track *track, int box_index)
{
  const AisleBox *box = &self->boxes[box_index];

  if (box->confidence >= self->params.high_threshold)
    track->last_strong = self->now;
  track->report.last_seen = self->now;
  track->report.coasting = FALSE;
  track->report.detection = box_index;
  track->last_box = *box;
  track->n_boxes++;
  if (!track->report.id && box->confidence >= self->params.high_threshold
      && is_supported_enough (self, track, box))
    track->report.id = ++self->last_id;
}

/* The weaker a box, the more of the person is hidden and the less its edges are worth (measured
 * on four detectors: twice the jitter at half the threshold; above it, all are alike). The idea
 * is that of NSA Kalman: Du et al., "GIAOTracker", ICCV workshops 2021. */
static double
trust_in (const AisleTracker *self, const AisleBox *box)
{
  return MIN (1, box->confidence / self->params.high_threshold);
}

static void
take (AisleTracker *self, guint track_index, int box_index)
{
  Track *track = &NTH (tracks, Track, track_index);
  const AisleBox *box = &self->boxes[box_index];

  if (seconds_since (self, track) > MAX (bridged_gap, 1.5 * self->step))
    track->report.stitched++;
  aisle_kalman_update (&track->motion, box, trust_in (self, box), &self->params.noise);
  NTH (track_of_box, int, box_index) = (int) track_index;
  support (self, track, box_index);
}

/* --- appearance -------------------------------------------------------------- */

/* Who stands in front has their feet lower. */
static gboolean
is_hidden (const AisleTracker *self, int box_index)
{
  const AisleBox *box = &self->boxes[box_index];

  for (guint j = 0; j < self->track_of_box->len; j++) {
    const AisleBox *other = &self->boxes[j];

    if ((int) j != box_index && NTH (track_of_box, int, j) >= 0
        && other->y + other->h >= box->y + box->h - clear_margin * box->h
        && aisle_box_cover (box, other) > clear_margin)
      return TRUE;
  }
  return FALSE;
}

static gboolean
look_at (AisleTracker *self, int box_index, AisleAppearance *appearance)
{
  if (!self->look || !self->looks_left || is_hidden (self, box_index))
    return FALSE;
  self->looks_left--;
  return self->look (&self->boxes[box_index], appearance, self->look_data);
}

static void
remember (AisleTracker *self, Track *track)
{
  AisleAppearance seen;
  double since = (double) (self->now - track->last_look) / 1e9;

  if (track->report.coasting || (track->n_looks && since < look_interval)
      || !look_at (self, track->report.detection, &seen))
    return;
  track->n_looks++;
  aisle_appearance_blend (&track->appearance, &seen, 1 / (float) MIN (track->n_looks, mean_looks));
  track->last_look = self->now;
}

static void
remember_all (AisleTracker *self)
{
  for (guint i = 0; self->look && i < self->tracks->len; i++)
    if (NTH (tracks, Track, i).report.id)
      remember (self, &NTH (tracks, Track, i));
}

/* --- births and ends --------------------------------------------------------- */

static gboolean
doubles_a_used_box (const AisleTracker *self, const AisleBox *box)
{
  for (guint j = 0; j < self->track_of_box->len; j++)
    if (NTH (track_of_box, int, j) >= 0
        && aisle_box_iou (&self->boxes[j], box) > self->params.duplicate_iou)
      return TRUE;
  return FALSE;
}

static void
start_tracks (AisleTracker *self)
{
  float least = self->params.high_threshold + self->params.start_margin;

  for (guint j = 0; j < self->track_of_box->len; j++) {
    const AisleBox *box = &self->boxes[j];
    Track track = { 0 };

    if (NTH (track_of_box, int, j) != FREE || box->confidence < least
        || self->tracks->len >= AISLE_TRACKER_MOST || doubles_a_used_box (self, box))
      continue;
    aisle_kalman_init (&track.motion, box, &self->params.noise);
    track.report.first_seen = self->now;
    track.report.confidence = 1;
    support (self, &track, (int) j);
    NTH (track_of_box, int, j) = (int) self->tracks->len;
    g_array_append_val (self->tracks, track);
  }
}

static gboolean
has_left (const AisleTracker *self, const Track *track)
{
  double x = track->motion.axis[0].position, y = track->motion.axis[1].position;

  if (!self->width || !self->height)
    return FALSE;
  return x < 0 || y < 0 || x > self->width || y > self->height;
}

/* A frame that was not looked at is no evidence against a tentative track. */
static gboolean
is_over (const AisleTracker *self, const Track *track, gboolean inferred)
{
  double unseen = seconds_since (self, track);

  if (!track->report.coasting)
    return FALSE;
  if (!track->report.id)
    return inferred && unseen > self->params.confirm_time;
  return unseen > self->params.lost_time || (unseen > bridged_gap && has_left (self, track));
}

static void
end_tracks (AisleTracker *self)
{
  guint kept = 0;

  for (guint i = 0; i < self->tracks->len; i++) {
    const Track *track = &NTH (tracks, Track, i);

    if (!track->report.ended)
      NTH (tracks, Track, kept++) = *track;
  }
  g_array_set_size (self->tracks, kept);
}

static void
mark_ends (AisleTracker *self, gboolean inferred)
{
  for (guint i = 0; i < self->tracks->len; i++) {
    Track *track = &NTH (tracks, Track, i);

    track->report.ended = is_over (self, track, inferred);
  }
}

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
    Track *track = &NTH (tracks, Track, i);
    AisleTrack *out = &track->report;

    if (!out->id)
      continue;
    out->box = aisle_kalman_box (&track->motion);
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

  end_tracks (self);
  advance (self, pts);
  self->boxes = boxes;
  self->looks_left = AISLE_TRACKER_LOOKS;
  g_array_set_size (self->track_of_box, inferred ? MIN (n_boxes, AISLE_TRACKER_MOST) : 0);
  for (guint j = 0; j < self->track_of_box->len; j++)
    NTH (track_of_box, int, j) = is_sound (&boxes[j]) ? FREE : UNUSABLE;
  predict_all (self);
  associate (self, is_confirmed, p->high_threshold, G_MAXFLOAT, p->match_gate);
  associate (self, is_fresh, p->low_threshold, p->high_threshold, p->weak_gate);
  associate (self, is_tentative, p->high_threshold, G_MAXFLOAT, p->match_gate);
  start_tracks (self);
  remember_all (self);
  mark_ends (self, inferred);
  report (self);
  *n_tracks = self->reports->len;
  return (const AisleTrack *) self->reports->data;
}
