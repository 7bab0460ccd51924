/* SPDX-License-Identifier: MIT */
/** @file meta.c The metadata types: values, relations, copies, scaling, long names. */
#include <gst/aisle/aisle.h>
#include <gst/check/gstcheck.h>
#include <gst/video/video.h>
#include <string.h>

static gboolean
find (GstBuffer *buffer, GstAnalyticsMtdType type, GstAnalyticsMtd *mtd)
{
  gpointer state = NULL;
  GstAnalyticsRelationMeta *meta = gst_buffer_get_analytics_relation_meta (buffer);
  return meta != NULL && gst_analytics_relation_meta_iterate (meta, &state, type, mtd);
}

GST_START_TEST (values_come_back)
{
  g_autoptr (GstBuffer) buffer = gst_buffer_new ();
  GstAnalyticsRelationMeta *meta = gst_buffer_add_analytics_relation_meta (buffer);
  GstAnalyticsMtd mtd;

  fail_unless (gst_aisle_relation_meta_add_line_mtd (meta, "entrance", 3, G_MAXUINT64, 2, 1, &mtd));
  fail_unless (gst_aisle_relation_meta_add_zone_mtd (meta, "table", 2, 7, 1.5, 0.25, NULL));
  const GstAislePresence standing = {
    .track = 42, .x = 0.25, .y = 0.75, .dwell = 9.5, .sides_in = 5, .sides_out = 2
  };
  const GstAislePresence nowhere = { .track = 43, .y = 1, .zone = "not this" };
  fail_unless (gst_aisle_relation_meta_add_presence_mtd (meta, &standing, "table", NULL));
  fail_unless (gst_aisle_relation_meta_add_presence_mtd (meta, &nowhere, NULL, NULL));

  GstAisleLine line;
  fail_unless (gst_aisle_line_mtd_get (&mtd, &line));
  fail_unless_equals_string (line.name, "entrance");
  fail_unless_equals_uint64 (line.total_in, 3);
  fail_unless_equals_uint64 (line.total_out, G_MAXUINT64);
  fail_unless_equals_uint64 (line.day_in, 2);
  fail_unless_equals_uint64 (line.day_out, 1);

  GstAisleZone zone;
  fail_if (gst_aisle_zone_mtd_get (&mtd, &zone));
  fail_unless (find (buffer, gst_aisle_zone_mtd_get_mtd_type (), &mtd));
  fail_unless (gst_aisle_zone_mtd_get (&mtd, &zone));
  fail_unless_equals_string (zone.name, "table");
  fail_unless_equals_int (zone.occupancy, 2);
  fail_unless_equals_uint64 (zone.visits, 7);
  fail_unless_equals_float (zone.dwell_mean, 1.5);
  fail_unless_equals_float (zone.density, 0.25);

  gpointer state = NULL;
  GstAislePresence presence[2];
  for (guint i = 0; i < 2; i++) {
    fail_unless (gst_analytics_relation_meta_iterate (
        meta, &state, gst_aisle_presence_mtd_get_mtd_type (), &mtd));
    fail_unless (gst_aisle_presence_mtd_get (&mtd, &presence[i]));
  }
  fail_unless_equals_uint64 (presence[0].track, 42);
  fail_unless_equals_float (presence[0].x, 0.25);
  fail_unless_equals_float (presence[0].y, 0.75);
  fail_unless_equals_string (presence[0].zone, "table");
  fail_unless_equals_float (presence[0].dwell, 9.5);
  fail_unless_equals_uint64 (presence[0].sides_in, 5);
  fail_unless_equals_uint64 (presence[0].sides_out, 2);
  fail_unless_equals_string (presence[1].zone, "");
}
GST_END_TEST;

GST_START_TEST (queues_and_roles)
{
  g_autoptr (GstBuffer) buffer = gst_buffer_new ();
  GstAnalyticsRelationMeta *meta = gst_buffer_add_analytics_relation_meta (buffer);
  const GstAisleQueue written = { .length = 4,
                                  .served = 9,
                                  .served_per_minute = 1.5,
                                  .expected_wait = 160,
                                  .alert = TRUE };
  GstAnalyticsMtd queue_mtd, waits, clerk;
  fail_unless (gst_aisle_relation_meta_add_queue_mtd (meta, "till", &written, &queue_mtd));
  fail_unless (gst_aisle_relation_meta_add_role_mtd (meta, FALSE, "till", 2, 31.5, &waits));
  fail_unless (gst_aisle_relation_meta_add_role_mtd (meta, TRUE, NULL, 0, 0, &clerk));

  GstAisleQueue queue;
  fail_unless (gst_aisle_queue_mtd_get (&queue_mtd, &queue));
  fail_unless_equals_string (gst_aisle_queue_get_name (&queue), "till");
  fail_unless_equals_int (queue.length, 4);
  fail_unless_equals_uint64 (queue.served, 9);
  fail_unless_equals_float (queue.served_per_minute, 1.5);
  fail_unless_equals_float (queue.expected_wait, 160);
  fail_unless (queue.alert);
  fail_if (gst_aisle_queue_mtd_get (&waits, &queue));

  GstAisleRole role;
  fail_unless (gst_aisle_role_mtd_get (&waits, &role));
  fail_unless_equals_string (gst_aisle_role_get_queue (&role), "till");
  fail_unless (!role.staff && role.position == 2 && role.wait == 31.5);
  fail_unless (gst_aisle_role_mtd_get (&clerk, &role));
  fail_unless_equals_string (gst_aisle_role_get_queue (&role), "");
  fail_unless (role.staff && role.position == 0);
  fail_if (gst_aisle_role_mtd_get (&queue_mtd, &role));
}
GST_END_TEST;

