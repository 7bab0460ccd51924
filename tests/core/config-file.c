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
  ck_assert_double_eq (config->staff.zone_time, 5);
  ck_assert (config->staff.after == 0 && config->re_entry == 0 && config->group_distance == 0);
  g_autoptr (AisleConfig) more =
      aisle_config_parse ("{\"groups\":2,\"ground\":{\"person-height\":1.7},"
                          "\"queues\":[{\"name\":\"a\",\"area\":[[0,0],[1,0],[1,1]],"
                          "\"service\":[[0,0],[1,0],[1,1]]}]}",
                          -1, "a.json", NULL);
  ck_assert_double_eq (more->group_distance, 2);
  ck_assert (more->ground.n_points == 0 && more->ground.plan == NULL);
  ck_assert (more->queues[0].min_wait == 2 && more->queues[0].area.merge_gap == 0.5);
  ck_assert (more->queues[0].alert_length == 0 && more->queues[0].alert_wait == 0);
}
GST_END_TEST;

/* Every section that a config can have. */
GST_START_TEST (shop)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (g_getenv ("TEST_DATA"), "shop.json", NULL);
  g_autofree char *plan = g_build_filename (g_getenv ("TEST_DATA"), "plan.png", NULL);
  g_autofree char *uniform = g_build_filename (g_getenv ("TEST_DATA"), "shop.uniform", NULL);
  g_autoptr (AisleConfig) config = aisle_config_load (path, &error);
  g_assert_no_error (error);
  ck_assert_double_eq (config->lines[1].band_metres, 0.3);
  ck_assert (config->zones[0].staff && !config->zones[1].staff);
  ck_assert (config->zones[0].n_shelf == 0 && config->zones[1].n_shelf == 3);
  ck_assert_double_eq (config->zones[1].shelf[1].x, 0.8);
  const AisleQueueConfig *queue = &config->queues[0];
  ck_assert_uint_eq (config->n_queues, 1);
  ck_assert_str_eq (queue->name, "till");
  ck_assert (queue->area.n_points == 4 && queue->service.n_points == 3);
  ck_assert (queue->min_wait == 3 && queue->alert_length == 5 && queue->alert_wait == 180);
  const AisleOccupancyConfig *occupancy = &config->occupancies[0];
  ck_assert (config->n_occupancies == 1 && occupancy->n_lines == 1);
  ck_assert_str_eq (occupancy->lines[0], "entrance");
  ck_assert (occupancy->reset == 240 && occupancy->empty_after == 3600);
  ck_assert_uint_eq (config->n_turn_ins, 1);
  ck_assert_str_eq (config->turn_ins[0].outside, "pavement");
  ck_assert_str_eq (config->turn_ins[0].inside, "entrance");
  const AisleGroundConfig *ground = &config->ground;
  ck_assert_uint_eq (ground->n_points, 4);
  ck_assert (ground->at[2].x == 0.7 && ground->metres[2].y == -6.5);
  ck_assert (ground->person_height == 1.7 && ground->plan_scale == 0.02);
  ck_assert_str_eq (ground->plan, plan);
  ck_assert (ground->plan_origin.x == -1 && ground->plan_origin.y == -8);
  ck_assert (config->staff.zone_time == 10 && config->staff.after == 1800);
  ck_assert_str_eq (config->staff.uniform, uniform);
  ck_assert_uint_eq (config->staff.looks->n, 2);
  ck_assert (config->re_entry == 600 && config->group_distance == 1.2);
  ck_assert_double_eq (config->child_height, 1.3);
}
GST_END_TEST;

GST_START_TEST (hours)
{
  static const struct {
    int open, close;
  } week[] = { { 540, 1200 }, { 540, 1200 }, { 540, 1200 }, { 540, 1200 },
               { 540, 1200 }, { 570, 120 },  { -1, -1 } };
  g_autofree char *path = g_build_filename (g_getenv ("TEST_DATA"), "shop.json", NULL);
  g_autoptr (AisleConfig) config = aisle_config_load (path, NULL);
  g_autoptr (AisleConfig) empty = aisle_config_parse ("{\"hours\":{}}", -1, "a.json", NULL);
  ck_assert_str_eq (config->hours.time_zone, "Europe/Berlin");
  ck_assert_str_eq (empty->hours.time_zone, "UTC");
  ck_assert (config->hours.day_start == 240 && empty->hours.day_start == 0);
  for (guint day = 0; day < 7; day++) {
    ck_assert_int_eq (config->hours.days[day].open, week[day].open);
    ck_assert_int_eq (config->hours.days[day].close, week[day].close);
    ck_assert_int_eq (empty->hours.days[day].open, 0);
    ck_assert_int_eq (empty->hours.days[day].close, 1440);
  }
}
GST_END_TEST;

