/* SPDX-License-Identifier: MIT */
/**
 * @file detect-boxes.c
 * detect-boxes TRUTH.txt WIDTH HEIGHT FPS [DETECTOR [SEED]]: what a simulated detector makes of the
 * true boxes of real footage (MOT text), on stdout as MOT text.
 */
#include <stdio.h>
#include <stdlib.h>

#include "gst/core/mot.h"
#include "tests/simulator/detector.h"
#include "tests/simulator/figures.h"
#include "tests/simulator/seeds.h"

/* False boxes are as large as bodies seen by such a camera: on a mast, looking far. */
#define MAST .view = 38, .mount = 6, .tilt = 18

static const char usage[] =
    "usage: detect-boxes TRUTH.txt WIDTH HEIGHT FPS [DETECTOR [SEED]]";

static guint
frame_of (GArray *rows, guint i)
{
  return g_array_index (rows, AisleMotRow, i).frame;
}

/* Who stands lower in the picture is nearer. */
static guint
take_frame (GArray *figures, GArray *rows, guint at, guint frame, const SimCamera *camera)
{
  g_array_set_size (figures, 0);
  for (; at < rows->len && frame_of (rows, at) == frame; at++) {
    const AisleMotRow *row = &g_array_index (rows, AisleMotRow, at);
    SimFigure figure = { .id = (guint) row->id, .box = row->box,
                         .distance = -(row->box.y + row->box.h) };
    if (sim_camera_clip (camera, &row->box, &figure.inside))
      g_array_append_val (figures, figure);
  }
  sim_figures_measure (figures, NULL, 0);
  return at;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = argc > 4 ? aisle_mot_load (argv[1], &error) : NULL;
  if (!rows) {
    fprintf (stderr, "%s\n", error ? error->message : usage);
    return 2;
  }
  SimCamera camera = { (guint) atoi (argv[2]), (guint) atoi (argv[3]), MAST };
  double fps = g_ascii_strtod (argv[4], NULL);
  const SimDetectorParams *params = sim_detector_find (argc > 5 ? argv[5] : "aisle");
  guint64 seed = argc > 6 ? g_ascii_strtoull (argv[6], NULL, 10) : SIM_SEED_DEVELOPMENT;
  g_autoptr (SimDetector) detector = sim_detector_new (params, &camera, seed);
  g_autoptr (GArray) figures = g_array_new (FALSE, FALSE, sizeof (SimFigure));
  g_autoptr (GString) text = g_string_new (NULL);
  guint last = rows->len ? frame_of (rows, rows->len - 1) : 0, at = 0;
  for (guint frame = 1; frame <= last; frame++) {
    at = take_frame (figures, rows, at, frame, &camera);
    const GArray *boxes = sim_detector_look (detector, figures, 1 / fps);
    for (guint i = 0; i < boxes->len; i++)
      aisle_mot_append (text, &(AisleMotRow){ frame, -1, g_array_index (boxes, AisleBox, i) });
  }
  fputs (text->str, stdout);
  return 0;
}