/* After a copy of the buffer, and none is taken for another. */
GST_START_TEST (places_and_sight_survive_a_copy)
{
  g_autoptr (GstBuffer) buffer = gst_buffer_new ();
  GstAnalyticsRelationMeta *meta = gst_buffer_add_analytics_relation_meta (buffer);
  fail_unless (gst_aisle_relation_meta_add_occupancy_mtd (meta, "店", 17, NULL));
  fail_unless (gst_aisle_relation_meta_add_sight_mtd (meta, "covered", 3.5, NULL));
  g_autoptr (GstBuffer) copy = gst_buffer_copy (buffer);
  g_clear_pointer (&buffer, gst_buffer_unref);

  GstAnalyticsMtd mtd;
  GstAisleOccupancy occupancy;
  GstAisleSight sight;
  fail_unless (find (copy, gst_aisle_occupancy_mtd_get_mtd_type (), &mtd));
  fail_unless (gst_aisle_occupancy_mtd_get (&mtd, &occupancy));
  fail_if (gst_aisle_sight_mtd_get (&mtd, &sight));
  fail_unless_equals_string (gst_aisle_occupancy_get_name (&occupancy), "店");
  fail_unless_equals_uint64 (occupancy.people, 17);
  fail_unless (find (copy, gst_aisle_sight_mtd_get_mtd_type (), &mtd));
  fail_unless (gst_aisle_sight_mtd_get (&mtd, &sight));
  fail_unless_equals_string (gst_aisle_sight_get_cause (&sight), "covered");
  fail_unless_equals_float (sight.seconds, 3.5);
}
GST_END_TEST;

GST_START_TEST (many_survive_growth)
{
  g_autoptr (GstBuffer) buffer = gst_buffer_new ();
  GstAnalyticsRelationMeta *meta = gst_buffer_add_analytics_relation_meta (buffer);
  GstAnalyticsMtd mtd[300];
  for (guint i = 0; i < G_N_ELEMENTS (mtd); i++) {
    const GstAislePresence presence = { .track = i, .x = i, .y = -(gdouble) i };
    fail_unless (gst_aisle_relation_meta_add_presence_mtd (meta, &presence, "z", &mtd[i]));
  }
  for (guint i = 0; i < G_N_ELEMENTS (mtd); i++) {
    GstAislePresence presence;
    fail_unless (gst_aisle_presence_mtd_get (&mtd[i], &presence));
    fail_unless_equals_uint64 (presence.track, i);
    fail_unless_equals_float (presence.y, -(gdouble) i);
  }
}
GST_END_TEST;

GST_START_TEST (long_names_are_cut_between_characters)
{
  g_autoptr (GstBuffer) buffer = gst_buffer_new ();
  GstAnalyticsRelationMeta *meta = gst_buffer_add_analytics_relation_meta (buffer);
  GstAnalyticsMtd mtd;
  GstAisleLine line;

  g_autofree char *fits = g_strnfill (GST_AISLE_NAME_SIZE - 1, 'a');
  fail_unless (gst_aisle_relation_meta_add_line_mtd (meta, fits, 0, 0, 0, 0, &mtd));
  fail_unless (gst_aisle_line_mtd_get (&mtd, &line));
  fail_unless_equals_string (line.name, fits);

  /* 61 bytes, then characters of three: the first would end at 64 and leave no room for NUL. */
  g_autofree char *head = g_strnfill (61, 'a');
  g_autofree char *name = g_strconcat (head, "店店店", NULL);
  fail_unless (gst_aisle_relation_meta_add_line_mtd (meta, name, 0, 0, 0, 0, &mtd));
  fail_unless (gst_aisle_line_mtd_get (&mtd, &line));
  fail_unless_equals_string (line.name, head);
}
GST_END_TEST;

