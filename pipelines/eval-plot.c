/* SPDX-License-Identifier: MIT */
/** @file eval-plot.c Counts over time, errors per line, precision over recall. */
#include "pipelines/eval-plot.h"

#include <gio/gio.h>
#include <math.h>
#include <stdlib.h>

#include "pipelines/chart.h"

#define MOST_LINES 64 /* of a picture */
#define CELL_WIDTH 560
#define CELL_HEIGHT 270
#define ROW_HEIGHT 26 /* of errors.png */
#define HEADER 44
#define MOST_BARS 100

static gboolean
make_folder (const char *folder, GError **error)
{
  if (g_mkdir_with_parents (folder, 0777) == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "cannot make the folder '%s'", folder);
  return FALSE;
}

/* --- counts.png --------------------------------------------------------------- */

/* The time that all panels show, and the unit in which they show it. */
typedef struct {
  double from, to; /* seconds */
  double unit;     /* seconds */
  const char *name;
  double bucket; /* seconds */
} Axis;

static void
widen (const GArray *moments, Axis *axis)
{
  for (guint i = 0; i < moments->len; i++) {
    double pts = g_array_index (moments, AisleEvalMoment, i).pts;
    axis->from = MIN (axis->from, pts);
    axis->to = MAX (axis->to, pts);
  }
}

static Axis
time_axis (const EvalScores *scores)
{
  static const double buckets[] = { 5, 60, 900, 3600 };
  Axis axis = { .from = G_MAXDOUBLE, .to = -G_MAXDOUBLE, .bucket = 3600 };
  double span;

  for (guint i = 0; i < scores->lines->len; i++)
    for (guint d = 0; d < 2; d++) {
      const EvalLine *line = g_array_index (scores->lines, EvalLineScores, i).line;
      widen (line->truth[d], &axis);
      widen (line->found[d], &axis);
    }
  if (axis.from > axis.to)
    axis.from = axis.to = 0;
  span = axis.to - axis.from;
  for (guint k = G_N_ELEMENTS (buckets); k-- > 0;)
    if (span / buckets[k] <= MOST_BARS)
      axis.bucket = buckets[k];
  axis.from = floor (axis.from / axis.bucket) * axis.bucket;
  axis.to = (floor (axis.to / axis.bucket) + 1) * axis.bucket;
  axis.unit = span > 7200 ? 3600 : span > 300 ? 60 : 1;
  axis.name = span > 7200 ? "hours" : span > 300 ? "minutes" : "seconds";
  return axis;
}

static int
by_time (const void *a, const void *b)
{
  double ta = *(const double *) a, tb = *(const double *) b;

  return (ta > tb) - (ta < tb);
}

/* The times of the moments in order. Returns how many. */
static guint
times_of (const GArray *moments, gboolean with_doubtful, double *times)
{
  guint n = 0;

  for (guint i = 0; i < moments->len; i++)
    if (with_doubtful || !g_array_index (moments, AisleEvalMoment, i).doubtful)
      times[n++] = g_array_index (moments, AisleEvalMoment, i).pts;
  qsort (times, n, sizeof *times, by_time);
  return n;
}

/* How many so far, as stairs up from the left; or @back down again from the right. */
static void
add_stairs (const ChartPanel *panel, const Axis *axis, const GArray *moments,
            gboolean with_doubtful, gboolean back)
{
  g_autofree double *times = g_new (double, moments->len + 1);
  guint n = times_of (moments, with_doubtful, times);

  cairo_line_to (panel->cr, panel->x + (back ? panel->w : 0), chart_y (panel, back ? n : 0));
  for (guint k = 0; k < n; k++) {
    guint i = back ? n - 1 - k : k;
    double x = chart_x (panel, times[i] / axis->unit);
    cairo_line_to (panel->cr, x, chart_y (panel, back ? i + 1 : i));
    cairo_line_to (panel->cr, x, chart_y (panel, back ? i : i + 1));
  }
  cairo_line_to (panel->cr, panel->x + (back ? 0 : panel->w), chart_y (panel, back ? 0 : n));
}

static void
draw_stairs (const ChartPanel *panel, const Axis *axis, const GArray *moments, ChartColor color,
             double width)
{
  chart_set_color (panel->cr, color);
  cairo_set_line_width (panel->cr, width);
  add_stairs (panel, axis, moments, FALSE, FALSE);
  cairo_stroke (panel->cr);
}

/* Between all true ones and the certain ones. */
static void
draw_doubt (const ChartPanel *panel, const Axis *axis, const GArray *truth)
{
  chart_set_color (panel->cr, chart_doubt);
  add_stairs (panel, axis, truth, TRUE, FALSE);
  add_stairs (panel, axis, truth, FALSE, TRUE);
  cairo_fill (panel->cr);
}

