/* SPDX-License-Identifier: MIT */
/** @file elements.c What holds for every element: properties, states, a plugin that disturbs
 * nobody. */
#define _GNU_SOURCE /* fegetexcept */
#include <fenv.h>
#include <locale.h>
#include <signal.h>
#include <unistd.h>

#include "tests/gst/frames.h"

/** The public interface: a property that is renamed here breaks somebody's pipeline. */
static const struct {
  const char *element;
  const char *properties; /**< with their defaults */
} interface[] = {
  { "aisledetect", "model=\"person-nanodet\" device=NULL cores=0 precision=\"fp32\" "
                   "input-size=NULL on-error=stop threshold=0.1 classes=\"person\" interval=1 "
                   "config=NULL regions=auto max-regions=4 dropped=0" },
  { "aisletrack", "high-threshold=0 keep-weak=false classes=\"person\" appearance=true" },
  { "aislefootfall", "config=NULL camera=NULL seed=0 start-time=NULL classes=\"person\" "
                     "state=NULL vectors=NULL sight=true" },
  { "aisleoverlay", "config=NULL camera=NULL heat-map=false why=false" },
  { "aislepublish", "url=\"-\" append=false" },
};

static char *
default_of (GParamSpec *spec)
{
  const GValue *value = g_param_spec_get_default_value (spec);
  if (G_VALUE_HOLDS_STRING (value))
    return g_value_get_string (value) != NULL
               ? g_strdup_printf ("\"%s\"", g_value_get_string (value))
               : g_strdup ("NULL");
  if (G_VALUE_HOLDS_FLOAT (value))
    return g_strdup_printf ("%g", g_value_get_float (value));
  return gst_value_serialize (value);
}

GST_START_TEST (properties_and_defaults)
{
  GstElement *element = gst_element_factory_make (interface[__i__].element, NULL);
  g_auto (GStrv) expected = g_strsplit (interface[__i__].properties, " ", -1);
  guint n_specs, n_own = 0;
  fail_unless (element != NULL);
  g_autofree char *stem = g_strdelimit (gst_element_get_name (element), "0123456789", '\0');
  fail_unless_equals_string (stem, interface[__i__].element);
  g_autofree GParamSpec **specs =
      g_object_class_list_properties (G_OBJECT_GET_CLASS (element), &n_specs);
  for (guint i = 0; i < n_specs; i++)
    n_own += specs[i]->owner_type == G_OBJECT_TYPE (element);
  fail_unless_equals_int (n_own, g_strv_length (expected));
  for (char **line = expected; *line != NULL; line++) {
    g_auto (GStrv) parts = g_strsplit (*line, "=", 2);
    GParamSpec *spec = g_object_class_find_property (G_OBJECT_GET_CLASS (element), parts[0]);
    fail_unless (spec != NULL, "no property %s", parts[0]);
    g_autofree char *value = default_of (spec);
    fail_unless_equals_string (value, parts[1]);

    /* What a fresh element says of itself is what the introspection promises. */
    GValue now = G_VALUE_INIT;
    g_object_get_property (G_OBJECT (element), parts[0], &now);
    fail_unless (g_param_value_defaults (spec, &now), "%s does not start at its default", parts[0]);
    g_value_unset (&now);
  }
  gst_object_unref (element);
}
GST_END_TEST;

static const char *const launches[] = {
  "aisledetect device=cpu model=" TINY_MODEL,
  "aisledetect on-error=pass model=none",
  "aisletrack",
  "aislefootfall",
  "aisleoverlay heat-map=true why=true",
  "aislepublish url=file:/dev/null",
};

