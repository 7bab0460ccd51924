/* SPDX-License-Identifier: MIT */
/** @file aislepublish.c The element aislepublish: lines in a file, errors, any media. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "gst/meta/event-private.h"
#include "tests/gst/frames.h"

static char *folder;

static void
make_folder (void)
{
  folder = g_dir_make_tmp ("aisle-publish-XXXXXX", NULL);
  fail_unless (folder != NULL);
}

static void
remove_folder (void)
{
  g_autofree char *path = g_build_filename (folder, "events.jsonl", NULL);
  g_unlink (path);
  g_rmdir (folder);
  g_clear_pointer (&folder, g_free);
}

static GstEvent *
event_new (double pts)
{
  g_autoptr (AisleEvent) event = aisle_event_new (AISLE_EVENT_CAMERA_LOST, "door", NULL, 0, pts);
  return gst_event_new_custom (GST_EVENT_CUSTOM_DOWNSTREAM, gst_aisle_event_structure_new (event));
}

static char *
json_of (double pts)
{
  g_autoptr (GstEvent) event = event_new (pts);
  return gst_aisle_event_structure_to_json (gst_event_get_structure (event));
}

static GstHarness *
publish_to_file (char **path, gboolean append)
{
  *path = g_build_filename (folder, "events.jsonl", NULL);
  g_autofree char *url = g_strconcat ("file:", *path, NULL);
  g_autofree char *launch =
      g_strdup_printf ("aislepublish url=%s append=%s", url, append ? "true" : "false");
  GstHarness *harness = gst_harness_new_parse (launch);
  gst_harness_set_src_caps_str (harness, FRAME_CAPS);
  return harness;
}

static void
expect_lines (const char *path, guint n, const double *pts)
{
  g_autofree char *text = NULL;
  g_autoptr (GString) expected = g_string_new ("");
  for (guint i = 0; i < n; i++) {
    g_autofree char *json = json_of (pts[i]);
    g_string_append_printf (expected, "%s\n", json);
  }
  fail_unless (g_file_get_contents (path, &text, NULL, NULL));
  fail_unless_equals_string (text, expected->str);
}

GST_START_TEST (each_event_is_a_line_at_once)
{
  g_autofree char *path = NULL;
  GstHarness *harness = publish_to_file (&path, FALSE);
  expect_lines (path, 0, NULL);
  gst_harness_push_event (harness, event_new (1));
  expect_lines (path, 1, (double[]) { 1 });
  gst_harness_push (harness, frame_new (0));
  gst_harness_push_event (harness, gst_event_new_custom (GST_EVENT_CUSTOM_DOWNSTREAM,
                                                         gst_structure_new_empty ("other")));
  gst_harness_push_event (harness, event_new (2));
  gst_harness_push_event (harness, gst_event_new_eos ());
  expect_lines (path, 2, (double[]) { 1, 2 });
  fail_unless_equals_int (gst_harness_buffers_received (harness), 1);
  gst_harness_teardown (harness);
  expect_lines (path, 2, (double[]) { 1, 2 });
}
GST_END_TEST;

/** What the file holds is not written again, and a line that was cut off goes. */
GST_START_TEST (append_goes_on_after_a_kill)
{
  g_autofree char *path = g_build_filename (folder, "events.jsonl", NULL);
  g_autofree char *first = json_of (1), *second = json_of (2);
  g_autofree char *text = g_strdup_printf ("%s\n%.40s", first, second);
  g_autofree char *again = NULL;
  fail_unless (g_file_set_contents (path, text, -1, NULL));
  GstHarness *harness = publish_to_file (&again, TRUE);
  for (int i = 1; i <= 3; i++)
    gst_harness_push_event (harness, event_new (i));
  gst_harness_teardown (harness);
  expect_lines (path, 3, (double[]) { 1, 2, 3 });
}
GST_END_TEST;

GST_START_TEST (append_keeps_the_file)
{
  for (int append = 0; append < 2; append++)
    for (int run = 0; run < 2; run++) {
      g_autofree char *path = NULL;
      GstHarness *harness = publish_to_file (&path, append);
      gst_harness_push_event (harness, event_new (run));
      gst_harness_teardown (harness);
      if (append && run == 1)
        expect_lines (path, 2, (double[]) { 1, 0 });
      else if (!append)
        expect_lines (path, 1, (double[]) { run });
    }
}
GST_END_TEST;

GST_START_TEST (events_and_media_pass_untouched)
{
  GstHarness *harness = gst_harness_new_parse ("aislepublish url=file:/dev/null");
  gst_harness_set_src_caps_str (harness, "audio/x-raw,format=S16LE,rate=8000,channels=1,"
                                         "layout=interleaved");
  g_autoptr (GPtrArray) record = harness_record (harness);
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, 16, NULL);
  gst_harness_push_event (harness, event_new (1));
  gst_harness_push (harness, gst_buffer_ref (buffer));
  g_autoptr (GstBuffer) out = gst_harness_pull (harness);
  fail_unless (out == buffer);
  gst_buffer_unref (buffer);
  fail_unless (record->len >= 2);
  fail_unless_equals_string (g_ptr_array_index (record, record->len - 2), "camera-lost");
  fail_unless_equals_string (g_ptr_array_index (record, record->len - 1), "frame");
  gst_harness_teardown (harness);
}
GST_END_TEST;

