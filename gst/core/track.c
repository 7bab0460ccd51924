/* SPDX-License-Identifier: MIT */
/** @file track.c What becomes of one track. */
#include "gst/core/track.h"

/* Clothes do not change; light and pose do, within seconds. */
static const double look_interval = 0.5;
static const guint mean_looks = 10;

AisleTrackState
aisle_track_new (const AisleBox *box, gint64 now, const AisleKalmanNoise *noise)
{
  AisleTrackState track = { 0 };

  aisle_kalman_init (&track.motion, box, noise);
  track.report.first_seen = now;
  track.report.confidence = 1;
  return track;
}

void
aisle_track_advance (AisleTrackState *self, double seconds, const AisleKalmanNoise *noise)
{
  if (self->report.coasting)
    aisle_kalman_coast (&self->motion, seconds, noise);
  else
    aisle_kalman_predict (&self->motion, seconds, noise);
  self->report.coasting = TRUE;
  self->report.detection = -1;
}

void
aisle_track_support (AisleTrackState *self, const AisleBox *box, int detection, gint64 now)
{
  self->report.last_seen = now;
  self->report.coasting = FALSE;
  self->report.detection = detection;
  self->last_box = self->taken = *box;
  self->n_boxes++;
}

gboolean
aisle_track_wants_look (const AisleTrackState *self, gint64 now)
{
  return !self->report.coasting
         && (!self->n_looks || (double) (now - self->last_look) / 1e9 >= look_interval);
}

void
aisle_track_remember (AisleTrackState *self, const AisleAppearance *seen, gint64 now)
{
  self->n_looks++;
  aisle_appearance_blend (&self->appearance, seen, 1 / (float) MIN (self->n_looks, mean_looks));
  self->last_look = now;
}
