/* SPDX-License-Identifier: MIT */
/** @file footfall.c Hand-made trajectories past lines, zones and masks. */
#include <gst/check/gstcheck.h>

#include "tests/core/walk.h"

/* IN is below the line y = 0.5, which spans x = 0.3…0.7. */
#define LINE "{\"lines\":[{\"name\":\"L\",\"points\":[[0.3,0.5],[0.7,0.5]],\"in\":[0.5,0.9]}]}"
#define CORNER                                                                                     \
  "{\"lines\":[{\"name\":\"L\",\"points\":[[0.3,0.2],[0.3,0.5],[0.7,0.5]],\"in\":[0.1,0.9]}]}"
#define CLOSED                                                                                     \
  "{\"lines\":[{\"name\":\"L\",\"points\":[[0.4,0.4],[0.6,0.4],[0.6,0.6],[0.4,0.6],[0.4,0.4]],"    \
  "\"in\":[0.5,0.5]}]}"
#define ZONE "{\"zones\":[{\"name\":\"Z\",\"polygon\":[[0.4,0.4],[0.6,0.4],[0.6,0.6],[0.4,0.6]]}]}"

#define WALK(id, ...)                                                                              \
  {                                                                                                \
    .track = id, .n = sizeof ((WalkPoint[]) { __VA_ARGS__ }) / sizeof (WalkPoint), .points = {     \
      __VA_ARGS__                                                                                  \
    }                                                                                              \
  }
#define P(...) { __VA_ARGS__ }
#define EXPECT(config, fps, seconds, story, ...)                                                   \
  G_STMT_START                                                                                     \
  {                                                                                                \
    const Walk walks[] = { __VA_ARGS__ };                                                          \
    walk_expect (config, walks, G_N_ELEMENTS (walks), fps, seconds, story);                        \
  }                                                                                                \
  G_STMT_END

GST_START_TEST (walks_in_and_out)
{
  EXPECT (LINE, 10, 6, "L in 1.00", WALK (1, P (0, 0.5, 0.4), P (2, 0.5, 0.6)));
  EXPECT (LINE, 10, 6, "L out 1.00", WALK (1, P (0, 0.5, 0.6), P (2, 0.5, 0.4)));
  /* between two frames, in proportion */
  EXPECT (LINE, 4, 6, "L in 1.10", WALK (1, P (0, 0.5, 0.39), P (2, 0.5, 0.59)));
}
GST_END_TEST;

GST_START_TEST (comes_back)
{
  EXPECT (LINE, 10, 9, "L in 1.00; L out 3.00",
          WALK (1, P (0, 0.5, 0.4), P (2, 0.5, 0.6), P (4, 0.5, 0.4)));
}
GST_END_TEST;

/* Three body heights per frame: never seen near the line. */
GST_START_TEST (fast_person)
{
  EXPECT (LINE, 10, 5, "L in 0.17", WALK (1, P (0, 0.5, 0), P (0.3, 0.5, 0.9)));
  EXPECT (CLOSED, 10, 5, "L in 0.13; L out 0.20", WALK (1, P (0, 0.5, 0), P (0.3, 0.5, 0.9)));
}
GST_END_TEST;

GST_START_TEST (u_turn_in_the_band)
{
  EXPECT (LINE, 10, 6, "", WALK (1, P (0, 0.5, 0.4), P (1, 0.5, 0.505), P (2, 0.5, 0.4)));
  EXPECT (LINE, 10, 6, "", WALK (1, P (0, 0.5, 0.4), P (1, 0.5, 0.515), P (2, 0.5, 0.39)));
  EXPECT (LINE, 10, 6, "L in 0.83; L out 1.16",
          WALK (1, P (0, 0.5, 0.4), P (1, 0.5, 0.521), P (2, 0.5, 0.39)));
}
GST_END_TEST;

/* Beyond the band, but not far: only who stays there, or is seen no more, has crossed. */
GST_START_TEST (beyond_the_band)
{
  EXPECT (LINE, 10, 9, "",
          WALK (1, P (0, 0.5, 0.4), P (1, 0.5, 0.515), P (1.8, 0.5, 0.515), P (2, 0.5, 0.505),
                P (2.8, 0.5, 0.515), P (4, 0.5, 0.4)));
  EXPECT (LINE, 10, 9, "L in 0.87; L out 2.58",
          WALK (1, P (0, 0.5, 0.4), P (1, 0.5, 0.515), P (2.5, 0.5, 0.515), P (3, 0.5, 0.42)));
  EXPECT (LINE, 10, 9, "L in 0.87", WALK (1, P (0, 0.5, 0.4), P (1, 0.5, 0.515)));
}
GST_END_TEST;

