/* SPDX-License-Identifier: MIT */
/**
 * @file counted-walks.c
 * Counts made-up people who walk to and fro for five minutes at 10 fps, with door.json, state.json
 * and events.jsonl in the folder WALKS_FOLDER; to be killed and started again (CK_FORK=no).
 */
#include "tests/gst/frames.h"

#define FRAMES 3000
#define PEOPLE 6

/* Each walks across the line (x = 320) and back, at their own pace, with pauses out of view. */
static void
add_people (GstBuffer *frame, int i)
{
  for (int p = 0; p < PEOPLE; p++) {
    const int period = 90 + 17 * p, at = (i + 31 * p) % (2 * period);
    const double way = at < period ? (double) at / period : 2 - (double) at / period;
    if (at % period > 10)
      frame_add_track (frame, (guint64) (1 + p + PEOPLE * ((i + 31 * p) / period)),
                       (int) (80 + 480 * way), 60 + 40 * p, 40, 100);
  }
}

GST_START_TEST (count)
{
  const char *folder = g_getenv ("WALKS_FOLDER");
  g_autofree char *launch = g_strdup_printf (
      "aislefootfall seed=7 sight=false config=%s/door.json state=%s/state.json"
      " start-time=2026-01-31T08:00:30Z"
      " ! aislepublish url=file:%s/events.jsonl append=true",
      folder, folder, folder);
  GstHarness *harness = gst_harness_new_parse (launch);
  gst_harness_set_live (harness, FALSE);
  gst_harness_set_src_caps_str (harness, FRAME_CAPS);
  gst_harness_set_drop_buffers (harness, TRUE);
  for (int i = 0; i < FRAMES; i++) {
    GstBuffer *frame = frame_new_empty (i / 10.0);
    add_people (frame, i);
    fail_unless_equals_int (gst_harness_push (harness, frame), GST_FLOW_OK);
  }
  gst_harness_push_event (harness, gst_event_new_eos ());
  gst_harness_teardown (harness);
}
GST_END_TEST;

static Suite *
walks_suite (void)
{
  Suite *suite = suite_create ("counted-walks");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (suite, tc);
  tcase_add_test (tc, count);
  return suite;
}

GST_CHECK_MAIN (walks);
