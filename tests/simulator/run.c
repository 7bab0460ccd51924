/* SPDX-License-Identifier: MIT */
/** @file run.c Frame after frame from the scene to the events. */
#include "tests/simulator/run.h"

#include <math.h>
#include <time.h>

#include "gst/core/mot.h"
#include "gst/core/vectors.h"

/* A body of which less is in the frame is not in its truth. */
#define IN_TRUTH 0.25

typedef struct {
  const SimRun *run;
  SimResult *result;
  SimScene *scene;
  SimDetector *detector;
  AisleTracker *tracker;
  AisleFootfall *footfall;
  GArray *given; /* AisleTrack of this frame, when they are another tracker's */
  guint at;      /* in run->tracks */
} Chain;

static void
open_chain (Chain *chain)
{
  const SimRun *run = chain->run;
  const SimCamera *camera = &run->layout->camera;
  chain->scene = sim_scene_new (run->layout, run->seed, run->begin);
  chain->detector = sim_detector_new (run->detector, camera, run->seed);
  chain->tracker = aisle_tracker_new (run->tracker);
  chain->footfall = aisle_footfall_new (chain->scene->config, 1);
  chain->given = g_array_new (FALSE, FALSE, sizeof (AisleTrack));
  aisle_tracker_set_frame_size (chain->tracker, camera->width, camera->height);
  aisle_footfall_set_frame_size (chain->footfall, camera->width, camera->height, 1);
  aisle_footfall_set_epoch (chain->footfall, chain->scene->start, FALSE);
}

static void
close_chain (Chain *chain)
{
  sim_scene_free (chain->scene);
  sim_detector_free (chain->detector);
  aisle_tracker_free (chain->tracker);
  aisle_footfall_free (chain->footfall);
  g_array_unref (chain->given);
}

/* Keep all but `counts`, which would add up over days. */
static void
keep (GPtrArray *all, GPtrArray *events)
{
  for (guint i = 0; i < events->len; i++) {
    AisleEvent *event = events->pdata[i];
    if (event->type != AISLE_EVENT_COUNTS)
      g_ptr_array_add (all, aisle_event_copy (event));
  }
  g_ptr_array_unref (events);
}

/* --- what is written --------------------------------------------------------- */

static void
write_row (FILE *file, guint frame, gint64 id, const AisleBox *box)
{
  g_autoptr (GString) text = g_string_new (NULL);
  AisleMotRow row = { frame, id, *box };
  aisle_mot_append (text, &row);
  fputs (text->str, file);
}

static void
write_truth (const Chain *chain, guint frame)
{
  for (guint i = 0; i < chain->scene->figures->len; i++) {
    const SimFigure *figure = &g_array_index (chain->scene->figures, SimFigure, i);
    double share = (double) figure->inside.w * figure->inside.h / (figure->box.w * figure->box.h);
    if (figure->kind != SIM_THING && share >= IN_TRUTH)
      write_row (chain->run->truth_boxes, frame, figure->id, &figure->inside);
  }
}

static void
write_vectors (const Chain *chain, const AisleTrack *tracks, guint n)
{
  const SimCamera *camera = &chain->run->layout->camera;
  g_autoptr (GArray) vectors = g_array_new (FALSE, FALSE, sizeof (AisleVector));
  for (guint i = 0; i < n; i++) {
    AisleVector vector = { tracks[i].id, tracks[i].box };
    g_array_append_val (vectors, vector);
  }
  AisleVectors frame = { llround (chain->scene->time * 1e9), camera->width, camera->height,
                         vectors };
  g_autofree char *line = aisle_vectors_to_json (&frame);
  fprintf (chain->run->vectors, "%s\n", line);
}

static void
write_frame (const Chain *chain, guint frame, const GArray *boxes, const AisleTrack *tracks,
             guint n)
{
  const SimRun *run = chain->run;
  if (run->truth_boxes)
    write_truth (chain, frame);
  for (guint i = 0; run->detections && i < boxes->len; i++)
    write_row (run->detections, frame, -1, &g_array_index (boxes, AisleBox, i));
  for (guint i = 0; run->tracks_out && i < n; i++)
    if (!tracks[i].coasting)
      write_row (run->tracks_out, frame, (gint64) tracks[i].id, &tracks[i].box);
  if (run->vectors)
    write_vectors (chain, tracks, n);
}

/* --- frames ------------------------------------------------------------------ */

static const AisleTrack *
given_tracks (Chain *chain, guint frame, gint64 pts, guint *n)
{
  const GArray *rows = chain->run->tracks;
  g_array_set_size (chain->given, 0);
  for (; chain->at < rows->len; chain->at++) {
    const AisleMotRow *row = &g_array_index (rows, AisleMotRow, chain->at);
    AisleTrack track = { .id = (guint64) row->id, .box = row->box, .first_seen = pts,
                         .last_seen = pts, .confidence = 1 };
    if (row->frame > frame)
      break;
    if (row->frame == frame)
      g_array_append_val (chain->given, track);
  }
  *n = chain->given->len;
  return (const AisleTrack *) chain->given->data;
}

static void
do_frame (Chain *chain, guint frame)
{
  gint64 pts = llround (chain->scene->time * 1e9);
  const GArray *boxes =
      sim_detector_look (chain->detector, chain->scene->figures, 1 / chain->run->fps);
  guint n;
  clock_t before = clock ();
  const AisleTrack *tracks =
      chain->run->tracks
          ? given_tracks (chain, frame, pts, &n)
          : aisle_tracker_update (chain->tracker, pts, (const AisleBox *) boxes->data, boxes->len,
                                  TRUE, &n);
  GPtrArray *events = aisle_footfall_update (chain->footfall, pts, tracks, n, FALSE);
  chain->result->spent += (double) (clock () - before) / CLOCKS_PER_SEC;
  write_frame (chain, frame, boxes, tracks, n);
  keep (chain->result->found, events);
  keep (chain->result->truth, sim_scene_take_events (chain->scene));
}

void
sim_run (const SimRun *run, SimResult *result)
{
  Chain chain = { .run = run, .result = result };
  *result = (SimResult) { 0 };
  result->truth = g_ptr_array_new_with_free_func ((GDestroyNotify) aisle_event_free);
  result->found = g_ptr_array_new_with_free_func ((GDestroyNotify) aisle_event_free);
  open_chain (&chain);
  for (; result->frames < run->seconds * run->fps; result->frames++) {
    sim_scene_advance (chain.scene, 1 / run->fps);
    do_frame (&chain, (guint) result->frames + 1);
  }
  gint64 end = llround (chain.scene->time * 1e9);
  keep (result->found, aisle_footfall_finish (chain.footfall, end));
  sim_scene_finish (chain.scene);
  keep (result->truth, sim_scene_take_events (chain.scene));
  close_chain (&chain);
}

void
sim_result_clear (SimResult *result)
{
  g_ptr_array_unref (result->truth);
  g_ptr_array_unref (result->found);
}
