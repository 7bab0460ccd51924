/* SPDX-License-Identifier: MIT */
/**
 * @file track-mot.c
 * track-mot DETECTIONS FPS WIDTH HEIGHT [HIGH_THRESHOLD]: tracks in MOT text on stdout, µs per
 * frame on stderr.
 */
#include <stdio.h>
#include <stdlib.h>

#include "gst/core/mot.h"
#include "gst/core/tracker.h"

static guint
append_boxes (GArray *boxes, GArray *rows, guint at, guint frame)
{
  g_array_set_size (boxes, 0);
  for (; at < rows->len && g_array_index (rows, AisleMotRow, at).frame == frame; at++)
    g_array_append_val (boxes, g_array_index (rows, AisleMotRow, at).box);
  return at;
}

static void
print_tracks (const AisleTrack *tracks, guint n, guint frame)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++) {
    AisleMotRow row = { frame, (gint64) tracks[i].id, tracks[i].box };

    if (!tracks[i].coasting)
      aisle_mot_append (text, &row);
  }
  fputs (text->str, stdout);
}

static void
track_all (AisleTracker *tracker, GArray *rows, double fps)
{
  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (AisleBox));
  guint n_frames = rows->len ? g_array_index (rows, AisleMotRow, rows->len - 1).frame : 0, at = 0;
  gint64 spent = 0;

  for (guint frame = 1; frame <= n_frames; frame++) {
    const AisleTrack *tracks;
    guint n;

    at = append_boxes (boxes, rows, at, frame);
    gint64 start = g_get_monotonic_time ();
    tracks = aisle_tracker_update (tracker, (gint64) ((frame - 1) * 1e9 / fps),
                                   (const AisleBox *) boxes->data, boxes->len, TRUE, &n);
    spent += g_get_monotonic_time () - start;
    print_tracks (tracks, n, frame);
  }
  fprintf (stderr, "%.1f us per frame\n", (double) spent / MAX (n_frames, 1));
}

int
main (int argc, char **argv)
{
  AisleTrackerParams params = aisle_tracker_defaults;
  g_autoptr (AisleTracker) tracker = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = NULL;

  if (argc < 5 || !(g_ascii_strtod (argv[2], NULL) > 0)) {
    fprintf (stderr, "usage: track-mot DETECTIONS FPS WIDTH HEIGHT [HIGH_THRESHOLD]\n");
    return 2;
  }
  rows = aisle_mot_load (argv[1], &error);
  if (!rows) {
    fprintf (stderr, "%s\n", error->message);
    return 1;
  }
  if (argc > 5)
    params.high_threshold = (float) g_ascii_strtod (argv[5], NULL);
  tracker = aisle_tracker_new (&params);
  aisle_tracker_set_frame_size (tracker, (guint) atoi (argv[3]), (guint) atoi (argv[4]));
  track_all (tracker, rows, g_ascii_strtod (argv[2], NULL));
  return 0;
}