GST_START_TEST (pipelines_go_up_and_down)
{
  g_autofree char *launch = g_strdup_printf (
      "videotestsrc num-buffers=3 ! video/x-raw,width=64,height=64 ! %s name=e ! fakesink",
      launches[__i__]);
  GstElement *pipeline = gst_parse_launch (launch, NULL);
  GstElement *element = gst_bin_get_by_name (GST_BIN (pipeline), "e");
  gpointer gone = element;
  g_object_add_weak_pointer (G_OBJECT (element), &gone);
  for (int i = 0; i < 5; i++) {
    g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
    gst_element_set_state (pipeline, GST_STATE_PLAYING);
    g_autoptr (GstMessage) message =
        gst_bus_timed_pop_filtered (bus, GST_CLOCK_TIME_NONE, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
    fail_unless_equals_int (GST_MESSAGE_TYPE (message), GST_MESSAGE_EOS);
    gst_element_set_state (pipeline, i % 2 ? GST_STATE_NULL : GST_STATE_READY);
  }
  gst_element_set_state (pipeline, GST_STATE_NULL);
  gst_object_unref (pipeline);
  gst_object_unref (element);
  /* A thread of the pipeline may still be letting go of it. */
  for (int i = 0; gone != NULL && i < 1000; i++)
    g_usleep (10000);
  fail_unless (gone == NULL, "somebody still holds the element");
}
GST_END_TEST;

/** A frame of a size for which rows are padded. */
static GstBuffer *
odd_frame (double seconds)
{
  GstBuffer *frame = frame_new (seconds);
  gst_buffer_set_size (frame, 36 * 7);
  return frame;
}

/** Whatever comes (a gap, another size, a seek), each element passes it on, once and in order. */
GST_START_TEST (everything_passes)
{
  static const char *const expected = "stream-start caps segment frame gap caps segment frame "
                                      "segment frame eos";
  GstHarness *harness = gst_harness_new_parse (launches[__i__]);
  g_autoptr (GPtrArray) record = harness_record (harness);
  GstSegment segment;
  gst_segment_init (&segment, GST_FORMAT_TIME);
  gst_harness_set_src_caps_str (harness, FRAME_CAPS);
  gst_buffer_unref (gst_harness_push_and_pull (harness, frame_new (5)));
  gst_harness_push_event (harness, gst_event_new_gap (5100 * GST_MSECOND, GST_SECOND));
  gst_harness_set_src_caps_str (harness, "video/x-raw,format=GRAY8,width=33,height=7");
  gst_buffer_unref (gst_harness_push_and_pull (harness, odd_frame (6.1)));
  gst_harness_push_event (harness, gst_event_new_flush_start ());
  gst_harness_push_event (harness, gst_event_new_flush_stop (TRUE));
  gst_harness_push_event (harness, gst_event_new_segment (&segment));
  gst_buffer_unref (gst_harness_push_and_pull (harness, odd_frame (1)));
  gst_harness_push_event (harness, gst_event_new_eos ());

  g_autoptr (GString) seen = g_string_new (NULL);
  for (guint i = 0; i < record->len; i++) {
    const char *word = g_ptr_array_index (record, i);
    /* What the elements have to say themselves. */
    if (!g_str_equal (word, "counts") && !g_str_has_prefix (word, "custom-"))
      g_string_append_printf (seen, "%s%s", seen->len > 0 ? " " : "", word);
  }
  fail_unless_equals_string (seen->str, expected);
  gst_harness_teardown (harness);
}
GST_END_TEST;

/** What a plugin has no business to change. */
typedef struct {
  struct sigaction actions[NSIG];
  int rounding, exceptions;
  char *locale, *folder;
} ProcessState;

static ProcessState
process_state (void)
{
  ProcessState state = { 0 };
  for (int number = 1; number < NSIG; number++)
    sigaction (number, NULL, &state.actions[number]);
  state.rounding = fegetround ();
  state.exceptions = fegetexcept ();
  state.locale = g_strdup (setlocale (LC_ALL, NULL));
  state.folder = g_get_current_dir ();
  return state;
}

static gboolean
same_action (const struct sigaction *a, const struct sigaction *b)
{
  /* The C library's own mark, which stays once an action has been set. */
  const int restorer = 0x04000000;
  return a->sa_handler == b->sa_handler && ((a->sa_flags ^ b->sa_flags) & ~restorer) == 0;
}

static void
expect_same_state (const ProcessState *before, const char *when)
{
  ProcessState after = process_state ();
  for (int number = 1; number < NSIG; number++)
    fail_unless (same_action (&before->actions[number], &after.actions[number]),
                 "signal %d has another handler %s", number, when);
  fail_unless_equals_int (before->rounding, after.rounding);
  fail_unless_equals_int (before->exceptions, after.exceptions);
  fail_unless_equals_string (before->locale, after.locale);
  fail_unless_equals_string (before->folder, after.folder);
  g_free (after.locale);
  g_free (after.folder);
}

GST_START_TEST (the_process_stays_as_it_was)
{
  ProcessState before = process_state ();
  GstElement *element = gst_parse_launch (launches[0], NULL);
  expect_same_state (&before, "after loading");
  fail_unless (gst_element_set_state (element, GST_STATE_READY) == GST_STATE_CHANGE_SUCCESS);
  expect_same_state (&before, "in READY");
  gst_element_set_state (element, GST_STATE_NULL);
  expect_same_state (&before, "in NULL");
  gst_object_unref (element);
  g_free (before.locale);
  g_free (before.folder);
}
GST_END_TEST;

/** The OpenCL loader reads its list of drivers when a device is opened, and not before. */
GST_START_TEST (loading_opens_no_device)
{
  g_autoptr (GstPlugin) plugin = gst_registry_find_plugin (gst_registry_get (), "aisle");
  fail_unless (plugin != NULL);
  g_autoptr (GstPlugin) loaded = gst_plugin_load (plugin);
  fail_unless (loaded != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (interface); i++)
    gst_object_unref (gst_element_factory_make (interface[i].element, NULL));
  g_autofree char *maps = NULL;
  fail_unless (g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL));
  fail_unless (strstr (maps, "libgstaisle.so") != NULL);
  fail_unless (strstr (maps, "pocl") == NULL, "a driver is loaded");
}
GST_END_TEST;

static Suite *
elements_suite (void)
{
  Suite *suite = suite_create ("elements");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (suite, tc);
  tcase_add_loop_test (tc, properties_and_defaults, 0, G_N_ELEMENTS (interface));
  tcase_add_test (tc, loading_opens_no_device);
  tcase_add_test (tc, the_process_stays_as_it_was);
  tcase_add_loop_test (tc, pipelines_go_up_and_down, 0, G_N_ELEMENTS (launches));
  tcase_add_loop_test (tc, everything_passes, 0, G_N_ELEMENTS (launches));
  return suite;
}

GST_CHECK_MAIN (elements);
