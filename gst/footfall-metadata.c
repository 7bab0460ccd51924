/* SPDX-License-Identifier: MIT */
/** @file footfall-metadata.c — see footfall-metadata.h */
#include "gst/footfall-metadata.h"

G_STATIC_ASSERT (AISLE_CONFIG_MAX_ITEMS <= 64); /* a bit of GstAislePresence for each line */

static void
add_shapes (GstAnalyticsRelationMeta *meta, const AisleEvent *counts)
{
  for (guint i = 0; i < counts->n_lines; i++) {
    const AisleLineCounts *line = &counts->lines[i];
    gst_aisle_relation_meta_add_line_mtd (meta, line->name, line->total_in, line->total_out,
                                          line->day_in, line->day_out, NULL);
  }
  for (guint i = 0; i < counts->n_zones; i++) {
    const AisleZoneCounts *zone = &counts->zones[i];
    gst_aisle_relation_meta_add_zone_mtd (meta, zone->name, zone->occupancy, zone->visits,
                                          zone->dwell_mean, zone->density, NULL);
  }
}

static void
add_queue (GstAnalyticsRelationMeta *meta, const AisleFootfall *footfall,
           const AisleQueueCounts *counts, guint index)
{
  const GstAisleQueue queue = {
    .length = counts->length,
    .served = counts->served,
    .served_per_minute = counts->served_per_minute,
    .expected_wait = counts->expected_wait,
    .alert = aisle_footfall_has_alert (footfall, index),
  };
  gst_aisle_relation_meta_add_queue_mtd (meta, counts->name, &queue, NULL);
}

void
gst_aisle_footfall_metadata_add (GstAnalyticsRelationMeta *meta, const AisleFootfall *footfall)
{
  g_autoptr (AisleEvent) counts = aisle_footfall_get_counts (footfall);
  add_shapes (meta, counts);
  for (guint i = 0; i < counts->n_queues; i++)
    add_queue (meta, footfall, &counts->queues[i], i);
  for (guint i = 0; i < counts->n_occupancies; i++)
    gst_aisle_relation_meta_add_occupancy_mtd (meta, counts->occupancies[i].name,
                                               counts->occupancies[i].occupancy, NULL);
}

void
gst_aisle_footfall_metadata_add_sight (GstAnalyticsRelationMeta *meta, AisleSightState sight,
                                       gint64 pts)
{
  if (sight.blind)
    gst_aisle_relation_meta_add_sight_mtd (meta, aisle_blind_cause_name (sight.cause),
                                           (double) MAX (pts - sight.since, 0) / 1e9, NULL);
}

/* ---- people ------------------------------------------------------------------------------- */

/** What is known of the floor and of others; nothing without ground and groups in the config. */
static void
add_motion (GstAnalyticsRelationMeta *meta, guint od, const AisleFootfallState *state)
{
  const GstAisleMotion motion = {
    .on_floor = state->on_floor,
    .x = state->floor.x,
    .y = state->floor.y,
    .distance = state->distance,
    .speed = state->speed,
    .group = state->group,
    .stature = (GstAisleStature) state->stature,
  };
  GstAnalyticsMtd mtd;
  if ((state->on_floor || state->group != 0)
      && gst_aisle_relation_meta_add_motion_mtd (meta, &motion, &mtd))
    gst_analytics_relation_meta_set_relation (meta, GST_ANALYTICS_REL_TYPE_RELATE_TO, od, mtd.id);
}

/** Who is staff or waits; nothing for others. */
static void
add_role (GstAnalyticsRelationMeta *meta, guint od, const AisleConfig *config,
          const AisleFootfallState *state)
{
  const char *queue = state->queue >= 0 ? config->queues[state->queue].name : NULL;
  GstAnalyticsMtd mtd;
  if ((state->staff || queue != NULL)
      && gst_aisle_relation_meta_add_role_mtd (meta, state->staff, queue, state->position,
                                               state->wait, &mtd))
    gst_analytics_relation_meta_set_relation (meta, GST_ANALYTICS_REL_TYPE_RELATE_TO, od, mtd.id);
}

void
gst_aisle_footfall_metadata_add_person (GstAnalyticsRelationMeta *meta, guint od,
                                        const AisleFootfall *footfall, const AisleConfig *config,
                                        guint64 track)
{
  AisleFootfallState state;
  GstAnalyticsMtd mtd;
  double distance;
  if (!aisle_footfall_get_track (footfall, track, &state))
    return;
  GstAislePresence presence = {
    .track = state.track, .x = state.x, .y = state.y, .dwell = state.dwell
  };
  for (guint i = 0; i < config->n_lines; i++) {
    int side = aisle_footfall_get_side (footfall, track, i, &distance);
    presence.sides_in |= (guint64) (side > 0) << i;
    presence.sides_out |= (guint64) (side < 0) << i;
  }
  const char *zone = state.zone >= 0 ? config->zones[state.zone].name : NULL;
  if (gst_aisle_relation_meta_add_presence_mtd (meta, &presence, zone, &mtd))
    gst_analytics_relation_meta_set_relation (meta, GST_ANALYTICS_REL_TYPE_RELATE_TO, od, mtd.id);
  add_motion (meta, od, &state);
  add_role (meta, od, config, &state);
}
