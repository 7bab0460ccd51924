/* SPDX-License-Identifier: MIT */
/** @file floor-record.c Files of heat, flow and paths of one walk, with and without a plan. */
#include <string.h>

#include <glib/gstdio.h>
#include <gst/check/gstcheck.h>

#include "pipelines/floor-record.h"

static char *folder;

static char *
in_folder (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static char *
text_of (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* Six metres to the right in four seconds, along y = 2 m, from x = 1 m. */
static gboolean
record_walk (const FloorFiles *files, const AisleConfig *config, GError **error)
{
  g_autoptr (FloorRecord) record = floor_record_new (files, error);
  if (record == NULL)
    return FALSE;
  for (guint frame = 0; frame <= 40; frame++) {
    const AisleScenePerson people[] = {
      { .track = 5, .number = 7, .on_floor = TRUE, .floor = { 1 + 0.15 * frame, 2 } },
      { .track = 6, .number = 8, .on_floor = TRUE, .coasting = TRUE, .floor = { 90, 90 } },
      { .track = 9, .number = 9 },
    };
    floor_record_update (record, frame * G_GINT64_CONSTANT (100000000), people, 3);
  }
  return floor_record_finish (record, config, error);
}

static AisleConfig *
config_with_plan (const char *plan)
{
  AisleConfig *config = aisle_config_parse ("{}", -1, "test.json", NULL);
  config->ground.plan = g_strdup (plan);
  config->ground.plan_scale = 0.05;
  config->ground.plan_origin = (AislePoint) { -1, -1 };
  return config;
}

GST_START_TEST (numbers)
{
  g_autofree char *heat = in_folder ("heat.csv"), *flow = in_folder ("flow.csv");
  g_autofree char *paths = in_folder ("paths.jsonl");
  const FloorFiles files = { heat, flow, paths };
  g_autoptr (GError) error = NULL;
  fail_unless (record_walk (&files, NULL, &error));
  g_autofree char *heat_text = text_of (heat), *flow_text = text_of (flow);
  g_autofree char *path_text = text_of (paths);
  double seconds = 0;
  g_auto (GStrv) lines = g_strsplit (heat_text, "\n", -1);
  fail_unless_equals_string (lines[0], "x,y,seconds");
  for (guint i = 1; lines[i] != NULL && *lines[i]; i++)
    seconds += g_ascii_strtod (strrchr (lines[i], ',') + 1, NULL);
  fail_unless (ABS (seconds - 4) < 0.02, "%f s", seconds);
  fail_unless (strstr (flow_text, "\n4.125,2.125,1.500,0.000,1.500,") != NULL);
  fail_unless (g_str_has_prefix (path_text, "{\"track\":7,\"points\":[[0.000,1.000,2.000],[0.500,"
                                            "1.750,2.000],"));
  fail_unless (g_str_has_suffix (path_text, "[4.000,7.000,2.000]]}\n"));
}
GST_END_TEST;

static guint32
pixel_of (const char *png, int x, int y)
{
  cairo_surface_t *surface = cairo_image_surface_create_from_png (png);
  fail_unless (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS);
  fail_unless (x < cairo_image_surface_get_width (surface));
  const guint8 *row = cairo_image_surface_get_data (surface)
                      + (gsize) y * (gsize) cairo_image_surface_get_stride (surface);
  guint32 pixel;
  memcpy (&pixel, row + 4 * x, sizeof pixel);
  cairo_surface_destroy (surface);
  return pixel & 0xffffff;
}

/* A plan of 200 × 100 pixels, all green: 10 × 5 m, shown six times as large. */
static char *
make_plan (void)
{
  char *path = in_folder ("plan.png");
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 200, 100);
  cairo_t *cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 0, 1, 0);
  cairo_paint (cr);
  fail_unless (cairo_surface_write_to_png (surface, path) == CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return path;
}

/* A metre is 120 pixels; the origin of the floor is a metre right of and below the corner. */
GST_START_TEST (on_a_plan)
{
  g_autofree char *heat = in_folder ("heat.png"), *flow = in_folder ("flow.png");
  g_autofree char *paths = in_folder ("paths.png"), *plan = make_plan ();
  const FloorFiles files = { heat, flow, paths };
  g_autoptr (AisleConfig) config = config_with_plan (plan);
  g_autoptr (GError) error = NULL;
  fail_unless (record_walk (&files, config, &error), "%s", error ? error->message : "");
  const char *const pictures[] = { heat, flow, paths };
  for (guint i = 0; i < 3; i++) {
    fail_unless_equals_int (pixel_of (pictures[i], 600, 60), 0x00ff00);
    fail_unless_equals_int (pixel_of (pictures[i], 60, 360), 0x00ff00);
  }
  /* The walk is in the middle of both. */
  fail_if (pixel_of (heat, 600, 360) == 0x00ff00);
  fail_if (pixel_of (paths, 600, 360) == 0x00ff00);
}
GST_END_TEST;

GST_START_TEST (drawing)
{
  g_autofree char *paths = in_folder ("paths.svg"), *heat = in_folder ("grid.png");
  const FloorFiles files = { heat, NULL, paths };
  g_autoptr (GError) error = NULL;
  fail_unless (record_walk (&files, NULL, &error));
  g_autofree char *text = text_of (paths);
  fail_unless (strstr (text, "<svg") != NULL && strstr (text, "</svg>") != NULL);
  pixel_of (heat, 0, 0);
}
GST_END_TEST;

static void
check_error (const FloorFiles *files, const AisleConfig *config, const char *part)
{
  g_autoptr (GError) error = NULL;
  fail_if (record_walk (files, config, &error));
  fail_unless (strstr (error->message, part) != NULL, "%s", error->message);
}

GST_START_TEST (errors)
{
  g_autofree char *heat = in_folder ("heat.png");
  g_autoptr (AisleConfig) config = config_with_plan ("/nowhere/plan.png");
  check_error (&(FloorFiles) { heat, NULL, NULL }, config,
               "cannot read the plan '/nowhere/plan.png'");
  check_error (&(FloorFiles) { "/nowhere/heat.png", NULL, NULL }, NULL, "'/nowhere/heat.png'");
  check_error (&(FloorFiles) { NULL, "/nowhere/flow.csv", NULL }, NULL, "/nowhere/flow.csv");
  check_error (&(FloorFiles) { NULL, NULL, "/nowhere/p.svg" }, NULL, "'/nowhere/p.svg'");
  check_error (&(FloorFiles) { NULL, NULL, "/nowhere/p.jsonl" }, NULL, "'/nowhere/p.jsonl'");
}
GST_END_TEST;

/* The pictures are written, and the reason why they are empty is told. */
GST_START_TEST (nobody)
{
  g_autofree char *heat = in_folder ("nobody.png"), *flow = in_folder ("nobody.csv");
  g_autofree char *paths = in_folder ("nobody.svg");
  const FloorFiles files = { heat, flow, paths };
  g_autoptr (GError) error = NULL;
  g_autoptr (FloorRecord) record = floor_record_new (&files, &error);
  fail_if (floor_record_finish (record, NULL, &error));
  fail_unless (strstr (error->message, "the floor was not known") != NULL);
  fail_unless (g_file_test (heat, G_FILE_TEST_EXISTS) && g_file_test (paths, G_FILE_TEST_EXISTS));
}
GST_END_TEST;

static void
setup (void)
{
  folder = g_dir_make_tmp ("floor-XXXXXX", NULL);
}

static void
teardown (void)
{
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  for (const char *name; (name = g_dir_read_name (files)) != NULL;) {
    g_autofree char *path = in_folder (name);
    g_unlink (path);
  }
  g_rmdir (folder);
  g_clear_pointer (&folder, g_free);
}

static Suite *
floor_record_suite (void)
{
  Suite *s = suite_create ("floor-record");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (s, tc);
  tcase_add_checked_fixture (tc, setup, teardown);
  tcase_add_test (tc, numbers);
  tcase_add_test (tc, on_a_plan);
  tcase_add_test (tc, drawing);
  tcase_add_test (tc, errors);
  tcase_add_test (tc, nobody);
  return s;
}

GST_CHECK_MAIN (floor_record)