/* Stands on the line, swaying across it by less than the band, then goes on. */
GST_START_TEST (stands_on_the_line)
{
  EXPECT (LINE, 10, 9, "L in 4.50",
          WALK (1, P (0, 0.5, 0.4), P (1, 0.5, 0.495), P (1.5, 0.5, 0.505), P (2, 0.5, 0.494),
                P (2.5, 0.5, 0.507), P (3, 0.5, 0.493), P (3.5, 0.5, 0.506), P (4, 0.5, 0.495),
                P (5, 0.5, 0.505), P (6, 0.5, 0.6)));
  EXPECT (LINE, 10, 9, "",
          WALK (1, P (0, 0.5, 0.4), P (1, 0.5, 0.495), P (1.5, 0.5, 0.505), P (2, 0.5, 0.494),
                P (2.5, 0.5, 0.507), P (3, 0.5, 0.493), P (4, 0.5, 0.4)));
}
GST_END_TEST;

/* Every frame on another side, by noise of a few percent of the body. */
GST_START_TEST (jitter_on_the_line)
{
  Walk walk = { .track = 1, .n = 62 };
  walk.points[0] = (WalkPoint) { 0, 0.5, 0.4 };
  for (guint i = 1; i <= 60; i++)
    walk.points[i] = (WalkPoint) { 1 + i * 0.1, 0.5, i % 2 ? 0.504 : 0.496 };
  walk.points[61] = (WalkPoint) { 8, 0.5, 0.596 };
  walk_expect (LINE, &walk, 1, 10, 12, "L in 7.04");
}
GST_END_TEST;

GST_START_TEST (round_the_end)
{
  /* round the end: the side changes, but nobody crosses */
  EXPECT (LINE, 10, 9, "",
          WALK (1, P (0, 0.5, 0.4), P (1, 0.8, 0.4), P (2, 0.8, 0.6), P (3, 0.5, 0.6)));
  /* so that going back over the line counts one out and no in */
  EXPECT (LINE, 10, 9, "L out 4.00",
          WALK (1, P (0, 0.5, 0.4), P (1, 0.8, 0.4), P (2, 0.8, 0.6), P (3, 0.5, 0.6),
                P (5, 0.5, 0.4)));
  /* close round the end, within the band of the end point */
  EXPECT (LINE, 10, 9, "", WALK (1, P (0, 0.705, 0.4), P (2, 0.705, 0.6)));
}
GST_END_TEST;

GST_START_TEST (two_people_cross)
{
  EXPECT (LINE, 10, 6, "L in 1.00; L out 1.10", WALK (1, P (0, 0.5, 0.4), P (2, 0.5, 0.6)),
          WALK (2, P (0, 0.52, 0.61), P (2, 0.52, 0.41)));
}
GST_END_TEST;

GST_START_TEST (corner)
{
  /* over the corner point itself, and along both arms */
  EXPECT (CORNER, 10, 6, "L in 1.00", WALK (1, P (0, 0.4, 0.4), P (2, 0.2, 0.6)));
  EXPECT (CORNER, 10, 6, "L in 1.00", WALK (1, P (0, 0.4, 0.3), P (2, 0.2, 0.3)));
  /* from IN over the corner's inside to IN: out and in again */
  EXPECT (CORNER, 10, 6, "L out 1.00; L in 3.00",
          WALK (1, P (0, 0.2, 0.4), P (2, 0.4, 0.4), P (4, 0.4, 0.6)));
  /* outside round the corner, always IN */
  EXPECT (CORNER, 10, 6, "", WALK (1, P (0, 0.2, 0.3), P (2, 0.2, 0.6), P (4, 0.5, 0.6)));
}
GST_END_TEST;

GST_START_TEST (closed_line)
{
  EXPECT (CLOSED, 10, 9, "L in 1.00; L out 3.00",
          WALK (1, P (0, 0.3, 0.5), P (2, 0.5, 0.5), P (4, 0.7, 0.5)));
}
GST_END_TEST;