GST_START_TEST (a_full_disk_is_one_error)
{
  GstHarness *harness = gst_harness_new_parse ("aislepublish url=file:/dev/full");
  g_autoptr (GstBus) bus = gst_bus_new ();
  gst_element_set_bus (harness->element, bus);
  gst_harness_set_src_caps_str (harness, FRAME_CAPS);
  fail_unless_equals_int (gst_harness_push (harness, frame_new (0)), GST_FLOW_OK);
  gst_harness_push_event (harness, event_new (1));
  gst_harness_push_event (harness, event_new (2));
  fail_unless_equals_int (gst_harness_push (harness, frame_new (1)), GST_FLOW_ERROR);
  expect_one_error (bus, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_WRITE, "/dev/full");
  gst_element_set_bus (harness->element, NULL);
  gst_harness_teardown (harness);
}
GST_END_TEST;

GST_START_TEST (a_reader_who_leaves_is_one_error)
{
  int ends[2];
  fail_unless (pipe (ends) == 0);
  g_autofree char *launch = g_strdup_printf ("aislepublish url=file:/dev/fd/%d", ends[1]);
  GstHarness *harness = gst_harness_new_parse (launch);
  g_autoptr (GstBus) bus = gst_bus_new ();
  gst_element_set_bus (harness->element, bus);
  gst_harness_set_src_caps_str (harness, FRAME_CAPS);
  gst_harness_push_event (harness, event_new (1));
  fail_unless (bus != NULL && gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR) == NULL);
  close (ends[0]);
  gst_harness_push_event (harness, event_new (2));
  expect_one_error (bus, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_WRITE, "/dev/fd");
  gst_element_set_bus (harness->element, NULL);
  gst_harness_teardown (harness);
  close (ends[1]);
}
GST_END_TEST;

GST_START_TEST (what_cannot_be_opened_is_one_error)
{
  static const struct {
    const char *url;
    int code;
    const char *part;
  } cases[] = {
    { "file:/nonexistent/events.jsonl", GST_RESOURCE_ERROR_OPEN_WRITE, "/nonexistent" },
    { "events.jsonl", GST_RESOURCE_ERROR_SETTINGS, "file:PATH" },
    { "file:", GST_RESOURCE_ERROR_SETTINGS, "file:PATH" },
    { "", GST_RESOURCE_ERROR_SETTINGS, "file:PATH" },
    { "gopher://a", GST_RESOURCE_ERROR_SETTINGS, "gopher://a" },
    { NULL, GST_RESOURCE_ERROR_SETTINGS, "file:PATH" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    GstElement *element = gst_element_factory_make ("aislepublish", NULL);
    g_autoptr (GstBus) bus = gst_bus_new ();
    gst_element_set_bus (element, bus);
    g_object_set (element, "url", cases[i].url, NULL);
    fail_unless_equals_int (gst_element_set_state (element, GST_STATE_PAUSED),
                            GST_STATE_CHANGE_FAILURE);
    expect_one_error (bus, GST_RESOURCE_ERROR, cases[i].code, cases[i].part);
    gst_element_set_state (element, GST_STATE_NULL);
    gst_element_set_bus (element, NULL);
    gst_object_unref (element);
  }
}
GST_END_TEST;

static guint
count_open_files (void)
{
  guint n = 0;
  for (int fd = 0; fd < 256; fd++)
    n += fcntl (fd, F_GETFD) != -1;
  return n;
}

GST_START_TEST (ready_closes_the_file)
{
  g_autofree char *path = NULL;
  GstHarness *harness = publish_to_file (&path, FALSE);
  GstElement *element = gst_object_ref (harness->element);
  gst_harness_push_event (harness, event_new (1));
  gst_harness_teardown (harness);
  const guint before = count_open_files ();
  for (int i = 0; i < 20; i++) {
    gst_element_set_state (element, GST_STATE_PAUSED);
    fail_unless_equals_int (count_open_files (), before + 1);
    gst_element_set_state (element, GST_STATE_READY);
    fail_unless_equals_int (count_open_files (), before);
  }
  gst_element_set_state (element, GST_STATE_NULL);
  gst_object_unref (element);
}
GST_END_TEST;

static Suite *
aislepublish_suite (void)
{
  Suite *suite = suite_create ("aislepublish");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (suite, tc);
  tcase_add_checked_fixture (tc, make_folder, remove_folder);
  tcase_add_test (tc, each_event_is_a_line_at_once);
  tcase_add_test (tc, append_keeps_the_file);
  tcase_add_test (tc, append_goes_on_after_a_kill);
  tcase_add_test (tc, events_and_media_pass_untouched);
  tcase_add_test (tc, a_full_disk_is_one_error);
  tcase_add_test (tc, a_reader_who_leaves_is_one_error);
  tcase_add_test (tc, what_cannot_be_opened_is_one_error);
  tcase_add_test (tc, ready_closes_the_file);
  return suite;
}

GST_CHECK_MAIN (aislepublish);