static GstBuffer *
buffer_with_track (GstAisleTrack track)
{
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, 320 * 240, NULL);
  GstAnalyticsRelationMeta *meta = gst_buffer_add_analytics_relation_meta (buffer);
  GstAnalyticsODMtd od;
  GstAnalyticsMtd mtd;
  fail_unless (gst_analytics_relation_meta_add_od_mtd (meta, g_quark_from_string ("person"), 10, 20,
                                                       30, 40, 0.5f, &od));
  fail_unless (gst_aisle_relation_meta_add_track_mtd (meta, &track, &mtd));
  fail_unless (gst_analytics_relation_meta_set_relation (meta, GST_ANALYTICS_REL_TYPE_RELATE_TO,
                                                         od.id, mtd.id));
  return buffer;
}

GST_START_TEST (copies_keep_values_and_relations)
{
  const GstAisleTrack track = { 10.5f, 20.25f, 30, 40, TRUE, 2, .75f };
  g_autoptr (GstBuffer) buffer = buffer_with_track (track);
  g_autoptr (GstBuffer) copy = gst_buffer_copy (buffer);

  GstAnalyticsMtd od, mtd;
  GstAisleTrack got;
  gpointer state = NULL;
  fail_unless (find (copy, gst_analytics_od_mtd_get_mtd_type (), &od));
  fail_unless (gst_analytics_relation_meta_get_direct_related (
      od.meta, od.id, GST_ANALYTICS_REL_TYPE_RELATE_TO, gst_aisle_track_mtd_get_mtd_type (), &state,
      &mtd));
  fail_unless (gst_aisle_track_mtd_get (&mtd, &got));
  fail_unless_equals_float (got.x, 10.5);
  fail_unless_equals_float (got.y, 20.25);
  fail_unless_equals_float (got.w, 30);
  fail_unless_equals_float (got.h, 40);
  fail_unless (got.coasting);
  fail_unless_equals_uint64 (got.stitched, 2);
  fail_unless_equals_float (got.confidence, .75f);
}
GST_END_TEST;

GST_START_TEST (track_box_follows_scaling)
{
  const GstAisleTrack track = { 10.5f, 20.25f, 30, 40, FALSE, 0, 1 };
  g_autoptr (GstBuffer) buffer = buffer_with_track (track);
  g_autoptr (GstBuffer) scaled = gst_buffer_new ();
  GstVideoInfo in, out;
  gst_video_info_set_format (&in, GST_VIDEO_FORMAT_GRAY8, 320, 240);
  gst_video_info_set_format (&out, GST_VIDEO_FORMAT_GRAY8, 640, 120);
  GstVideoMetaTransform scale = { &in, &out };
  GstMeta *meta = GST_META_CAST (gst_buffer_get_analytics_relation_meta (buffer));
  fail_unless (meta->info->transform_func (scaled, meta, buffer,
                                           gst_video_meta_transform_scale_get_quark (), &scale));

  GstAnalyticsMtd mtd;
  GstAisleTrack got;
  fail_unless (find (scaled, gst_aisle_track_mtd_get_mtd_type (), &mtd));
  fail_unless (gst_aisle_track_mtd_get (&mtd, &got));
  fail_unless_equals_float (got.x, 21);
  fail_unless_equals_float (got.w, 60);
  fail_unless_equals_float (got.y, 10.125);
  fail_unless_equals_float (got.h, 20);
}
GST_END_TEST;

GST_START_TEST (an_appearance_is_copied)
{
  g_autoptr (GstBuffer) buffer = gst_buffer_new ();
  GstAnalyticsRelationMeta *meta = gst_buffer_add_analytics_relation_meta (buffer);
  GstAisleAppearance appearance, got;
  GstAnalyticsMtd mtd;
  for (guint i = 0; i < GST_AISLE_APPEARANCE_SIZE; i++)
    appearance.values[i] = (float) i;
  fail_unless (gst_aisle_relation_meta_add_appearance_mtd (meta, &appearance, NULL));
  g_autoptr (GstBuffer) copy = gst_buffer_copy (buffer);
  fail_unless (find (copy, gst_aisle_appearance_mtd_get_mtd_type (), &mtd));
  fail_unless (gst_aisle_appearance_mtd_get (&mtd, &got));
  fail_unless (memcmp (&got, &appearance, sizeof got) == 0);
  GstAisleTrack track;
  fail_if (gst_aisle_track_mtd_get (&mtd, &track));
}
GST_END_TEST;

static Suite *
meta_suite (void)
{
  Suite *suite = suite_create ("meta");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (suite, tc);
  tcase_add_test (tc, values_come_back);
  tcase_add_test (tc, queues_and_roles);
  tcase_add_test (tc, places_and_sight_survive_a_copy);
  tcase_add_test (tc, many_survive_growth);
  tcase_add_test (tc, long_names_are_cut_between_characters);
  tcase_add_test (tc, copies_keep_values_and_relations);
  tcase_add_test (tc, track_box_follows_scaling);
  tcase_add_test (tc, an_appearance_is_copied);
  return suite;
}

GST_CHECK_MAIN (meta);