/* The track coasts over the line, or drifts over it and comes back. */
GST_START_TEST (coasting)
{
  Walk over = WALK (1, P (0, 0.5, 0.4), P (2, 0.5, 0.6));
  over.hidden_from = 0.5;
  over.hidden_to = 1.5;
  walk_expect (LINE, &over, 1, 10, 6, "L in 1.00");
  Walk drift = WALK (1, P (0, 0.5, 0.4), P (1, 0.5, 0.48), P (2, 0.5, 0.6), P (2.5, 0.5, 0.48),
                     P (3, 0.5, 0.4));
  drift.hidden_from = 1.1;
  drift.hidden_to = 2.6;
  walk_expect (LINE, &drift, 1, 10, 6, "");
}
GST_END_TEST;

/* Born within the band: only what was confirmed on one side can cross to the other. */
GST_START_TEST (born_at_the_line)
{
  EXPECT (LINE, 10, 6, "", WALK (1, P (0, 0.5, 0.495), P (2, 0.5, 0.6)));
  EXPECT (LINE, 10, 9, "L out 3.00", WALK (1, P (0, 0.5, 0.495), P (2, 0.5, 0.6), P (4, 0.5, 0.4)));
}
GST_END_TEST;

/* Another id takes over near the line: the side is inherited. */
GST_START_TEST (hand_over_at_the_line)
{
  EXPECT (LINE, 10, 9, "L in 1.00", WALK (1, P (0, 0.5, 0.4), P (0.9, 0.5, 0.49)),
          WALK (2, P (1.1, 0.5, 0.51), P (2, 0.5, 0.6)));
  EXPECT (LINE, 10, 9, "L in 1.00", WALK (1, P (0, 0.5, 0.4), P (0.7, 0.5, 0.47)),
          WALK (2, P (1.3, 0.5, 0.53), P (2, 0.5, 0.6)));
  /* the crossing is the first one's alone */
  EXPECT (LINE, 10, 9, "L in 1.00", WALK (1, P (0, 0.5, 0.4), P (1.2, 0.5, 0.52)),
          WALK (2, P (1.4, 0.5, 0.54), P (2, 0.5, 0.6)));
  /* two candidates: it cannot be told who it is */
  EXPECT (LINE, 10, 9, "", WALK (1, P (0, 0.5, 0.4), P (0.9, 0.5, 0.49)),
          WALK (2, P (1.1, 0.5, 0.51), P (2, 0.5, 0.6)),
          WALK (3, P (1.1, 0.53, 0.51), P (2, 0.53, 0.6)));
  /* too far */
  EXPECT (LINE, 10, 9, "", WALK (1, P (0, 0.5, 0.4), P (0.9, 0.5, 0.49)),
          WALK (2, P (1.1, 0.6, 0.57), P (2, 0.6, 0.6)));
}
GST_END_TEST;

GST_START_TEST (visits)
{
  EXPECT (ZONE, 10, 9, "Z 1.00-3.00 left", WALK (1, P (0, 0.3, 0.5), P (4, 0.7, 0.5)));
  /* through it between two frames: enter and leave are on the border */
  EXPECT (ZONE, 1, 9, "Z 1.33-2.67 left", WALK (1, P (1, 0.35, 0.5), P (3, 0.65, 0.5)));
  EXPECT (ZONE, 1, 9, "Z 1.25-1.75 left", WALK (1, P (1, 0.3, 0.5), P (2, 0.7, 0.5)));
}
GST_END_TEST;

GST_START_TEST (visits_merge_and_drop)
{
  /* away for 0.4 s: one visit */
  EXPECT (ZONE, 10, 12, "Z 1.00-4.40 left",
          WALK (1, P (0, 0.5, 0.3), P (1, 0.5, 0.4), P (2, 0.5, 0.5), P (3, 0.5, 0.4),
                P (3.2, 0.5, 0.38), P (3.4, 0.5, 0.4), P (4.4, 0.5, 0.4001), P (5, 0.5, 0.3)));
  /* away for 0.6 s: two */
  EXPECT (ZONE, 10, 12, "Z 1.00-3.00 left; Z 3.60-4.60 left",
          WALK (1, P (0, 0.5, 0.3), P (1, 0.5, 0.4), P (2, 0.5, 0.5), P (3, 0.5, 0.4),
                P (3.3, 0.5, 0.37), P (3.6, 0.5, 0.4), P (4.1, 0.5, 0.45), P (4.6, 0.5, 0.4),
                P (6, 0.5, 0.2)));
  /* 0.4 s inside: no visit */
  EXPECT (ZONE, 10, 6, "",
          WALK (1, P (0, 0.5, 0.3), P (1, 0.5, 0.4), P (1.2, 0.5, 0.42), P (1.4, 0.5, 0.4),
                P (3, 0.5, 0.3)));
}
GST_END_TEST;

