/* SPDX-License-Identifier: MIT */
/**
 * @file footfall-bench.c
 * footfall-bench [PEOPLE]: µs of CPU per frame of the counting on people who walk to and fro: with
 * two lines and two zones, and with each thing besides that a config can ask for.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "gst/core/footfall.h"

enum { FRAMES = 3000, MOST = 1000 };

#define LINES                                                                                      \
  "\"lines\":[{\"name\":\"a\",\"points\":[[0.3,0.1],[0.3,0.9]],\"in\":[0.9,0.5]},"                 \
  "{\"name\":\"b\",\"points\":[[0.7,0.1],[0.7,0.9]],\"in\":[0.9,0.5]}]"
#define ZONES(first, second)                                                                       \
  ",\"zones\":[{\"name\":\"c\",\"polygon\":[[0.1,0.1],[0.3,0.1],[0.3,0.9],[0.1,0.9]]" first "},"   \
  "{\"name\":\"d\",\"polygon\":[[0.5,0.1],[0.7,0.1],[0.7,0.9],[0.5,0.9]]" second "}]"
#define SHELVES                                                                                    \
  ZONES (",\"shelf\":[[0,0.1],[0.1,0.1],[0.1,0.9]]", ",\"shelf\":[[0.8,0.1],[0.7,0.1],[0.7,0.9]]")
#define QUEUE                                                                                      \
  ",\"queues\":[{\"name\":\"q\",\"area\":[[0.1,0.1],[0.4,0.1],[0.4,0.9],[0.1,0.9]],"               \
  "\"service\":[[0.4,0.1],[0.5,0.1],[0.5,0.9],[0.4,0.9]]}]"
#define PEOPLE                                                                                     \
  ",\"turn-in\":[{\"name\":\"t\",\"outside\":\"a\",\"inside\":\"b\"}],\"re-entry\":300,"           \
  "\"staff\":{\"after\":80000}"

static const struct {
  const char *name, *config;
} cases[] = {
  { "lines and zones", "{" LINES ZONES ("", "") "}" },
  { "with shelves", "{" LINES SHELVES "}" },
  { "with a queue", "{" LINES ZONES ("", "") QUEUE "}" },
  { "with staff, re-entry and turn-in", "{" LINES ZONES ("", "") PEOPLE "}" },
  { "with all of them", "{" LINES SHELVES QUEUE PEOPLE "}" },
};

static double
measure (const char *json, guint people)
{
  static const AisleAppearance look = { { 1 } };
  g_autoptr (AisleConfig) config = aisle_config_parse (json, -1, "bench", NULL);
  g_autoptr (AisleFootfall) footfall = aisle_footfall_new (config, 1);
  g_autofree AisleTrack *tracks = g_new0 (AisleTrack, people);
  clock_t spent = 0;
  aisle_footfall_set_frame_size (footfall, 1920, 1080, 1);
  for (int frame = 0; frame < FRAMES; frame++) {
    for (guint i = 0; i < people; i++) {
      double x = 960 + 800 * sin (frame * .005 + i * 2.4), y = 200 + 700. * i / people;
      tracks[i] = (AisleTrack) { .id = i + 1,
                                 .box = { (float) x, (float) y, 40, 100, .9f, 0 },
                                 .confidence = 1,
                                 .appearance = &look };
    }
    clock_t start = clock ();
    g_ptr_array_unref (aisle_footfall_update (footfall, frame * G_GINT64_CONSTANT (100000000),
                                              tracks, people, FALSE));
    spent += clock () - start;
  }
  return 1e6 * (double) spent / CLOCKS_PER_SEC / FRAMES;
}

int
main (int argc, char **argv)
{
  guint people = argc > 1 ? (guint) CLAMP (atoi (argv[1]), 1, MOST) : 50;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    printf ("%u people, %s: %.1f us of CPU per frame\n", people, cases[i].name,
            measure (cases[i].config, people));
  return 0;
}
