/* SPDX-License-Identifier: MIT */
/** @file stream-epoch.c The clock on the wall, and clocks that are set or were never set. */
#include <gst/check/gstcheck.h>

#include "gst/stream-epoch.h"

#define SECOND G_GINT64_CONSTANT (1000000)

GST_START_TEST (a_clock_that_is_set_is_followed)
{
  GstAisleEpoch epoch;
  gst_aisle_epoch_init (&epoch, NULL);
  g_autoptr (GstBuffer) frame = gst_buffer_new ();
  fail_unless (gst_aisle_epoch_take_frame (&epoch, frame, 5 * GST_SECOND, TRUE));
  fail_unless_equals_int (epoch.source, GST_AISLE_EPOCH_LOCAL);
  const gint64 begin = epoch.usecs, machine = epoch.machine;
  /* a busy machine delivers late: no step */
  fail_if (gst_aisle_epoch_take_clock (&epoch, machine + 900 * SECOND, 900 * SECOND));
  fail_if (gst_aisle_epoch_take_clock (&epoch, machine + 950 * SECOND + 50000, 950 * SECOND));
  fail_unless (
      gst_aisle_epoch_take_clock (&epoch, machine + 4600 * SECOND, 1000 * SECOND));
  fail_unless_equals_int64 (epoch.usecs, begin + 3600 * SECOND);
  fail_if (gst_aisle_epoch_take_clock (&epoch, machine + 4700 * SECOND, 1100 * SECOND));
  fail_unless (gst_aisle_epoch_take_clock (&epoch, machine + 1200 * SECOND, 1200 * SECOND));
  fail_unless_equals_int64 (epoch.usecs, begin);
}
GST_END_TEST;

GST_START_TEST (other_clocks_are_not_moved)
{
  GstAisleEpoch epoch;
  gst_aisle_epoch_init (&epoch, "2026-01-31T08:00:00Z");
  fail_if (gst_aisle_epoch_take_clock (&epoch, 4600 * SECOND, 1000 * SECOND));
  gst_aisle_epoch_init (&epoch, NULL);
  fail_if (gst_aisle_epoch_take_clock (&epoch, 4600 * SECOND, 1000 * SECOND));
}
GST_END_TEST;

/* A camera without battery begins in 1970 (or 1900) after each power cut. */
GST_START_TEST (a_sender_without_time_is_not_believed)
{
  GstAisleEpoch epoch;
  gst_aisle_epoch_init (&epoch, NULL);
  g_autoptr (GstBuffer) frame = gst_buffer_new ();
  g_autoptr (GstCaps) caps = gst_caps_new_empty_simple ("timestamp/x-ntp");
  gst_buffer_add_reference_timestamp_meta (frame, caps,
                                           G_GUINT64_CONSTANT (2208988800) * GST_SECOND + 77,
                                           GST_CLOCK_TIME_NONE);
  fail_if (gst_aisle_epoch_take_frame (&epoch, frame, 0, FALSE));
  fail_unless (gst_aisle_epoch_take_frame (&epoch, frame, 0, TRUE));
  fail_unless_equals_int (epoch.source, GST_AISLE_EPOCH_LOCAL);
}
GST_END_TEST;

static Suite *
stream_epoch_suite (void)
{
  Suite *suite = suite_create ("stream-epoch");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (suite, tc);
  tcase_add_test (tc, a_clock_that_is_set_is_followed);
  tcase_add_test (tc, other_clocks_are_not_moved);
  tcase_add_test (tc, a_sender_without_time_is_not_believed);
  return suite;
}

GST_CHECK_MAIN (stream_epoch);