/* The band of a zone is 0.01 to each side. */
GST_START_TEST (sways_over_a_border)
{
  /* within the band, for less than a second each time: no visit, and no end of one */
  EXPECT (ZONE, 10, 9, "",
          WALK (1, P (0, 0.5, 0.3), P (1, 0.5, 0.4), P (1.45, 0.5, 0.409), P (1.9, 0.5, 0.4),
                P (4, 0.5, 0.3)));
  EXPECT (ZONE, 10, 9, "Z 1.00-6.00 left",
          WALK (1, P (0, 0.5, 0.3), P (1, 0.5, 0.4), P (2, 0.5, 0.5), P (3, 0.5, 0.4),
                P (3.45, 0.5, 0.391), P (3.9, 0.5, 0.4), P (5, 0.5, 0.42), P (6, 0.5, 0.4),
                P (7, 0.5, 0.3)));
}
GST_END_TEST;

GST_START_TEST (passes_a_border)
{
  /* farther than the band: at once, so away for 0.6 s is two visits */
  EXPECT (ZONE, 10, 12, "Z 1.00-3.00 left; Z 3.60-6.60 left",
          WALK (1, P (0, 0.5, 0.3), P (1, 0.5, 0.4), P (2, 0.5, 0.5), P (3, 0.5, 0.4),
                P (3.3, 0.5, 0.388), P (3.6, 0.5, 0.4), P (4.6, 0.5, 0.5), P (6.6, 0.5, 0.4),
                P (7.6, 0.5, 0.3)));
  /* a second within the band: from and to the border, where it was met last */
  EXPECT (ZONE, 10, 12, "Z 1.00-2.20 left",
          WALK (1, P (0, 0.5, 0.3), P (1, 0.5, 0.4), P (1.6, 0.5, 0.406), P (2.2, 0.5, 0.4),
                P (3.4, 0.5, 0.3)));
  EXPECT (ZONE, 10, 12, "Z 1.00-4.40 left",
          WALK (1, P (0, 0.5, 0.3), P (1, 0.5, 0.4), P (2, 0.5, 0.5), P (3, 0.5, 0.4),
                P (3.4, 0.5, 0.396), P (3.8, 0.5, 0.4), P (4.1, 0.5, 0.403), P (4.4, 0.5, 0.4),
                P (4.8, 0.5, 0.396), P (6, 0.5, 0.396), P (8, 0.5, 0.397)));
  /* back in time, though believed only when the gap has passed */
  EXPECT (ZONE, 10, 12, "Z 1.00-6.00 left",
          WALK (1, P (0, 0.5, 0.3), P (1, 0.5, 0.4), P (2, 0.5, 0.5), P (3, 0.5, 0.4),
                P (3.2, 0.5, 0.38), P (3.4, 0.5, 0.4), P (4, 0.5, 0.405), P (4.6, 0.5, 0.405),
                P (6, 0.5, 0.4), P (7, 0.5, 0.3)));
  /* seen there last */
  EXPECT (ZONE, 10, 9, "Z 1.00-1.80 lost",
          WALK (1, P (0, 0.5, 0.3), P (1, 0.5, 0.4), P (1.8, 0.5, 0.408)));
  EXPECT (ZONE, 10, 9, "Z 1.00-3.00 left",
          WALK (1, P (0, 0.5, 0.3), P (1, 0.5, 0.4), P (2, 0.5, 0.5), P (3, 0.5, 0.4),
                P (3.8, 0.5, 0.392)));
}
GST_END_TEST;

GST_START_TEST (appears_at_a_border)
{
  EXPECT (ZONE, 10, 9, "", WALK (1, P (0.5, 0.5, 0.406), P (1.4, 0.5, 0.4), P (3, 0.5, 0.3)));
  EXPECT (ZONE, 10, 9, "Z 0.50-3.00 left",
          WALK (1, P (0.5, 0.5, 0.406), P (2, 0.5, 0.406), P (3, 0.5, 0.4), P (4, 0.5, 0.3)));
}
GST_END_TEST;