/* Counted too few (down) or too many (up) in each bucket. */
static void
draw_differences (const ChartPanel *frame, const Axis *axis, const GArray *buckets)
{
  ChartPanel panel = *frame;
  g_autofree char *title = NULL;
  double most = 1;

  for (guint i = 0; i < buckets->len; i++)
    most = MAX (most, g_array_index (buckets, AisleEvalBucket, i).count.error);
  most = chart_round_up (most);
  panel.y0 = -most;
  panel.y1 = most;
  title = axis->bucket < 60 ? g_strdup_printf ("error per %g s", axis->bucket)
                            : g_strdup_printf ("error per %g min", axis->bucket / 60);
  chart_axes (&panel, "", axis->name, NULL);
  chart_text (panel.cr, panel.x, panel.y + panel.h + 27, 0, 11, title);
  for (guint i = 0; i < buckets->len; i++) {
    const AisleEvalBucket *bucket = &g_array_index (buckets, AisleEvalBucket, i);
    double left = MAX (panel.x, chart_x (&panel, bucket->start / axis->unit));
    double right =
        MIN (panel.x + panel.w, chart_x (&panel, (bucket->start + axis->bucket) / axis->unit));
    gboolean few = bucket->count.found < bucket->count.truth;

    chart_set_color (panel.cr, few ? chart_missed : chart_wrong);
    cairo_rectangle (panel.cr, left + .5, chart_y (&panel, 0), MAX (right - left - 1, 1),
                     (few ? 1 : -1) * panel.h / 2 * bucket->count.error / most);
    cairo_fill (panel.cr);
  }
}

static char *
counts_title (const EvalLineScores *of, AisleDirection d)
{
  const AisleEvalCount *count = &of->by_direction[d].count;
  g_autofree char *doubt =
      count->doubtful ? g_strdup_printf (" and %" G_GUINT64_FORMAT " doubtful", count->doubtful)
                      : g_strdup ("");

  return g_strdup_printf ("%s, %s: %" G_GUINT64_FORMAT " counted, %" G_GUINT64_FORMAT " true%s",
                          of->line->name, aisle_direction_name (d), count->found, count->truth,
                          doubt);
}

static void
draw_counts (cairo_t *cr, const EvalLineScores *of, AisleDirection d, const Axis *axis, double x,
             double y)
{
  const GArray *truth = of->line->truth[d], *found = of->line->found[d];
  const AisleEvalCount *count = &of->by_direction[d].count;
  g_autoptr (GArray) buckets = eval_line_buckets (of->line, d, axis->bucket);
  g_autofree char *title = counts_title (of, d);
  ChartPanel panel = { .cr = cr,
                       .x = x + 60,
                       .y = y + 34,
                       .w = CELL_WIDTH - 90,
                       .h = 122,
                       .x0 = axis->from / axis->unit,
                       .x1 = axis->to / axis->unit,
                       .y1 = MAX (1, MAX (count->found, count->truth + count->doubtful)) };
  ChartPanel below = panel;

  chart_axes (&panel, title, NULL, "so far");
  draw_doubt (&panel, axis, truth);
  draw_stairs (&panel, axis, truth, chart_truth, 5);
  draw_stairs (&panel, axis, found, chart_found, 1.5);
  below.y = panel.y + panel.h + 24;
  below.h = 44;
  draw_differences (&below, axis, buckets);
}

static gboolean
plot_counts (const EvalScores *scores, const char *folder, GError **error)
{
  guint n = MIN (scores->lines->len, MOST_LINES);
  Axis axis = time_axis (scores);
  cairo_t *cr = chart_new (2 * CELL_WIDTH, (int) (HEADER + n * CELL_HEIGHT));
  double x = chart_key (cr, 60, HEADER / 2, chart_truth, "truth");
  gboolean written;

  x = chart_key (cr, x, HEADER / 2, chart_doubt, "doubtful");
  x = chart_key (cr, x, HEADER / 2, chart_found, "counted");
  x = chart_key (cr, x, HEADER / 2, chart_missed, "too few");
  chart_key (cr, x, HEADER / 2, chart_wrong, "too many");
  for (guint i = 0; i < n; i++)
    for (guint d = 0; d < 2; d++)
      draw_counts (cr, &g_array_index (scores->lines, EvalLineScores, i), d, &axis, d * CELL_WIDTH,
                   HEADER + (double) i * CELL_HEIGHT);
  written = chart_write (cr, folder, "counts.png", error);
  cairo_destroy (cr);
  return written;
}

/* --- errors.png --------------------------------------------------------------- */

static guint
most_errors (const EvalScores *scores)
{
  guint most = 1;

  for (guint i = 0; i < scores->lines->len; i++)
    for (guint d = 0; d < 2; d++) {
      const AisleEvalFinds *finds =
          &g_array_index (scores->lines, EvalLineScores, i).by_direction[d].finds;
      most = MAX (most, MAX (finds->missed, finds->wrong));
    }
  return most;
}

