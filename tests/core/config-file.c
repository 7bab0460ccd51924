/* SPDX-License-Identifier: MIT */
/** @file config-file.c What the config reader takes and how it refuses the rest. */
#include <string.h>

#include <glib/gstdio.h>
#include "tests/core/checks.h"

#include "gst/core/config-file.h"

GST_START_TEST (full)
{
  const char *json =
      "{\"camera\":\"door\",\"reference\":\"head\","
      "\"lines\":[{\"name\":\"a\",\"points\":[[0.1,0.6],[0.9,0.6]],\"in\":[0.5,1],\"band\":0.2}],"
      "\"zones\":[{\"name\":\"a\",\"polygon\":[[0,0],[1,0],[1,1],[0,0]],\"merge-gap\":2,"
      "\"min-visit\":1.5}],\"masks\":[{\"polygon\":[[0,0],[0.5,0],[0.5,0.5]]}]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (AisleConfig) config = aisle_config_parse (json, -1, "a.json", &error);
  g_assert_no_error (error);
  ck_assert_str_eq (config->camera, "door");
  ck_assert_int_eq (config->reference, AISLE_REFERENCE_HEAD);
  ck_assert_uint_eq (config->n_lines, 1);
  ck_assert_str_eq (config->lines[0].name, "a");
  ck_assert_uint_eq (config->lines[0].n_points, 2);
  ck_assert_double_eq (config->lines[0].points[1].x, 0.9);
  ck_assert_double_eq (config->lines[0].in.y, 1);
  ck_assert_double_eq (config->lines[0].band, 0.2);
  ck_assert_uint_eq (config->zones[0].n_points, 3); /* the closing point is taken away */
  ck_assert_double_eq (config->zones[0].merge_gap, 2);
  ck_assert_double_eq (config->zones[0].min_visit, 1.5);
  ck_assert_uint_eq (config->n_masks, 1);
}
GST_END_TEST;

GST_START_TEST (defaults)
{
  g_autoptr (AisleConfig) empty = aisle_config_parse ("{}", -1, "a.json", NULL);
  ck_assert_str_eq (empty->camera, "camera");
  ck_assert_int_eq (empty->reference, AISLE_REFERENCE_FEET);
  ck_assert_uint_eq (empty->n_lines + empty->n_zones + empty->n_masks, 0);
  g_autoptr (AisleConfig) config =
      aisle_config_parse ("{\"lines\":[{\"name\":\"a\",\"points\":[[0,0],[1,0]],\"in\":[0,1]}],"
                          "\"zones\":[{\"name\":\"a\",\"polygon\":[[0,0],[1,0],[1,1]]}]}",
                          -1, "a.json", NULL);
  ck_assert_double_eq (config->lines[0].band, 0.1);
  ck_assert_double_eq (config->zones[0].merge_gap, 0.5);
  ck_assert_double_eq (config->zones[0].min_visit, 0.5);
}
GST_END_TEST;

#define LINE(points, more) "{\"lines\":[{\"name\":\"a\",\"points\":" points more "}]}"
#define IN ",\"in\":[0.5,0.9]"
#define ZONE(polygon) "{\"zones\":[{\"name\":\"a\",\"polygon\":" polygon "}]}"