/* Another id does not make believe what was not believed before. */
GST_START_TEST (hand_over_at_a_border)
{
  EXPECT (ZONE, 10, 14, "Z 1.00-6.00 left+",
          WALK (1, P (0, 0.5, 0.3), P (1, 0.5, 0.4), P (2, 0.5, 0.5), P (3, 0.5, 0.398)),
          WALK (2, P (3.3, 0.5, 0.398), P (3.6, 0.5, 0.402), P (5, 0.5, 0.5), P (6, 0.5, 0.4),
                P (7, 0.5, 0.3)));
  EXPECT (ZONE, 10, 14, "Z 1.00-3.30 left+",
          WALK (1, P (0, 0.5, 0.3), P (1, 0.5, 0.4), P (2, 0.5, 0.5), P (3, 0.5, 0.403)),
          WALK (2, P (3.2, 0.5, 0.401), P (3.3, 0.5, 0.4), P (4.2, 0.5, 0.392),
                P (5.2, 0.5, 0.392)));
  EXPECT (ZONE, 10, 14, "Z 1.00-6.00 left+",
          WALK (1, P (0, 0.5, 0.3), P (1, 0.5, 0.4), P (1.4, 0.5, 0.404)),
          WALK (2, P (1.7, 0.5, 0.404), P (3, 0.5, 0.5), P (5, 0.5, 0.5), P (6, 0.5, 0.4),
                P (7, 0.5, 0.3)));
}
GST_END_TEST;

GST_START_TEST (appears_and_ends_inside)
{
  /* lost: last seen at 2.0 */
  EXPECT (ZONE, 10, 9, "Z 0.50-2.00 lost", WALK (1, P (0.5, 0.5, 0.5), P (2, 0.55, 0.5)));
  /* the stream ends: last seen on its last frame */
  EXPECT (ZONE, 10, 5, "Z 1.00-4.90 end",
          WALK (1, P (0, 0.3, 0.5), P (2, 0.5, 0.5), P (9, 0.5, 0.5)));
}
GST_END_TEST;

GST_START_TEST (hand_over_in_a_zone)
{
  EXPECT (ZONE, 10, 12, "Z 1.00-5.00 left+", WALK (1, P (0, 0.3, 0.5), P (2, 0.5, 0.5)),
          WALK (2, P (2.5, 0.5, 0.5), P (4, 0.5, 0.5), P (6, 0.7, 0.5)));
  /* leaves while nobody sees it: the border between the two places */
  EXPECT (ZONE, 10, 12, "Z 1.00-3.00 left+",
          WALK (1, P (0, 0.3, 0.5), P (2, 0.5, 0.5), P (2.9, 0.59, 0.5)),
          WALK (2, P (3.1, 0.61, 0.5), P (5, 0.8, 0.5)));
  /* a neighbour's birth in the meantime is not taken for it, when it is still seen */
  EXPECT (ZONE, 10, 12, "Z 3.00-5.00 lost; Z 1.00-9.00 lost",
          WALK (1, P (0, 0.3, 0.5), P (2, 0.5, 0.5), P (9, 0.5, 0.5)),
          WALK (2, P (3, 0.52, 0.5), P (5, 0.52, 0.5)));
}
GST_END_TEST;

GST_START_TEST (stitched_by_the_tracker)
{
  Walk walk = WALK (1, P (0, 0.3, 0.5), P (2, 0.5, 0.5), P (4, 0.5, 0.5), P (6, 0.7, 0.5));
  walk.hidden_from = 2.5;
  walk.hidden_to = 3.5;
  walk_expect (ZONE, &walk, 1, 10, 9, "Z 1.00-5.00 left+");
}
GST_END_TEST;

