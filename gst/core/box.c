/* SPDX-License-Identifier: MIT */
/** @file box.c Overlap and suppression of boxes. */
#include "gst/core/box.h"

#include <stdlib.h>

static float
common_area (const AisleBox *a, const AisleBox *b)
{
  float width = MIN (a->x + a->w, b->x + b->w) - MAX (a->x, b->x);
  float height = MIN (a->y + a->h, b->y + b->h) - MAX (a->y, b->y);

  if (!(width > 0 && height > 0 && a->w > 0 && a->h > 0 && b->w > 0 && b->h > 0))
    return 0;
  return width * height;
}

float
aisle_box_iou (const AisleBox *a, const AisleBox *b)
{
  float both = common_area (a, b), either = a->w * a->h + b->w * b->h - both;

  return both > 0 && either > 0 ? MIN (both / either, 1.0f) : 0;
}

float
aisle_box_cover (const AisleBox *box, const AisleBox *other)
{
  float both = common_area (box, other);

  return both > 0 ? MIN (both / (box->w * box->h), 1.0f) : 0;
}

static int
compare_floats (float a, float b)
{
  return (a > b) - (a < b);
}

/* A total order, so that the result does not depend on the sorting algorithm. */
static int
compare_boxes (const void *pa, const void *pb)
{
  const AisleBox *a = pa, *b = pb;
  int order = compare_floats (b->confidence, a->confidence);

  if (order == 0)
    order = compare_floats (a->x, b->x);
  if (order == 0)
    order = compare_floats (a->y, b->y);
  if (order == 0)
    order = compare_floats (a->w, b->w);
  if (order == 0)
    order = compare_floats (a->h, b->h);
  return order != 0 ? order : a->label - b->label;
}

void
aisle_box_sort (AisleBox *boxes, guint n)
{
  if (n > 1)
    qsort (boxes, n, sizeof *boxes, compare_boxes);
}

static gboolean
is_suppressed (const AisleBox *box, const AisleBox *kept, guint n_kept, float iou_threshold)
{
  for (guint i = 0; i < n_kept; i++)
    if (kept[i].label == box->label && aisle_box_iou (&kept[i], box) > iou_threshold)
      return TRUE;
  return FALSE;
}

guint
aisle_box_suppress (AisleBox *boxes, guint n, float iou_threshold)
{
  guint n_kept = 0;

  aisle_box_sort (boxes, n);
  for (guint i = 0; i < n; i++)
    if (!is_suppressed (&boxes[i], boxes, n_kept, iou_threshold))
      boxes[n_kept++] = boxes[i];
  return n_kept;
}