#define LINE(points, more) "{\"lines\":[{\"name\":\"a\",\"points\":" points more "}]}"
#define IN ",\"in\":[0.5,0.9]"
#define ZONE(polygon) "{\"zones\":[{\"name\":\"a\",\"polygon\":" polygon "}]}"

#define DOORS(more) "{\"lines\":[{\"name\":\"a\",\"points\":[[0,0],[1,0]],\"in\":[0,1]}]," more "}"
#define QUEUE(more) "{\"queues\":[{\"name\":\"q\",\"area\":[[0,0],[1,0],[1,1]]," more "}]}"
#define SERVICE "\"service\":[[0,0],[1,0],[1,1]]"
#define HOURS(members) "{\"hours\":{" members "}}"
#define POINTS(a, b, c, d)                                                                         \
  "{\"ground\":{\"points\":[{\"at\":[0,0],\"metres\":" a "},{\"at\":[1,0],\"metres\":" b "},"      \
  "{\"at\":[1,1],\"metres\":" c "},{\"at\":[0,1],\"metres\":" d "}]}}"
#define GROUND(members) "{\"ground\":{" members "}}"

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
  { "{\"line\":[]}",
    "bad.json: $: unknown member \"line\"; expected one of: camera, reference, "
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
  { LINE ("[[0,0],[1,0]]", IN ",\"band-metres\":0.3"),
    "bad.json: $.lines[0].band-metres: expected a \"ground\"" },
  { ZONE ("[[0,0],[1,0],[1,1]],\"staff\":1"), "bad.json: $.zones[0].staff: expected true or" },
  { ZONE ("[[0,0],[1,0],[1,1]],\"shelf\":[[0,0],[1,1]]"),
    "bad.json: $.zones[0].shelf: expected an array of 3 to 256 points" },
  { QUEUE ("\"min-wait\":1"), "bad.json: $.queues[0].service: expected an array" },
  { QUEUE (SERVICE ",\"alert-length\":1.5"),
    "bad.json: $.queues[0].alert-length: expected a whole number from 0 to 1000" },
  { QUEUE (SERVICE ",\"alert-length\":\"5\""), "bad.json: $.queues[0].alert-length: expected a w" },
  { QUEUE (SERVICE ",\"alert-wait\":-1"), "bad.json: $.queues[0].alert-wait: expected a number" },
  { QUEUE (SERVICE "},{\"name\":\"q\",\"area\":[[0,0],[1,0],[1,1]]," SERVICE),
    "bad.json: $.queues[1].name: expected a name of its own" },
  { DOORS ("\"occupancy\":[{\"name\":\"o\",\"lines\":[]}]"),
    "bad.json: $.occupancy[0].lines: expected an array of 1 to 64 names of lines" },
  { DOORS ("\"occupancy\":[{\"name\":\"o\",\"lines\":[\"a\",\"b\"]}]"),
    "bad.json: $.occupancy[0].lines[1]: expected the name of a line, there is no \"b\"" },
  { DOORS ("\"occupancy\":[{\"name\":\"o\",\"lines\":[\"a\",\"a\"]}]"),
    "bad.json: $.occupancy[0].lines[1]: expected each line once" },
  { DOORS ("\"occupancy\":[{\"name\":\"o\",\"lines\":[3]}]"),
    "bad.json: $.occupancy[0].lines[0]: expected the name of a line" },
  { DOORS ("\"occupancy\":[{\"name\":\"o\",\"lines\":[\"a\"],\"reset\":\"4:00\"}]"),
    "bad.json: $.occupancy[0].reset: expected a time of day" },
  { DOORS ("\"turn-in\":[{\"name\":\"t\",\"outside\":\"a\",\"inside\":\"b\"}]"),
    "bad.json: $.turn-in[0].inside: expected the name of a line, there is no \"b\"" },
  { DOORS ("\"turn-in\":[{\"name\":\"t\",\"outside\":\"a\",\"inside\":\"a\"}]"),
    "bad.json: $.turn-in[0].inside: expected another line" },
  { "{\"hours\":[]}", "bad.json: $.hours: expected an object" },
  { HOURS ("\"time-zone\":\"Berlin/Europe\""),
    "bad.json: $.hours.time-zone: expected a time zone" },
  { HOURS ("\"time-zone\":\"../zoneinfo/UTC\""), "bad.json: $.hours.time-zone: expected a time" },
  { HOURS ("\"time-zone\":\"/etc/localtime\""), "bad.json: $.hours.time-zone: expected a time" },
  { HOURS ("\"time-zone\":1"), "bad.json: $.hours.time-zone: expected a time zone" },
  { HOURS ("\"day-start\":\"24:01\""), "bad.json: $.hours.day-start: expected a time of day" },
  { HOURS ("\"day\":\"closed\""), "bad.json: $.hours: unknown member \"day\"; expected time-zone" },
  { HOURS ("\"fri-mon\":\"closed\""), "bad.json: $.hours: unknown member \"fri-mon\"" },
  { HOURS ("\"mon\":\"open\""), "bad.json: $.hours.mon: expected [\"09:00\", \"20:00\"] or" },
  { HOURS ("\"mon\":[\"09:00\"]"), "bad.json: $.hours.mon: expected [\"09:00\", \"20:00\"] or" },
  { HOURS ("\"mon\":[\"09:00\",\"20:60\"]"), "bad.json: $.hours.mon[1]: expected a time of day" },
  { HOURS ("\"mon\":[\"24:00\",\"02:00\"]"), "bad.json: $.hours.mon: expected an opening before" },
  { HOURS ("\"mon\":\"closed\",\"mon-fri\":\"closed\""),
    "bad.json: $.hours.mon-fri: expected each day once, \"mon\" is there twice" },
  { HOURS ("\"mon-sat\":\"closed\""),
    "bad.json: $.hours: expected hours or \"closed\" for \"sun\", too" },
  { GROUND (""), "bad.json: $.ground: expected \"points\" or a \"person-height\"" },
  { GROUND ("\"points\":[]"), "bad.json: $.ground.points: expected four or more points" },
  { POINTS ("[0,0]", "[1,0]", "[2,0]", "[3,0]"), "bad.json: $.ground.points: expected four or" },
  { POINTS ("[0,0]", "[0,0]", "[1,1]", "[0,1]"), "bad.json: $.ground.points: expected four or" },
  { POINTS ("[0,0]", "[1,1]", "[1,0]", "[0,1]"), "bad.json: $.ground.points: no camera sees" },
  { POINTS ("[0,0]", "[1,0]", "[1,20000]", "[0,1]"),
    "bad.json: $.ground.points[2].metres: expected [x, y] in metres, each from -10000 to 10000" },
  { GROUND ("\"points\":[{\"at\":[0,2]}]"), "bad.json: $.ground.points[0].at: expected a point" },
  { GROUND ("\"person-height\":4"),
    "bad.json: $.ground.person-height: expected a number from 0 to 3" },
  { GROUND ("\"person-height\":1.7,\"plan\":\"a.png\""),
    "bad.json: $.ground: expected a \"plan\"" },
  { GROUND ("\"person-height\":1.7,\"plan-scale\":1"), "bad.json: $.ground: expected a \"plan\"" },
  { GROUND ("\"person-height\":1.7,\"plan\":\"\""), "bad.json: $.ground.plan: expected the path" },
  { "{\"staff\":{\"zone\":1}}", "bad.json: $.staff: unknown member \"zone\"" },
  { "{\"staff\":{\"after\":90000}}", "bad.json: $.staff.after: expected a number from 0 to 86400" },
  { "{\"groups\":{}}", "bad.json: $.groups: expected a \"distance\"" },
  { "{\"groups\":true}", "bad.json: $.groups: expected a number from 0 to 10" },
  { "{\"re-entry\":-1}", "bad.json: $.re-entry: expected a number" },
  { "{\"child-height\":\"1\"}", "bad.json: $.child-height: expected a number" },
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

/* Only a config that is loaded reads the file of uniforms; what it names must be there. */
GST_START_TEST (uniform)
{
  static const char text[] = "{\"staff\":{\"uniform\":\"/nowhere/uniform.json\"}}";
  g_autoptr (GError) error = NULL;
  g_autoptr (AisleConfig) config = aisle_config_parse (text, -1, "a.json", &error);
  g_assert_no_error (error);
  ck_assert_str_eq (config->staff.uniform, "/nowhere/uniform.json");
  ck_assert_ptr_null (config->staff.looks);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "aisle-uniform-test.json", NULL);
  ck_assert (g_file_set_contents (path, text, -1, NULL));
  ck_assert_ptr_null (aisle_config_load (path, &error));
  ck_assert (g_error_matches (error, AISLE_CONFIG_ERROR, AISLE_CONFIG_ERROR_FILE));
  ck_assert_ptr_nonnull (strstr (error->message, "$.staff.uniform: /nowhere/uniform.json: "));
  g_unlink (path);
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
  static const char *const names[] = { "vtest.json", "one-by-one.json", "shop.json" };
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
  tcase_add_test (tc, shop);
  tcase_add_test (tc, hours);
  tcase_add_loop_test (tc, refused, 0, G_N_ELEMENTS (mistakes));
  tcase_add_test (tc, limits);
  tcase_add_test (tc, uniform);
  tcase_add_test (tc, files);
  return s;
}

GST_CHECK_MAIN (config)
