/* SPDX-License-Identifier: MIT */
/** @file figures.c Who hides whom, on a grid over each box. */
#include "tests/simulator/figures.h"

#define GRID_X 8
#define GRID_Y 16

static gint
nearest_first (gconstpointer a, gconstpointer b)
{
  const SimFigure *x = a, *y = b;
  if (x->distance != y->distance)
    return x->distance < y->distance ? -1 : 1;
  return x->id < y->id ? -1 : x->id > y->id;
}

static void
hide (const AisleBox *box, const AisleBox *cover, gboolean hidden[GRID_Y][GRID_X])
{
  if (cover->x > box->x + box->w || cover->x + cover->w < box->x || cover->y > box->y + box->h
      || cover->y + cover->h < box->y)
    return;
  for (guint j = 0; j < GRID_Y; j++)
    for (guint i = 0; i < GRID_X; i++) {
      double x = box->x + (i + 0.5) * box->w / GRID_X, y = box->y + (j + 0.5) * box->h / GRID_Y;
      if (x > cover->x && x < cover->x + cover->w && y > cover->y && y < cover->y + cover->h)
        hidden[j][i] = TRUE;
    }
}

static void
measure (GArray *figures, guint index, const SimCover *covers, guint n_covers)
{
  SimFigure *figure = &g_array_index (figures, SimFigure, index);
  gboolean hidden[GRID_Y][GRID_X] = { 0 };
  guint clear = 0;
  for (guint i = 0; i < n_covers; i++)
    if (covers[i].distance < figure->distance)
      hide (&figure->inside, &covers[i].box, hidden);
  for (guint i = 0; i < index; i++)
    hide (&figure->inside, &g_array_index (figures, SimFigure, i).box, hidden);
  for (guint i = 0; i < GRID_X * GRID_Y; i++)
    clear += !hidden[i / GRID_X][i % GRID_X];
  double inside = (double) figure->inside.w * figure->inside.h / (figure->box.w * figure->box.h);
  figure->visible = inside * clear / (GRID_X * GRID_Y);
}

void
sim_figures_measure (GArray *figures, const SimCover *covers, guint n_covers)
{
  g_array_sort (figures, nearest_first);
  for (guint i = 0; i < figures->len; i++)
    measure (figures, i, covers, n_covers);
}
