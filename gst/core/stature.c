/* SPDX-License-Identifier: MIT */
/** @file stature.c Median body height. */
#include "gst/core/stature.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_INTERVAL 0.1

static void
drop_every_second (AisleStatureMemory *memory)
{
  for (guint i = 0; 2 * i < memory->n; i++)
    memory->metres[i] = memory->metres[2 * i];
  memory->n = (memory->n + 1) / 2;
  memory->interval *= 2;
}

void
aisle_stature_look (AisleStatureMemory *memory, double metres, double pts)
{
  if (!(metres > 0) || !isfinite (metres))
    return;
  if (memory->n == 0) {
    memory->first = pts;
    memory->interval = FIRST_INTERVAL;
  } else if (pts - memory->last < memory->interval)
    return;
  if (memory->n == AISLE_STATURE_LOOKS)
    drop_every_second (memory);
  memory->metres[memory->n++] = (float) metres;
  memory->last = pts;
}

void
aisle_stature_join (const AisleStatureMemory *earlier, AisleStatureMemory *later)
{
  if (earlier->n > later->n)
    *later = *earlier;
}

static gint
by_value (gconstpointer a, gconstpointer b)
{
  float x = *(const float *) a, y = *(const float *) b;
  return (x > y) - (x < y);
}

double
aisle_stature_metres (const AisleStatureMemory *memory)
{
  float sorted[AISLE_STATURE_LOOKS];
  guint n = memory->n;
  if (n < AISLE_STATURE_LEAST || memory->last - memory->first < AISLE_STATURE_TIME)
    return 0;
  memcpy (sorted, memory->metres, n * sizeof *sorted);
  qsort (sorted, n, sizeof *sorted, by_value);
  return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2.0;
}

AisleStature
aisle_stature_get (const AisleStatureMemory *memory, double child_height)
{
  double metres = aisle_stature_metres (memory);
  if (!(child_height > 0) || metres == 0)
    return AISLE_STATURE_UNKNOWN;
  return metres < child_height ? AISLE_STATURE_CHILD : AISLE_STATURE_ADULT;
}
