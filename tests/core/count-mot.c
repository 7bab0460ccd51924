/* SPDX-License-Identifier: MIT */
/**
 * @file count-mot.c
 * count-mot MOT.txt CONFIG.json FPS WIDTH HEIGHT [detections]: events of tracks in MOT text on
 * stdout; with "detections" our tracker makes the tracks.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gst/core/footfall.h"
#include "gst/core/mot.h"

typedef struct {
  AisleFootfall *footfall;
  AisleTracker *tracker; /* NULL: the ids of the file are tracks */
  GArray *boxes, *tracks;
} Counter;

static void
print_events (GPtrArray *events)
{
  for (guint i = 0; i < events->len; i++) {
    g_autofree char *line = aisle_event_to_json (events->pdata[i]);
    puts (line);
  }
  g_ptr_array_unref (events);
}

static guint
read_frame (Counter *counter, GArray *rows, guint at, guint frame, gint64 pts)
{
  g_array_set_size (counter->boxes, 0);
  g_array_set_size (counter->tracks, 0);
  for (; at < rows->len && g_array_index (rows, AisleMotRow, at).frame == frame; at++) {
    const AisleMotRow *row = &g_array_index (rows, AisleMotRow, at);
    AisleTrack track = { .id = row->id, .box = row->box, .first_seen = pts, .last_seen = pts,
                         .confidence = 1 };
    g_array_append_val (counter->boxes, row->box);
    g_array_append_val (counter->tracks, track);
  }
  return at;
}

static void
count_all (Counter *counter, GArray *rows, double fps)
{
  guint n_frames = rows->len ? g_array_index (rows, AisleMotRow, rows->len - 1).frame : 0, at = 0;
  for (guint frame = 1; frame <= n_frames; frame++) {
    gint64 pts = (gint64)((frame - 1) * 1e9 / fps);
    at = read_frame (counter, rows, at, frame, pts);
    const AisleTrack *tracks = (const AisleTrack *)counter->tracks->data;
    guint n = counter->tracks->len;
    if (counter->tracker)
      tracks = aisle_tracker_update (counter->tracker, pts, (const AisleBox *)counter->boxes->data,
                                     counter->boxes->len, TRUE, &n);
    print_events (aisle_footfall_update (counter->footfall, pts, tracks, n, FALSE));
  }
  print_events (aisle_footfall_finish (counter->footfall, (gint64)(n_frames * 1e9 / fps)));
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  if (argc < 6) {
    fprintf (stderr, "usage: count-mot MOT.txt CONFIG.json FPS WIDTH HEIGHT [detections]\n");
    return 2;
  }
  g_autoptr (GArray) rows = aisle_mot_load (argv[1], &error);
  g_autoptr (AisleConfig) config = rows ? aisle_config_load (argv[2], &error) : NULL;
  if (!config) {
    fprintf (stderr, "%s\n", error->message);
    return 1;
  }
  g_autoptr (AisleFootfall) footfall = aisle_footfall_new (config, 1);
  g_autoptr (AisleTracker) tracker = argc > 6 ? aisle_tracker_new (NULL) : NULL;
  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (AisleBox));
  g_autoptr (GArray) tracks = g_array_new (FALSE, FALSE, sizeof (AisleTrack));
  guint width = (guint) atoi (argv[4]), height = (guint) atoi (argv[5]);
  aisle_footfall_set_frame_size (footfall, width, height, 1);
  if (tracker)
    aisle_tracker_set_frame_size (tracker, width, height);
  count_all (&(Counter){ footfall, tracker, boxes, tracks }, rows, g_ascii_strtod (argv[3], NULL));
  return 0;
}
