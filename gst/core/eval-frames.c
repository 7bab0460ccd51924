/* SPDX-License-Identifier: MIT */
/** @file eval-frames.c Truth and result, frame by frame. */
#include "gst/core/eval-frames.h"

G_DEFINE_QUARK (aisle-eval-error-quark, aisle_eval_error)

void
aisle_eval_keep (GArray *rows, guint first, guint last, gboolean is_truth)
{
  AisleMotRow *row = (AisleMotRow *) rows->data;
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    if (row[i].frame >= first && row[i].frame <= last && !(is_truth && row[i].box.confidence == 0))
      row[n++] = row[i];
  g_array_set_size (rows, n);
}

/* Takes the rows of @frame off the front of @rows. */
static guint
take_frame (const GArray *rows, guint *next, guint frame, const AisleMotRow **of_frame)
{
  const AisleMotRow *row = (const AisleMotRow *) rows->data;
  guint first = *next;

  *of_frame = row + first;
  while (*next < rows->len && row[*next].frame == frame)
    ++*next;
  return *next - first;
}

static guint
frame_at (const GArray *rows, guint i)
{
  return i < rows->len ? g_array_index (rows, AisleMotRow, i).frame : G_MAXUINT;
}

GArray *
aisle_eval_frames (const GArray *truth, const GArray *found)
{
  GArray *frames = g_array_new (FALSE, FALSE, sizeof (AisleEvalFrame));

  for (guint t = 0, f = 0; t < truth->len || f < found->len;) {
    AisleEvalFrame frame = { .frame = MIN (frame_at (truth, t), frame_at (found, f)) };

    frame.n_truth = take_frame (truth, &t, frame.frame, &frame.truth);
    frame.n_found = take_frame (found, &f, frame.frame, &frame.found);
    g_array_append_val (frames, frame);
  }
  return frames;
}

/* In double precision, so that thresholds fall where other tools have them. */
static double
overlap_of (const AisleBox *a, const AisleBox *b)
{
  double w = MIN ((double) a->x + a->w, (double) b->x + b->w) - MAX (a->x, b->x);
  double h = MIN ((double) a->y + a->h, (double) b->y + b->h) - MAX (a->y, b->y);
  double both = MAX (w, 0) * MAX (h, 0);

  return both > 0 ? both / ((double) a->w * a->h + (double) b->w * b->h - both) : 0;
}

void
aisle_eval_overlaps (const AisleEvalFrame *frame, GArray *overlaps)
{
  double *at;

  g_array_set_size (overlaps, frame->n_truth * frame->n_found);
  at = (double *) overlaps->data;
  for (guint i = 0; i < frame->n_truth; i++)
    for (guint j = 0; j < frame->n_found; j++)
      *at++ = overlap_of (&frame->truth[i].box, &frame->found[j].box);
}
