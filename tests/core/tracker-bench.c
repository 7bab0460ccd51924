/* SPDX-License-Identifier: MIT */
/**
 * @file tracker-bench.c
 * tracker-bench [PEOPLE]: µs of CPU per frame of the tracker on people who walk to and fro in a
 * hall, with jitter, misses and clutter.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "gst/core/tracker.h"

enum { SEED = 50, FRAMES = 2000, MOST = 1000 };

static guint
make_frame (GRand *rand, guint people, int frame, AisleBox *boxes)
{
  guint n = 0;

  for (guint i = 0; i < people; i++) {
    double x = 960 + 800 * sin (frame * .01 + i * 2.4), y = 200 + 700. * i / people;

    if (g_rand_double (rand) < .1)
      continue;
    boxes[n++] = (AisleBox){ (float) (x + g_rand_double_range (rand, -3, 3)),
                             (float) (y + g_rand_double_range (rand, -3, 3)), 40, 100,
                             (float) g_rand_double_range (rand, .2, .9), 0 };
  }
  for (guint i = 0; i < people / 5; i++)
    boxes[n++] = (AisleBox){ (float) g_rand_double_range (rand, 0, 1900),
                             (float) g_rand_double_range (rand, 0, 1000), 40, 100, .3f, 0 };
  return n;
}

int
main (int argc, char **argv)
{
  g_autoptr (AisleTracker) tracker = aisle_tracker_new (NULL);
  g_autofree AisleBox *boxes = g_new (AisleBox, 2 * MOST);
  guint people = argc > 1 ? (guint) CLAMP (atoi (argv[1]), 1, MOST) : 50, n_tracks = 0;
  GRand *rand = g_rand_new_with_seed (SEED);
  clock_t spent = 0;

  for (int frame = 0; frame < FRAMES; frame++) {
    guint n = make_frame (rand, people, frame, boxes);
    clock_t start = clock ();

    aisle_tracker_update (tracker, frame * G_GINT64_CONSTANT (100000000), boxes, n, TRUE,
                          &n_tracks);
    spent += clock () - start;
  }
  printf ("%u people: %.1f us of CPU per frame (%u tracks in the last)\n", people,
          1e6 * (double) spent / CLOCKS_PER_SEC / FRAMES, n_tracks);
  g_rand_free (rand);
  return 0;
}
