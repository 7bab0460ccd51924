/* SPDX-License-Identifier: MIT */
/** @file model-size.c Sizes of an input: as text, and the one that suits a camera. */
#include "gst/core/model-info.h"

/* How far the best size may exceed the default size's pixels: without some room a camera of 16:9
 * would fall back by a whole step. */
#define BUDGET_ROOM 1.05
#define MAX_SIDE 16384

gboolean
aisle_size_parse (const char *text, guint *width, guint *height)
{
  g_auto (GStrv) sides = g_strsplit (text, "x", 3);
  guint64 w, h;

  if (g_strv_length (sides) != 2
      || !g_ascii_string_to_unsigned (sides[0], 10, 1, MAX_SIDE, &w, NULL)
      || !g_ascii_string_to_unsigned (sides[1], 10, 1, MAX_SIDE, &h, NULL))
    return FALSE;
  *width = (guint)w;
  *height = (guint)h;
  return TRUE;
}

static guint64
round_up (guint64 value, guint64 step)
{
  return (value + step - 1) / step * step;
}

/* Scale at which a letterboxed frame lies in the input. */
static double
fit_scale (guint width, guint height, guint frame_width, guint frame_height)
{
  return MIN ((double)width / frame_width, (double)height / frame_height);
}

void
aisle_model_info_choose_size (const AisleModelInfo *info, guint frame_width, guint frame_height,
                              guint *width, guint *height)
{
  guint64 budget = (guint64)info->input_width * info->input_height * BUDGET_ROOM;
  guint64 step = info->size_step;
  double best = 0;

  *width = info->input_width;
  *height = info->input_height;
  if (step == 0 || frame_width == 0 || frame_height == 0)
    return;
  for (guint64 h = step; h * step <= budget && h <= MAX_SIDE; h += step) {
    guint64 enough = (h * frame_width + frame_height - 1) / frame_height;
    guint64 w = MIN (round_up (enough, step), budget / h / step * step);
    double scale = fit_scale (w, h, frame_width, frame_height);
    if (w <= MAX_SIDE && (scale > best || (scale == best && w * h < (guint64)*width * *height))) {
      best = scale;
      *width = w;
      *height = h;
    }
  }
}
