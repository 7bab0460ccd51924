/* SPDX-License-Identifier: MIT */
/**
 * @file picture.c
 * Makes the picture of the README: a drawn shop with simulated people, whose boxes (with noise and
 * misses, from a fixed seed) go through aisletrack, aislefootfall and aisleoverlay. No footage and
 * no detector take part.
 *
 *     picture CONFIG.json OUT.png
 */
#include <cairo.h>
#include <gst/analytics/analytics.h>
#include <gst/app/app.h>
#include <gst/video/video.h>
#include <math.h>
#include <stdio.h>

#define WIDTH 960
#define HEIGHT 540
#define FPS 10
#define FRAMES 260
#define SEED 7
#define MISSED 0.06 /* share of boxes that the simulated detector does not give */

/* ---- the shop: floor coordinates in metres, seen by an oblique camera ---------------------- */

typedef struct {
  double x, y;
} Point;

/* The camera's view of a point of the floor: what is far is higher up and smaller. */
static Point
project (Point floor)
{
  double depth = 9.0 / (9.0 + floor.y);

  return (Point) { WIDTH / 2 + floor.x * 105 * depth, 190 + 330 * (depth - 0.42) / 0.58 };
}

static double
pixels_per_metre (Point floor)
{
  return 105 * 9.0 / (9.0 + floor.y);
}

static void
fill_quad (cairo_t *cr, const Point corners[4], double grey)
{
  for (int i = 0; i < 4; i++)
    cairo_line_to (cr, corners[i].x, corners[i].y);
  cairo_close_path (cr);
  cairo_set_source_rgb (cr, grey, grey * 0.98, grey * 0.94);
  cairo_fill (cr);
}

/* A block on the floor: front, top and the side that the camera sees. */
static void
draw_block (cairo_t *cr, double x0, double y0, double x1, double y1, double height)
{
  const Point floor[4] = { { x0, y0 }, { x1, y0 }, { x1, y1 }, { x0, y1 } };
  Point low[4], high[4];

  for (int i = 0; i < 4; i++) {
    low[i] = project (floor[i]);
    high[i] = (Point) { low[i].x, low[i].y - height * pixels_per_metre (floor[i]) };
  }
  if (x0 > 0)
    fill_quad (cr, (Point[]) { low[0], low[3], high[3], high[0] }, 0.42);
  if (x1 < 0)
    fill_quad (cr, (Point[]) { low[1], low[2], high[2], high[1] }, 0.42);
  fill_quad (cr, (Point[]) { low[0], low[1], high[1], high[0] }, 0.5);
  fill_quad (cr, high, 0.66);
}

static void
draw_floor (cairo_t *cr)
{
  cairo_set_source_rgb (cr, 0.8, 0.79, 0.76);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, 0.62, 0.63, 0.65);
  cairo_rectangle (cr, 0, 0, WIDTH, project ((Point) { 0, 12 }).y);
  cairo_fill (cr);
  cairo_set_line_width (cr, 1);
  cairo_set_source_rgb (cr, 0.74, 0.73, 0.7);
  for (int i = -10; i <= 10; i++) {
    Point near = project ((Point) { i, -1.5 }), far = project ((Point) { i, 12 });
    cairo_move_to (cr, near.x, near.y);
    cairo_line_to (cr, far.x, far.y);
  }
  for (int i = -1; i <= 12; i++) {
    cairo_move_to (cr, 0, project ((Point) { 0, i }).y);
    cairo_rel_line_to (cr, WIDTH, 0);
  }
  cairo_stroke (cr);
}

static void
draw_shop (cairo_t *cr)
{
  draw_floor (cr);
  draw_block (cr, -4.8, 9.0, -0.8, 10.0, 1.5);
  draw_block (cr, 1.0, 9.0, 5.2, 10.0, 1.5);
  draw_block (cr, 0.8, 3.6, 2.9, 5.2, 0.9);
}

/* ---- the people ---------------------------------------------------------------------------- */

#define STOPS 5

/* Where somebody is when; between two stops they walk straight on. */
typedef struct {
  double red, green, blue, height;
  struct {
    double t;
    Point at;
  } stops[STOPS];
} Person;

