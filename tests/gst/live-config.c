/* SPDX-License-Identifier: MIT */
/** @file live-config.c A config file that is written slowly, spoilt, replaced and taken away. */
#include "gst/live-config.h"

#include <gst/check/gstcheck.h>
#include <glib/gstdio.h>

static char *path;
static gint64 now;

static void
make_file (void)
{
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp ("live-XXXXXX.json", &path, &error);
  g_assert_no_error (error);
  g_close (fd, NULL);
  now = g_get_monotonic_time ();
}

static void
remove_file (void)
{
  g_unlink (path);
  g_clear_pointer (&path, g_free);
}

static void
write_file (const char *text, gssize length)
{
  g_autoptr (GError) error = NULL;
  g_file_set_contents_full (path, text, length, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

/* After another second. Returns: 'n'ew, 'o'ld or 'e'rror. */
static char
poll (GstAisleLiveConfig *live)
{
  g_autoptr (GError) error = NULL;
  now += 1100000;
  gboolean changed = gst_aisle_live_config_poll (live, now, &error);
  fail_if (changed && error);
  return changed ? 'n' : error ? 'e' : 'o';
}

#define OLD "{\"camera\": \"old\"}"
#define NEW                                                                                        \
  "{\"camera\": \"new\", \"zones\": [{\"name\": \"z\", \"polygon\": [[0,0],[1,0],[1,1]]}]}"

static const char *
camera (const GstAisleLiveConfig *live)
{
  return gst_aisle_live_config_get (live)->camera;
}

/* Each poll sees it cut off elsewhere: nobody is told, and the old one stays until it is whole. */
GST_START_TEST (half_written)
{
  write_file (OLD, -1);
  g_autoptr (GstAisleLiveConfig) live = gst_aisle_live_config_new (path, NULL);
  for (gssize length = 1; length < (gssize) strlen (NEW); length++) {
    write_file (NEW, length);
    fail_unless_equals_int (poll (live), 'o');
    fail_unless_equals_string (camera (live), "old");
  }
  write_file (NEW, -1);
  fail_unless_equals_int (poll (live), 'n');
  fail_unless_equals_string (camera (live), "new");
  fail_unless_equals_int (poll (live), 'o');
}
GST_END_TEST;

GST_START_TEST (the_reason_is_told_once)
{
  write_file (OLD, -1);
  g_autoptr (GstAisleLiveConfig) live = gst_aisle_live_config_new (path, NULL);
  for (guint change = 0; change < 2; change++) {
    write_file (NEW, 20 + (gssize) change);
    fail_unless_equals_int (poll (live), 'o');
    fail_unless_equals_int (poll (live), 'e');
    for (guint i = 0; i < 5; i++)
      fail_unless_equals_int (poll (live), 'o');
  }
  g_unlink (path);
  fail_unless_equals_int (poll (live), 'o');
  fail_unless_equals_int (poll (live), 'e');
  fail_unless_equals_int (poll (live), 'o');
  fail_unless_equals_string (camera (live), "old");
  write_file (NEW, -1);
  fail_unless_equals_int (poll (live), 'n');
}
GST_END_TEST;

GST_START_TEST (at_most_once_a_second)
{
  write_file (OLD, -1);
  g_autoptr (GstAisleLiveConfig) live = gst_aisle_live_config_new (path, NULL);
  fail_unless_equals_int (poll (live), 'o');
  write_file (NEW, -1);
  fail_if (gst_aisle_live_config_poll (live, now + 900000, NULL));
  fail_unless (gst_aisle_live_config_poll (live, now + 1000000, NULL));
}
GST_END_TEST;

static Suite *
live_config_suite (void)
{
  Suite *suite = suite_create ("live-config");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (suite, tc);
  tcase_add_checked_fixture (tc, make_file, remove_file);
  tcase_add_test (tc, half_written);
  tcase_add_test (tc, the_reason_is_told_once);
  tcase_add_test (tc, at_most_once_a_second);
  return suite;
}

GST_CHECK_MAIN (live_config);
