/* SPDX-License-Identifier: MIT */
/** @file scene-metadata.c — see scene-metadata.h */
#include "gst/scene-metadata.h"

/* The first mtd of @type that @object relates to. */
static gboolean
find_related (GstAnalyticsRelationMeta *meta, const GstAnalyticsMtd *object,
              GstAnalyticsMtdType type, GstAnalyticsMtd *related)
{
  gpointer state = NULL;

  return gst_analytics_relation_meta_get_direct_related (
      meta, object->id, GST_ANALYTICS_REL_TYPE_RELATE_TO, type, &state, related);
}

static AisleScenePerson
read_person (GstAnalyticsRelationMeta *meta, const GstAnalyticsODMtd *object)
{
  AisleScenePerson person = { .speed = -1 };
  GstAnalyticsMtd related;
  GstAislePresence presence;
  GstAisleMotion motion;
  GstAisleRole role;
  GstAisleTrack track;
  int x, y, w, h;

  gst_analytics_od_mtd_get_location (object, &x, &y, &w, &h, &person.box.confidence);
  person.box.x = x;
  person.box.y = y;
  person.box.w = w;
  person.box.h = h;
  if (find_related (meta, object, gst_analytics_tracking_mtd_get_mtd_type (), &related))
    gst_analytics_tracking_mtd_get_info (&related, &person.track, NULL, NULL, NULL);
  if (find_related (meta, object, gst_aisle_track_mtd_get_mtd_type (), &related)
      && gst_aisle_track_mtd_get (&related, &track)) {
    person.box = (AisleBox) { track.x, track.y, track.w, track.h, person.box.confidence, 0 };
    person.coasting = track.coasting;
  }
  if (find_related (meta, object, gst_aisle_presence_mtd_get_mtd_type (), &related)
      && gst_aisle_presence_mtd_get (&related, &presence)) {
    person.dwell = presence.dwell;
    person.stands = (AislePoint) { presence.x, presence.y };
    person.counted = TRUE;
    person.number = presence.track;
    person.sides_in = presence.sides_in;
    person.sides_out = presence.sides_out;
  }
  if (find_related (meta, object, gst_aisle_motion_mtd_get_mtd_type (), &related)
      && gst_aisle_motion_mtd_get (&related, &motion)) {
    person.on_floor = motion.on_floor;
    person.floor = (AislePoint) { motion.x, motion.y };
    person.group = motion.group;
    person.speed = motion.speed;
    person.child = motion.stature == GST_AISLE_STATURE_CHILD;
  }
  if (find_related (meta, object, gst_aisle_role_mtd_get_mtd_type (), &related)
      && gst_aisle_role_mtd_get (&related, &role)) {
    person.staff = role.staff;
    person.position = role.position;
    person.wait = role.wait;
  }
  return person;
}

static void
read_counts (GstAnalyticsRelationMeta *meta, GArray *counts)
{
  GstAnalyticsMtd mtd;
  GstAisleLine line;
  GstAisleZone zone;
  gpointer state = NULL;

  while (gst_analytics_relation_meta_iterate (meta, &state, gst_aisle_line_mtd_get_mtd_type (),
                                              &mtd)) {
    AisleSceneCount count = { 0 };
    gst_aisle_line_mtd_get (&mtd, &line);
    g_strlcpy (count.name, line.name, sizeof count.name);
    count.in = line.total_in;
    count.out = line.total_out;
    g_array_append_val (counts, count);
  }
  state = NULL;
  while (gst_analytics_relation_meta_iterate (meta, &state, gst_aisle_zone_mtd_get_mtd_type (),
                                              &mtd)) {
    AisleSceneCount count = { .kind = AISLE_SCENE_ZONE };
    gst_aisle_zone_mtd_get (&mtd, &zone);
    g_strlcpy (count.name, zone.name, sizeof count.name);
    count.people = zone.occupancy;
    count.density = zone.density;
    g_array_append_val (counts, count);
  }
}

static void
read_places (GstAnalyticsRelationMeta *meta, GArray *counts)
{
  GstAnalyticsMtd mtd;
  GstAisleQueue queue;
  GstAisleOccupancy occupancy;
  gpointer state = NULL;

  while (gst_analytics_relation_meta_iterate (meta, &state, gst_aisle_queue_mtd_get_mtd_type (),
                                              &mtd)) {
    AisleSceneCount count = { .kind = AISLE_SCENE_QUEUE };
    gst_aisle_queue_mtd_get (&mtd, &queue);
    g_strlcpy (count.name, queue.name, sizeof count.name);
    count.people = queue.length;
    count.expected_wait = queue.expected_wait;
    g_array_append_val (counts, count);
  }
  state = NULL;
  while (gst_analytics_relation_meta_iterate (meta, &state, gst_aisle_occupancy_mtd_get_mtd_type (),
                                              &mtd)) {
    AisleSceneCount count = { .kind = AISLE_SCENE_OCCUPANCY };
    gst_aisle_occupancy_mtd_get (&mtd, &occupancy);
    g_strlcpy (count.name, occupancy.name, sizeof count.name);
    count.people = occupancy.people;
    g_array_append_val (counts, count);
  }
}

gboolean
gst_aisle_scene_is_blind (GstAnalyticsRelationMeta *meta, GstAisleSight *sight)
{
  GstAnalyticsMtd mtd;
  gpointer state = NULL;

  return gst_analytics_relation_meta_iterate (meta, &state, gst_aisle_sight_mtd_get_mtd_type (),
                                              &mtd)
         && gst_aisle_sight_mtd_get (&mtd, sight);
}

void
gst_aisle_scene_read (GstAnalyticsRelationMeta *meta, GArray *people, GArray *counts)
{
  GstAnalyticsODMtd object;
  gpointer state = NULL;

  while (gst_analytics_relation_meta_iterate (meta, &state, gst_analytics_od_mtd_get_mtd_type (),
                                              &object)) {
    AisleScenePerson person = read_person (meta, &object);
    g_array_append_val (people, person);
  }
  read_counts (meta, counts);
  read_places (meta, counts);
}