static const struct {
  const char *json, *message;
} mistakes[] = {
  { "", "bad.json: expected JSON: " },
  { "[]", "bad.json: $: expected an object" },
  { "3", "bad.json: $: expected an object" },
  { "null", "bad.json: $: expected an object" },
  { "{", "bad.json: expected JSON: " },
  { "{\"lines\":[}", "bad.json: expected JSON: " },
  { "{} x", "bad.json: expected JSON: " },
  { "var a = {};", "bad.json: expected JSON: " },
  { "{} // c", "bad.json: expected JSON: " },
  { "{\"lines\":[],}", "bad.json: expected JSON: " },
  { "{\"camera\":\"\xff\"}", "bad.json: expected UTF-8 text" },
  { "{\"camera\":\"a\",\"camera\":\"b\"}", "bad.json: $: member \"camera\" is there twice" },
  { "{\"line\":[]}", "bad.json: $: unknown member \"line\"; expected one of: camera, reference, "
                     "lines, zones, masks, queues, occupancy, turn-in, hours, ground, staff, re-entry, "
                     "groups, child-height" },
  { "{\"camera\":3}", "bad.json: $.camera: expected a name" },
  { "{\"camera\":\"\"}", "bad.json: $.camera: expected a name" },
  { "{\"camera\":\"a\\nb\"}", "bad.json: $.camera: expected a name" },
  { "{\"reference\":\"foot\"}",
    "bad.json: $.reference: expected one of \"feet\", \"center\", \"head\"" },
  { "{\"reference\":null}", "bad.json: $.reference: expected one of \"feet\"" },
  { "{\"lines\":{}}", "bad.json: $.lines: expected an array" },
  { "{\"lines\":[3]}", "bad.json: $.lines[0]: expected an object" },
  { "{\"lines\":[{}]}", "bad.json: $.lines[0].name: expected a name" },
  { LINE ("3", IN), "bad.json: $.lines[0].points: expected an array of 2 to 256 points" },
  { LINE ("[[0,0]]", IN), "bad.json: $.lines[0].points: expected an array of 2 to 256 points" },
  { LINE ("[[0,0],[1]]", IN), "bad.json: $.lines[0].points[1]: expected a point [x, y]" },
  { LINE ("[[0,0],[1,2]]", IN), "bad.json: $.lines[0].points[1]: expected a point [x, y]" },
  { LINE ("[[0,0],[1,-0.1]]", IN), "bad.json: $.lines[0].points[1]: expected a point [x, y]" },
  { LINE ("[[0,0],[1,\"0\"]]", IN), "bad.json: $.lines[0].points[1]: expected a point [x, y]" },
  { LINE ("[[0,0],[1,1e999]]", IN), "bad.json: $.lines[0].points[1]: expected a point [x, y]" },
  { LINE ("[[0,0],[0,0]]", IN), "bad.json: $.lines[0].points[1]: expected a point that differs" },
  { LINE ("[[0,0],[1,0],[0.5,0]]", IN), "bad.json: $.lines[0].points: expected a line that does "
                                        "not cross" },
  { LINE ("[[0,0],[1,1],[1,0],[0,1]]", IN), "bad.json: $.lines[0].points: expected a line that "
                                            "does not cross" },
  { LINE ("[[0,0.5],[0.8,0.5]]", ""), "bad.json: $.lines[0].in: expected a point [x, y]" },
  { LINE ("[[0,0.5],[0.8,0.5]]", ",\"in\":[0.3,0.5]"), "bad.json: $.lines[0].in: expected a point "
                                                       "beside the line" },
  { LINE ("[[0,0.5],[0.8,0.5]]", ",\"in\":[0.9,0.5]"), "bad.json: $.lines[0].in: expected a point "
                                                       "beside the line" },
  { LINE ("[[0,0],[1,0]]", IN ",\"band\":-1"), "bad.json: $.lines[0].band: expected a number from "
                                               "0 to 2" },
  { LINE ("[[0,0],[1,0]]", IN ",\"band\":\"1\""), "bad.json: $.lines[0].band: expected a number" },
  { LINE ("[[0,0],[1,0]]", IN ",\"colour\":1"), "bad.json: $.lines[0]: unknown member \"colour\"" },
  { ZONE ("[[0,0],[1,0]]"), "bad.json: $.zones[0].polygon: expected an array of 3 to 256 points" },
  { ZONE ("[[0,0],[1,1],[1,0],[0,1]]"), "bad.json: $.zones[0].polygon: expected a polygon that "
                                        "does not cross" },
  { ZONE ("[[0,0],[0.5,0],[1,0]]"), "bad.json: $.zones[0].polygon: expected a polygon that does "
                                    "not cross" },
  { ZONE ("[[0,0],[1,0],[0,0]]"), "bad.json: $.zones[0].polygon: expected a polygon that does not "
                                  "cross" },
  { ZONE ("[[0,0],[0.001,0],[0,0.001]]"), "bad.json: $.zones[0].polygon: expected a polygon with "
                                          "an area" },
  { ZONE ("[[0,0],[1,0],[1,1]],\"min-visit\":4000"), "bad.json: $.zones[0].min-visit: expected a "
                                                     "number from 0 to 3600" },
  { "{\"zones\":[{\"name\":\"a\",\"polygon\":[[0,0],[1,0],[1,1]]},"
    "{\"name\":\"a\",\"polygon\":[[0,0],[1,0],[1,1]]}]}",
    "bad.json: $.zones[1].name: expected a name of its own, \"a\" is taken" },
  { "{\"masks\":[{\"name\":\"a\",\"polygon\":[[0,0],[1,0],[1,1]]}]}",
    "bad.json: $.masks[0]: unknown member \"name\"" },
};

