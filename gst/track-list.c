/* SPDX-License-Identifier: MIT */
/** @file track-list.c Metadata of any tracker as the counter's tracks. */
#include "gst/track-list.h"

#include <string.h>

#include "gst/classes.h"
#include "gst/meta/gst/aisle/aisle.h"

void
gst_aisle_track_list_init (GstAisleTrackList *self)
{
  self->tracks = g_array_new (FALSE, FALSE, sizeof (AisleTrack));
  self->ods = g_array_new (FALSE, FALSE, sizeof (guint));
  self->appearances = g_array_new (FALSE, FALSE, sizeof (AisleAppearance));
}

void
gst_aisle_track_list_clear (GstAisleTrackList *self)
{
  g_array_unref (self->tracks);
  g_array_unref (self->ods);
  g_array_unref (self->appearances);
}

/** The mtd of @type that the object @od relates to. */
static gboolean
related (GstAnalyticsRelationMeta *meta, guint od, GstAnalyticsMtdType type, GstAnalyticsMtd *mtd)
{
  gpointer state = NULL;
  return gst_analytics_relation_meta_get_direct_related (meta, od, GST_ANALYTICS_REL_TYPE_RELATE_TO,
                                                         type, &state, mtd);
}

/** What GstAnalytics says of a track; its times are running time, ours stream time. */
static AisleTrack
track_of_tracking (const GstAnalyticsTrackingMtd *tracking, gint64 offset)
{
  AisleTrack track = { .detection = -1, .confidence = 1 };
  GstClockTime first, last;
  gboolean lost;
  gst_analytics_tracking_mtd_get_info (tracking, &track.id, &first, &last, &lost);
  track.first_seen = (gint64) first + offset;
  track.last_seen = (gint64) last + offset;
  track.ended = lost;
  return track;
}

static void
add_od_box (AisleTrack *track, const GstAnalyticsODMtd *od)
{
  gint x, y, w, h;
  gfloat confidence;
  gst_analytics_od_mtd_get_location (od, &x, &y, &w, &h, &confidence);
  track->box = (AisleBox) { (float) x, (float) y,  (float) w,
                            (float) h, confidence, (int) gst_analytics_od_mtd_get_obj_type (od) };
  track->coasting = confidence <= 0;
}

/** The smoothed box of our own tracker, which is finer than the OD's whole pixels. */
static void
add_track_state (AisleTrack *track, const GstAnalyticsMtd *mtd)
{
  GstAisleTrack state;
  gst_aisle_track_mtd_get (mtd, &state);
  track->box.x = state.x;
  track->box.y = state.y;
  track->box.w = state.w;
  track->box.h = state.h;
  track->coasting = state.coasting;
  track->stitched = state.stitched;
  track->confidence = state.confidence;
}

/** @values: (out): where the track's appearance is kept. */
static void
add_appearance (AisleTrack *track, const GstAnalyticsMtd *mtd, AisleAppearance *values)
{
  GstAisleAppearance appearance;
  gst_aisle_appearance_mtd_get (mtd, &appearance);
  memcpy (values->values, appearance.values, sizeof values->values);
  track->appearance = values;
}

void
gst_aisle_track_list_read (GstAisleTrackList *self, GstAnalyticsRelationMeta *meta,
                           char **wanted, gint64 offset)
{
  gpointer state = NULL;
  GstAnalyticsMtd od, tracking, mtd;
  g_array_set_size (self->tracks, 0);
  g_array_set_size (self->ods, 0);
  /* Large enough beforehand: the tracks point into it. */
  g_array_set_size (self->appearances,
                    meta != NULL ? (guint) gst_analytics_relation_get_length (meta) : 0);
  while (meta != NULL
         && gst_analytics_relation_meta_iterate (meta, &state, gst_analytics_od_mtd_get_mtd_type (),
                                                 &od)) {
    const GQuark type = gst_analytics_od_mtd_get_obj_type (&od);
    if (!gst_aisle_classes_match (wanted, g_quark_to_string (type))
        || !related (meta, od.id, gst_analytics_tracking_mtd_get_mtd_type (), &tracking))
      continue;
    AisleTrack track = track_of_tracking (&tracking, offset);
    add_od_box (&track, &od);
    if (related (meta, od.id, gst_aisle_track_mtd_get_mtd_type (), &mtd))
      add_track_state (&track, &mtd);
    if (related (meta, od.id, gst_aisle_appearance_mtd_get_mtd_type (), &mtd))
      add_appearance (&track, &mtd,
                      &g_array_index (self->appearances, AisleAppearance, self->tracks->len));
    g_array_append_val (self->tracks, track);
    g_array_append_val (self->ods, od.id);
  }
}