static const Person people[] = {
  { 0.35,
    0.45,
    0.7,
    1.75,
    { { 2, { -6, 2.5 } },
      { 8, { -0.2, 3 } },
      { 22, { 0.0, 3.2 } },
      { 24, { 0.2, 3.1 } },
      { 40, { 4, 8 } } } },
  { 0.7,
    0.4,
    0.35,
    1.68,
    { { 5, { -6, 0.8 } },
      { 13, { 0.9, 2.2 } },
      { 21, { 1.3, 2.4 } },
      { 26, { 1.2, 2.3 } },
      { 40, { -6, 0 } } } },
  { 0.4,
    0.6,
    0.4,
    1.82,
    { { 0, { 3.5, 7.5 } },
      { 9, { -1, 6.5 } },
      { 16, { -6, 3.2 } },
      { 90, { -6, 3.2 } },
      { 91, { -6, 3.2 } } } },
  { 0.6,
    0.5,
    0.7,
    1.7,
    { { 12, { -6, 3.8 } },
      { 19, { -1.6, 6.6 } },
      { 26, { 1.6, 7.4 } },
      { 40, { 4, 7.5 } },
      { 91, { 4, 7 } } } },
  { 0.75,
    0.65,
    0.35,
    1.6,
    { { 17.5, { -6, 1.8 } },
      { 26.5, { -2.6, 1.2 } },
      { 40, { 2, 1 } },
      { 90, { 2, 1 } },
      { 91, { 2, 1 } } } },
};

/* Returns: FALSE while the person is not in the shop. */
static gboolean
locate (const Person *person, double t, Point *at)
{
  for (int i = 0; i + 1 < STOPS; i++) {
    double t0 = person->stops[i].t, t1 = person->stops[i + 1].t, share = (t - t0) / (t1 - t0);
    Point from = person->stops[i].at, to = person->stops[i + 1].at;

    if (t < t0 || t > t1)
      continue;
    *at = (Point) { from.x + share * (to.x - from.x), from.y + share * (to.y - from.y) };
    return at->x > -5.9;
  }
  return FALSE;
}

static void
draw_person (cairo_t *cr, const Person *person, Point at)
{
  Point feet = project (at);
  double h = person->height * pixels_per_metre (at), w = h * 0.3, head = h * 0.075;

  cairo_set_source_rgba (cr, 0, 0, 0, 0.18);
  cairo_save (cr);
  cairo_translate (cr, feet.x, feet.y);
  cairo_scale (cr, w * 0.75, w * 0.25);
  cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
  cairo_restore (cr);
  cairo_fill (cr);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_source_rgb (cr, 0.2, 0.22, 0.26);
  cairo_set_line_width (cr, w * 0.36);
  for (int side = -1; side <= 1; side += 2) {
    cairo_move_to (cr, feet.x + side * w * 0.2, feet.y - w * 0.18);
    cairo_line_to (cr, feet.x + side * w * 0.16, feet.y - h * 0.5);
  }
  cairo_stroke (cr);
  cairo_set_source_rgb (cr, person->red, person->green, person->blue);
  cairo_set_line_width (cr, w * 0.8);
  cairo_move_to (cr, feet.x, feet.y - h * 0.5);
  cairo_line_to (cr, feet.x, feet.y - h * 0.72);
  cairo_stroke (cr);
  cairo_set_source_rgb (cr, 0.8, 0.65, 0.55);
  cairo_arc (cr, feet.x, feet.y - h + head, head, 0, 2 * G_PI);
  cairo_fill (cr);
}

/* ---- frames -------------------------------------------------------------------------------- */

/* The box as a detector would see it: a few per cent off, sometimes not at all. */
static void
add_box (GstAnalyticsRelationMeta *meta, const Person *person, Point at, GRand *chance)
{
  Point feet = project (at);
  double h = person->height * pixels_per_metre (at), w = h * 0.42;
  double dx = g_rand_double_range (chance, -0.02, 0.02) * h;
  double dy = g_rand_double_range (chance, -0.015, 0.015) * h;
  double confidence = g_rand_double_range (chance, 0.55, 0.95);

  if (g_rand_double (chance) < MISSED)
    return;
  gst_analytics_relation_meta_add_od_mtd (meta, g_quark_from_string ("person"),
                                          (int) (feet.x - w / 2 + dx), (int) (feet.y - h + dy),
                                          (int) w, (int) (h * 1.03), (float) confidence, NULL);
}

