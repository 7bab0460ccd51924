/* SPDX-License-Identifier: MIT */
/** @file visibility.c Boxes that the frame cuts off. */
#include "gst/core/visibility.h"

/* Detectors end a box a few pixels before the border now and then: in body heights. */
static const float margin = 0.03f;

enum { LEFT = 1, RIGHT = 2, TOP = 4, BOTTOM = 8 };

static guint
cut_sides (const AisleBox *box, guint width, guint height)
{
  float near = margin * box->h;

  if (!width || !height)
    return 0;
  return (box->x <= near ? LEFT : 0) | (box->x + box->w >= (float) width - near ? RIGHT : 0)
         | (box->y <= near ? TOP : 0) | (box->y + box->h >= (float) height - near ? BOTTOM : 0);
}

gboolean
aisle_box_is_cut (const AisleBox *box, guint width, guint height)
{
  return cut_sides (box, width, height) != 0;
}

AisleBox
aisle_box_complete (const AisleBox *box, const AisleBox *whole, guint width, guint height)
{
  guint cut = cut_sides (box, width, height);
  float wider = whole->w - box->w, higher = whole->h - box->h;
  AisleBox result = *box;

  if ((cut & (LEFT | RIGHT)) && wider > 0) {
    result.x -= cut & LEFT ? wider : 0;
    result.w += wider;
  }
  if ((cut & (TOP | BOTTOM)) && higher > 0) {
    /* Who is cut off at both ends is near: the feet are what is below. */
    result.y -= cut & BOTTOM ? 0 : higher;
    result.h += higher;
  }
  return result;
}

AisleBox
aisle_box_clip (const AisleBox *box, guint width, guint height)
{
  AisleBox result = *box;

  if (!width || !height)
    return result;
  result.x = CLAMP (box->x, 0, (float) width - 1);
  result.y = CLAMP (box->y, 0, (float) height - 1);
  result.w = MAX (MIN (box->x + box->w, (float) width) - result.x, 1);
  result.h = MAX (MIN (box->y + box->h, (float) height) - result.y, 1);
  return result;
}