static void
draw_bar (const ChartPanel *panel, double y, double value, ChartColor color)
{
  chart_set_color (panel->cr, color);
  cairo_rectangle (panel->cr, chart_x (panel, 0), y - 8,
                   chart_x (panel, value) - chart_x (panel, 0), 16);
  cairo_fill (panel->cr);
}

static void
draw_errors (const ChartPanel *panel, const EvalLineScores *of, AisleDirection d, double y)
{
  const EvalCrossings *scores = &of->by_direction[d];
  g_autofree char *name = g_strdup_printf ("%s, %s", of->line->name, aisle_direction_name (d));
  g_autofree char *words =
      g_strdup_printf ("%u of %u found, %u false; count %.1f %%", scores->finds.right,
                       scores->finds.right + scores->finds.missed, scores->finds.wrong,
                       100 * aisle_eval_accuracy (&scores->count));

  draw_bar (panel, y, -(double) scores->finds.missed, chart_missed);
  draw_bar (panel, y, scores->finds.wrong, chart_wrong);
  chart_set_color (panel->cr, chart_ink);
  chart_text (panel->cr, panel->x - 12, y, 1, 12, name);
  chart_text (panel->cr, panel->x + panel->w + 14, y, 0, 11, words);
}

static gboolean
plot_errors (const EvalScores *scores, const char *folder, GError **error)
{
  guint n = MIN (scores->lines->len, MOST_LINES), most = most_errors (scores);
  cairo_t *cr = chart_new (1000, (int) (HEADER + 2 * n * ROW_HEIGHT + 40));
  ChartPanel panel = { .cr = cr,
                       .x = 220,
                       .y = HEADER,
                       .w = 480,
                       .h = 2. * n * ROW_HEIGHT,
                       .x0 = -(double) most,
                       .x1 = most,
                       .y1 = 1 };
  double x = chart_key (cr, 220, HEADER / 2, chart_missed, "missed crossings");
  gboolean written;

  chart_key (cr, x, HEADER / 2, chart_wrong, "false crossings");
  chart_bars (&panel);
  for (guint i = 0; i < 2 * n; i++)
    draw_errors (&panel, &g_array_index (scores->lines, EvalLineScores, i / 2), i % 2,
                 HEADER + (i + .5) * ROW_HEIGHT);
  written = chart_write (cr, folder, "errors.png", error);
  cairo_destroy (cr);
  return written;
}

gboolean
eval_plot_events (const EvalScores *scores, const char *folder, GError **error)
{
  if (!make_folder (folder, error))
    return FALSE;
  return scores->lines->len == 0
         || (plot_counts (scores, folder, error) && plot_errors (scores, folder, error));
}

/* --- precision-recall.png ----------------------------------------------------- */

static void
draw_curve (const ChartPanel *panel, const GArray *curve)
{
  cairo_t *cr = panel->cr;

  chart_set_color (cr, chart_found);
  cairo_set_line_width (cr, 2);
  for (guint i = 0; i < curve->len; i++) {
    const AisleEvalPoint *point = &g_array_index (curve, AisleEvalPoint, i);
    cairo_line_to (cr, chart_x (panel, point->recall), chart_y (panel, point->precision));
  }
  cairo_stroke (cr);
}

static void
draw_mark (const ChartPanel *panel, const AisleEvalPoint *at)
{
  double x = chart_x (panel, at->recall), y = chart_y (panel, at->precision);
  g_autofree char *text = g_strdup_printf ("from confidence %.2f: F1 %.3f", at->threshold, at->f1);

  chart_set_color (panel->cr, chart_missed);
  cairo_arc (panel->cr, x, y, 5, 0, 2 * G_PI);
  cairo_fill (panel->cr);
  chart_set_color (panel->cr, chart_ink);
  chart_text (panel->cr, x - 12, y + 16, 1, 12, text);
}

gboolean
eval_plot_boxes (const AisleBoxScores *scores, const AisleEvalPoint *at, const char *folder,
                 GError **error)
{
  cairo_t *cr = chart_new (640, 600);
  ChartPanel panel = { .cr = cr, .x = 70, .y = 50, .w = 540, .h = 500, .x1 = 1, .y1 = 1 };
  g_autofree char *title =
      g_strdup_printf ("AP50 %.3f, AP %.3f: %u boxes found, %u true", scores->ap50, scores->ap,
                       scores->n_found, scores->n_truth);
  gboolean written;

  chart_axes (&panel, title, "recall", "precision");
  draw_curve (&panel, scores->curve);
  draw_mark (&panel, at);
  written = make_folder (folder, error) && chart_write (cr, folder, "precision-recall.png", error);
  cairo_destroy (cr);
  return written;
}