GST_START_TEST (refused)
{
  g_autoptr (GError) error = NULL;
  const char *message = mistakes[__i__].message;
  AisleConfig *config = aisle_config_parse (mistakes[__i__].json, -1, "bad.json", &error);
  ck_assert_ptr_null (config);
  ck_assert_ptr_nonnull (error);
  ck_assert (error->domain == AISLE_CONFIG_ERROR);
  ck_assert_msg (g_str_has_prefix (error->message, message), "%s\n%s", error->message, message);
  /* and without a place for the error */
  ck_assert_ptr_null (aisle_config_parse (mistakes[__i__].json, -1, "bad.json", NULL));
}
GST_END_TEST;

GST_START_TEST (limits)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) deep = g_string_new ("{\"lines\":");
  for (guint i = 0; i < 200000; i++)
    g_string_append_c (deep, '[');
  ck_assert_ptr_null (aisle_config_parse (deep->str, -1, "deep.json", &error));
  ck_assert (g_error_matches (error, AISLE_CONFIG_ERROR, AISLE_CONFIG_ERROR_JSON));
  g_clear_error (&error);
  g_autoptr (GString) many = g_string_new ("{\"lines\":[");
  for (guint i = 0; i < 65; i++)
    g_string_append_printf (many, "%s{\"name\":\"%u\",\"points\":[[0,0],[1,0]],\"in\":[0,1]}",
                            i ? "," : "", i);
  g_string_append (many, "]}");
  ck_assert_ptr_null (aisle_config_parse (many->str, -1, "many.json", &error));
  ck_assert_str_eq (error->message, "many.json: $.lines: expected an array of 0 to 64 lines");
  g_clear_error (&error);
  g_autofree char *big = g_strnfill (AISLE_CONFIG_MAX_BYTES + 1, ' ');
  ck_assert_ptr_null (aisle_config_parse (big, -1, "big.json", &error));
  ck_assert (g_error_matches (error, AISLE_CONFIG_ERROR, AISLE_CONFIG_ERROR_JSON));
}
GST_END_TEST;

GST_START_TEST (files)
{
  g_autoptr (GError) error = NULL;
  ck_assert_ptr_null (aisle_config_load ("/nowhere/a.json", &error));
  ck_assert (g_error_matches (error, AISLE_CONFIG_ERROR, AISLE_CONFIG_ERROR_FILE));
  ck_assert (g_str_has_prefix (error->message, "/nowhere/a.json: expected a readable file: "));
  g_clear_error (&error);
  ck_assert_ptr_null (aisle_config_load ("/", &error));
  ck_assert (g_error_matches (error, AISLE_CONFIG_ERROR, AISLE_CONFIG_ERROR_FILE));
  g_clear_error (&error);
  ck_assert_ptr_null (aisle_config_load ("/dev/zero", &error));
  ck_assert (g_error_matches (error, AISLE_CONFIG_ERROR, AISLE_CONFIG_ERROR_JSON));
  g_clear_error (&error);
  static const char *const names[] = { "vtest.json", "one-by-one.json" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename (g_getenv ("TEST_DATA"), names[i], NULL);
    g_autoptr (AisleConfig) config = aisle_config_load (path, &error);
    g_assert_no_error (error);
    ck_assert_uint_ge (config->n_lines, 1);
  }
}
GST_END_TEST;

static Suite *
config_suite (void)
{
  Suite *s = suite_create ("config-file");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (s, tc);
  tcase_add_test (tc, full);
  tcase_add_test (tc, defaults);
  tcase_add_loop_test (tc, refused, 0, G_N_ELEMENTS (mistakes));
  tcase_add_test (tc, limits);
  tcase_add_test (tc, files);
  return s;
}

GST_CHECK_MAIN (config)
