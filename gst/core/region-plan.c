/* SPDX-License-Identifier: MIT */
/** @file region-plan.c Areas of a frame become few crops. */
#include "gst/core/region-plan.h"

#include <math.h>

/* Closer by less than this is not worth a look. */
#define LEAST_GAIN 1.2
/* When the crops are too many, each is made so much larger and all are laid out anew. */
#define STEP_BACK 1.1

double
aisle_region_whole_scale (const AisleRegionFrame *frame)
{
  return MAX (frame->frame_width / (double) frame->input_width,
              frame->frame_height / (double) frame->input_height);
}

/* ---- one axis ----------------------------------------------------------------------------- */

/* How many stretches of @size cover @length when neighbours overlap by @overlap. */
static guint
count_stretches (double length, double size, double overlap)
{
  if (length <= size)
    return 1;
  /* Very tall people in a small input: some progress is made by each stretch all the same. */
  return (guint) ceil ((length - size) / MAX (size - overlap, size / 4)) + 1;
}

/* Where stretch @i of @n begins: spread evenly; a single one is centred; within 0…@limit. */
static guint
place_stretch (double from, double to, guint size, guint i, guint n, guint limit)
{
  const double start = n == 1 ? (from + to - size) / 2
                              : from + (to + 1 - size - from) * i / (n - 1);

  return (guint) CLAMP (floor (start), 0, (double) (limit - size));
}

/* ---- one group ---------------------------------------------------------------------------- */

static guint
crop_side (guint input, double scale, guint frame)
{
  return (guint) CLAMP (lround (input * scale), 1, (long) frame);
}

/* Up to two pixels are lost where crops begin on whole ones. */
static guint
count_columns (const AisleArea *area, guint width)
{
  return count_stretches (area->right - area->left + 2, width, area->body);
}

static guint
count_rows (const AisleArea *area, guint height)
{
  return count_stretches (area->bottom - area->top + 2, height, area->body);
}

static guint
count_crops (const AisleRegionFrame *frame, const AisleArea *area, double farther)
{
  const double scale = area->scale * farther;
  const guint width = crop_side (frame->input_width, scale, frame->frame_width);
  const guint height = crop_side (frame->input_height, scale, frame->frame_height);

  if (scale * LEAST_GAIN > aisle_region_whole_scale (frame))
    return 0;
  return count_columns (area, width) * count_rows (area, height);
}

static guint
lay_crops (const AisleRegionFrame *frame, const AisleArea *area, double farther, AisleRegion *plan)
{
  const guint width = crop_side (frame->input_width, area->scale * farther, frame->frame_width);
  const guint height = crop_side (frame->input_height, area->scale * farther, frame->frame_height);
  const guint n = count_crops (frame, area, farther);
  const guint columns = count_columns (area, width);

  for (guint i = 0; i < n; i++)
    plan[i] = (AisleRegion){
      place_stretch (area->left, area->right, width, i % columns, columns, frame->frame_width),
      place_stretch (area->top, area->bottom, height, i / columns, n / columns,
                     frame->frame_height),
      width, height
    };
  return n;
}

/* ---- all groups --------------------------------------------------------------------------- */

static AisleArea
join (const AisleArea *a, const AisleArea *b)
{
  return (AisleArea){ MIN (a->left, b->left),     MIN (a->top, b->top),
                      MAX (a->right, b->right),   MAX (a->bottom, b->bottom),
                      MAX (a->body, b->body),     MIN (a->scale, b->scale) };
}

/* Put @area among @groups; with each that it costs no more to look at together, it is joined. */
static void
add_area (const AisleRegionFrame *frame, GArray *groups, AisleArea area, double farther)
{
  for (guint i = 0; i < groups->len;) {
    const AisleArea *group = &g_array_index (groups, AisleArea, i), both = join (&area, group);
    const guint apart = count_crops (frame, &area, farther) + count_crops (frame, group, farther);
    if (apart == 0 || count_crops (frame, &both, farther) > apart) {
      i++;
      continue;
    }
    area = both;
    g_array_remove_index (groups, i);
    i = 0;
  }
  g_array_append_val (groups, area);
}

static guint
count_all (const AisleRegionFrame *frame, const GArray *groups, double farther)
{
  guint n = 0;

  for (guint i = 0; i < groups->len; i++)
    n += count_crops (frame, &g_array_index (groups, AisleArea, i), farther);
  return n;
}

guint
aisle_region_plan (const AisleRegionFrame *frame, const AisleArea *areas, guint n_areas,
                   AisleRegion *plan)
{
  for (double farther = 1; frame->budget > 0 && n_areas > 0; farther *= STEP_BACK) {
    g_autoptr (GArray) groups = g_array_new (FALSE, FALSE, sizeof (AisleArea));
    guint n = 0;
    for (guint i = 0; i < n_areas; i++)
      add_area (frame, groups, areas[i], farther);
    if (count_all (frame, groups, farther) > MIN (frame->budget, AISLE_REGIONS_MAX))
      continue;
    for (guint i = 0; i < groups->len; i++)
      n += lay_crops (frame, &g_array_index (groups, AisleArea, i), farther, plan + n);
    return n;
  }
  return 0;
}