GST_START_TEST (masks)
{
#define MASK ",\"masks\":[{\"polygon\":[[0.45,0.2],[0.55,0.2],[0.55,0.8],[0.45,0.8]]}]}"
  const char *line = "{\"lines\":[{\"name\":\"L\",\"points\":[[0.3,0.5],[0.7,0.5]],"
                     "\"in\":[0.5,0.9]}]" MASK;
  const char *zone = "{\"zones\":[{\"name\":\"Z\",\"polygon\":[[0.4,0.4],[0.6,0.4],[0.6,0.6],"
                     "[0.4,0.6]]}]" MASK;
  EXPECT (line, 10, 6, "", WALK (1, P (0, 0.5, 0.4), P (2, 0.5, 0.6)));
  EXPECT (line, 10, 6, "L in 1.00", WALK (1, P (0, 0.4, 0.4), P (2, 0.4, 0.6)));
  EXPECT (zone, 10, 6, "", WALK (1, P (0, 0.5, 0.5), P (3, 0.5, 0.5)));
}
GST_END_TEST;

/* The frame rate changes nothing but the moment last seen. */
GST_START_TEST (frame_rate)
{
  const char *config =
      "{\"lines\":[{\"name\":\"L\",\"points\":[[0.3,0.5],[0.7,0.5]],\"in\":[0.5,0.9]}],"
      "\"zones\":[{\"name\":\"Z\",\"polygon\":[[0.4,0.4],[0.6,0.4],[0.6,0.6],[0.4,0.6]]}]}";
  static const double rates[] = { 2.5, 5, 10, 30 };
  for (guint i = 0; i < G_N_ELEMENTS (rates); i++)
    EXPECT (config, rates[i], 12, "L in 2.00; Z 1.00-3.00 left; L out 6.00; Z 5.00-7.00 left",
            WALK (1, P (0, 0.5, 0.3), P (4, 0.5, 0.7), P (8, 0.5, 0.3)));
}
GST_END_TEST;

/* A mirrored picture under an unmirrored IN point swaps in and out. */
GST_START_TEST (mirrored)
{
  const char *config =
      "{\"lines\":[{\"name\":\"L\",\"points\":[[0.5,0.3],[0.5,0.7]],\"in\":[0.9,0.5]}]}";
  EXPECT (config, 10, 9, "L in 1.00; L out 3.00",
          WALK (1, P (0, 0.4, 0.5), P (2, 0.6, 0.5), P (4, 0.4, 0.5)));
  EXPECT (config, 10, 9, "L out 1.00; L in 3.00",
          WALK (1, P (0, 0.6, 0.5), P (2, 0.4, 0.5), P (4, 0.6, 0.5)));
  /* the order of the line's points changes nothing */
  EXPECT ("{\"lines\":[{\"name\":\"L\",\"points\":[[0.5,0.7],[0.5,0.3]],\"in\":[0.9,0.5]}]}", 10, 9,
          "L in 1.00; L out 3.00", WALK (1, P (0, 0.4, 0.5), P (2, 0.6, 0.5), P (4, 0.4, 0.5)));
}
GST_END_TEST;

static Suite *
footfall_suite (void)
{
  Suite *s = suite_create ("footfall");
  TCase *lines = tcase_create ("lines"), *zones = tcase_create ("zones");
  suite_add_tcase (s, lines);
  suite_add_tcase (s, zones);
  tcase_add_test (lines, walks_in_and_out);
  tcase_add_test (lines, comes_back);
  tcase_add_test (lines, fast_person);
  tcase_add_test (lines, u_turn_in_the_band);
  tcase_add_test (lines, beyond_the_band);
  tcase_add_test (lines, stands_on_the_line);
  tcase_add_test (lines, jitter_on_the_line);
  tcase_add_test (lines, round_the_end);
  tcase_add_test (lines, two_people_cross);
  tcase_add_test (lines, corner);
  tcase_add_test (lines, closed_line);
  tcase_add_test (lines, coasting);
  tcase_add_test (lines, born_at_the_line);
  tcase_add_test (lines, hand_over_at_the_line);
  tcase_add_test (lines, mirrored);
  tcase_add_test (zones, visits);
  tcase_add_test (zones, visits_merge_and_drop);
  tcase_add_test (zones, sways_over_a_border);
  tcase_add_test (zones, passes_a_border);
  tcase_add_test (zones, appears_at_a_border);
  tcase_add_test (zones, appears_and_ends_inside);
  tcase_add_test (zones, hand_over_at_a_border);
  tcase_add_test (zones, hand_over_in_a_zone);
  tcase_add_test (zones, stitched_by_the_tracker);
  tcase_add_test (zones, masks);
  tcase_add_test (zones, frame_rate);
  return s;
}

GST_CHECK_MAIN (footfall)