static GstBuffer *
make_frame (guint number, GRand *chance)
{
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, WIDTH * HEIGHT * 4, NULL);
  GstAnalyticsRelationMeta *meta = gst_buffer_add_analytics_relation_meta (buffer);
  cairo_surface_t *surface;
  GstMapInfo map;
  cairo_t *cr;

  gst_buffer_map (buffer, &map, GST_MAP_WRITE);
  surface =
      cairo_image_surface_create_for_data (map.data, CAIRO_FORMAT_RGB24, WIDTH, HEIGHT, WIDTH * 4);
  cr = cairo_create (surface);
  draw_shop (cr);
  for (guint i = 0; i < G_N_ELEMENTS (people); i++) {
    Point at;
    if (!locate (&people[i], (double) number / FPS, &at))
      continue;
    draw_person (cr, &people[i], at);
    add_box (meta, &people[i], at, chance);
  }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  gst_buffer_unmap (buffer, &map);
  GST_BUFFER_PTS (buffer) = gst_util_uint64_scale (number, GST_SECOND, FPS);
  GST_BUFFER_DURATION (buffer) = GST_SECOND / FPS;
  return buffer;
}

static gboolean
write_png (GstSample *sample, const char *path)
{
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  cairo_surface_t *surface;
  cairo_status_t status;
  GstMapInfo map;

  gst_buffer_map (buffer, &map, GST_MAP_READ);
  surface =
      cairo_image_surface_create_for_data (map.data, CAIRO_FORMAT_RGB24, WIDTH, HEIGHT, WIDTH * 4);
  status = cairo_surface_write_to_png (surface, path);
  cairo_surface_destroy (surface);
  gst_buffer_unmap (buffer, &map);
  return status == CAIRO_STATUS_SUCCESS;
}

int
main (int argc, char **argv)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (SEED);
  g_autofree char *launch = NULL;
  g_autoptr (GstElement) pipeline = NULL;
  g_autoptr (GstElement) source = NULL;
  g_autoptr (GstElement) sink = NULL;
  g_autoptr (GstSample) last = NULL;
  g_autoptr (GError) error = NULL;

  if (argc != 3) {
    fprintf (stderr, "Usage: picture CONFIG.json OUT.png\n");
    return 2;
  }
  gst_init (NULL, NULL);
  launch = g_strdup_printf ("appsrc name=source format=time caps=video/x-raw,format=BGRx,"
                            "width=%d,height=%d,framerate=%d/1 ! aisletrack ! "
                            "aislefootfall config=\"%s\" seed=1 ! "
                            "aisleoverlay config=\"%s\" ! appsink name=sink sync=false",
                            WIDTH, HEIGHT, FPS, argv[1], argv[1]);
  pipeline = gst_parse_launch (launch, &error);
  if (!pipeline
      || gst_element_set_state (pipeline, GST_STATE_PLAYING) == GST_STATE_CHANGE_FAILURE) {
    fprintf (stderr, "picture: %s\n", error ? error->message : "the pipeline does not start");
    return 1;
  }
  source = gst_bin_get_by_name (GST_BIN (pipeline), "source");
  sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  for (guint i = 0; i < FRAMES; i++) {
    gst_app_src_push_buffer (GST_APP_SRC (source), make_frame (i, chance));
    g_clear_pointer (&last, gst_sample_unref);
    last = gst_app_sink_try_pull_sample (GST_APP_SINK (sink), 10 * GST_SECOND);
    if (!last)
      break;
  }
  if (!last || !write_png (last, argv[2])) {
    fprintf (stderr, "picture: %s cannot be written\n", argv[2]);
    return 1;
  }
  gst_element_set_state (pipeline, GST_STATE_NULL);
  return 0;
}
