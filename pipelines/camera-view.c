/* SPDX-License-Identifier: MIT */
/** @file camera-view.c — see camera-view.h */
#include "pipelines/camera-view.h"

#include <math.h>
#include <stdlib.h>

/* Heights of a person in the model's input: below FEW most are missed, below ENOUGH some. */
#define FEW_PIXELS 20
#define ENOUGH_PIXELS 32
#define LEAST_RATE 5 /* frames per second: a walker moves a third of a height per frame */
#define DARK 45      /* mean brightness */
#define BRIGHT 215
#define FLAT 18           /* standard deviation */
#define STEEP 1.5         /* height / width: people seen from above are nearly square */
#define CUT_SHARE 0.5     /* of boxes that the lower edge cuts */
#define EDGE_HEIGHTS 0.75 /* body heights between a line and the frame's edge */
#define ENOUGH_PEOPLE 3   /* tracks, to judge by */

typedef struct {
  double nearest;    /* body heights from the line, least over all sights of all tracks */
  GHashTable *sides; /* track → 1: one side, 2: the other, 3: both */
} LineView;

struct _CameraView {
  const AisleConfig *config;
  guint width, height, frames, lights, sights, cut;
  double scale, mean, deviation; /* sums of the latter two */
  const char *blind;             /* first sentence about its sight, or NULL: it saw all the time */
  double blind_pts;
  gint64 first, last;
  GArray *heights; /* of double, pixels */
  GArray *shapes;  /* of double, height / width */
  GHashTable *tracks;
  LineView *lines;
};

CameraView *
camera_view_new (const AisleConfig *config)
{
  CameraView *view = g_new0 (CameraView, 1);

  view->config = config;
  view->scale = 1;
  view->heights = g_array_new (FALSE, FALSE, sizeof (double));
  view->shapes = g_array_new (FALSE, FALSE, sizeof (double));
  view->tracks = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  view->lines = g_new0 (LineView, config ? config->n_lines + 1 : 1);
  for (guint i = 0; config && i < config->n_lines; i++) {
    view->lines[i].nearest = G_MAXDOUBLE;
    view->lines[i].sides = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  }
  return view;
}

void
camera_view_free (CameraView *view)
{
  if (!view)
    return;
  for (guint i = 0; view->config && i < view->config->n_lines; i++)
    g_hash_table_unref (view->lines[i].sides);
  g_free (view->lines);
  g_hash_table_unref (view->tracks);
  g_array_unref (view->heights);
  g_array_unref (view->shapes);
  g_free (view);
}

void
camera_view_set_frame (CameraView *view, guint width, guint height, double scale)
{
  view->width = width;
  view->height = height;
  view->scale = scale;
}

void
camera_view_add_light (CameraView *view, double mean, double deviation)
{
  view->lights++;
  view->mean += mean;
  view->deviation += deviation;
}

void
camera_view_add_blind (CameraView *view, AisleBlindCause cause, double pts)
{
  static const char *const sentences[] = {
    [AISLE_BLIND_COVERED] = "something covers the lens. Take it away.",
    [AISLE_BLIND_MOVED] = "it was turned, and its lines lie elsewhere now. Turn it back, or draw "
                          "them anew.",
    [AISLE_BLIND_DARK] = "it is dark. Nobody can be seen without light.",
    [AISLE_BLIND_FROZEN] = "the picture stands still. Restart the camera.",
    [AISLE_BLIND_UNFOCUSED] = "the picture is out of focus. Clean the lens, and focus it.",
  };

  if (view->blind)
    return;
  view->blind = sentences[cause];
  view->blind_pts = pts;
}

/* ---- measuring ---------------------------------------------------------------------------- */

static gpointer
copy_track (guint64 track)
{
  return g_memdup2 (&track, sizeof track);
}

static AislePoint
to_pixels (const CameraView *view, AislePoint point)
{
  return (AislePoint) { point.x * view->width, point.y * view->height };
}

static void
look_at_line (CameraView *view, guint i, const CameraSight *person)
{
  const AisleLineConfig *line = &view->config->lines[i];
  LineView *seen = &view->lines[i];
  g_autofree AislePoint *points = g_new (AislePoint, line->n_points);
  AislePoint feet = { person->x + person->w / 2, person->y + person->h };
  double distance;
  guint side;

  for (guint k = 0; k < line->n_points; k++)
    points[k] = to_pixels (view, line->points[k]);
  distance = aisle_polyline_distance (points, line->n_points, feet);
  seen->nearest = MIN (seen->nearest, fabs (distance) / person->h);
  side = GPOINTER_TO_UINT (g_hash_table_lookup (seen->sides, &person->track));
  side |= distance > 0 ? 1 : 2;
  g_hash_table_insert (seen->sides, copy_track (person->track), GUINT_TO_POINTER (side));
}

void
camera_view_add_people (CameraView *view, gint64 pts, const CameraSight *people, guint n)
{
  if (view->frames++ == 0)
    view->first = pts;
  view->last = pts;
  for (guint i = 0; i < n; i++) {
    double height = people[i].h, shape = people[i].h / MAX (people[i].w, 1);

    if (!(height > 0))
      continue;
    view->sights++;
    view->cut += people[i].y + people[i].h > view->height - 2;
    g_array_append_val (view->heights, height);
    g_array_append_val (view->shapes, shape);
    g_hash_table_add (view->tracks, copy_track (people[i].track));
    for (guint k = 0; view->config && k < view->config->n_lines; k++)
      look_at_line (view, k, &people[i]);
  }
}

/* ---- judging ------------------------------------------------------------------------------ */

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
median (const GArray *values)
{
  g_autofree double *sorted = g_memdup2 (values->data, values->len * sizeof (double));

  if (values->len == 0)
    return 0;
  qsort (sorted, values->len, sizeof (double), compare_doubles);
  return sorted[values->len / 2];
}

/* A finding: a sentence, and how much it weighs (0: fine, 1: some errors, 2: does not count). */
typedef struct {
  GPtrArray *sentences;
  GPtrArray *reasons; /* of char *, not owned: what the verdict names */
  int worst;
} Findings;

static void
find (Findings *findings, int weight, const char *reason, char *sentence)
{
  g_ptr_array_add (findings->sentences, sentence);
  findings->worst = MAX (findings->worst, weight);
  if (weight > 0)
    g_ptr_array_add (findings->reasons, (gpointer) reason);
}

static void
judge_light (const CameraView *view, Findings *findings)
{
  double mean = view->mean / MAX (view->lights, 1),
         spread = view->deviation / MAX (view->lights, 1);

  if (mean < DARK)
    find (findings, 1, "too dark",
          g_strdup_printf ("Light: dark (brightness %.0f of 255). Add light.", mean));
  else if (mean > BRIGHT)
    find (
        findings, 1, "too bright",
        g_strdup_printf ("Light: too bright (brightness %.0f of 255). Lower the exposure.", mean));
  else if (spread < FLAT)
    find (findings, 1, "too little contrast",
          g_strdup_printf (
              "Light: little contrast (%.0f). Clean the lens, avoid light from behind.", spread));
  else
    find (findings, 0, NULL,
          g_strdup_printf ("Light: good (brightness %.0f, contrast %.0f).", mean, spread));
}

static void
judge_sight (const CameraView *view, Findings *findings)
{
  if (view->blind)
    find (findings, 2, "the camera is blind",
          g_strdup_printf ("Sight: after %.0f s %s", view->blind_pts, view->blind));
}

static void
judge_rate (const CameraView *view, Findings *findings)
{
  double seconds = (view->last - view->first) / 1e9;
  double rate = view->frames > 1 && seconds > 0 ? (view->frames - 1) / seconds : 0;

  if (view->frames > 1 && rate < LEAST_RATE)
    find (findings, 1, "too few frames",
          g_strdup_printf ("Stream: %u x %u, %.1f frames per second: fast people can be lost. "
                           "Set at least %d.",
                           view->width, view->height, rate, LEAST_RATE));
  else
    find (findings, 0, NULL,
          g_strdup_printf ("Stream: %u x %u, %.1f frames per second.", view->width, view->height,
                           rate));
}

static void
judge_size (const CameraView *view, Findings *findings)
{
  double height = median (view->heights), input = height * view->scale;

  if (input < FEW_PIXELS)
    find (findings, 2, "people too small",
          g_strdup_printf ("People: %.0f pixels high, %.0f in the model's input: too small. Move "
                           "the camera nearer, zoom in, or use a larger --input-size.",
                           height, input));
  else if (input < ENOUGH_PIXELS)
    find (findings, 1, "people rather small",
          g_strdup_printf ("People: %.0f pixels high, %.0f in the model's input: some will be "
                           "missed. Zoom in, or use a larger --input-size.",
                           height, input));
  else
    find (findings, 0, NULL,
          g_strdup_printf ("People: %.0f pixels high, %.0f in the model's input: good.", height,
                           input));
}

static void
judge_angle (const CameraView *view, Findings *findings)
{
  double shape = median (view->shapes);

  if (shape < STEEP)
    find (
        findings, 2, "the view is too steep",
        g_strdup_printf ("View: people are %.1f times as high as wide: the camera looks down too "
                         "steeply or sees only a part of them. Mount it 2.2 to 4 m high, oblique.",
                         shape));
  else if (view->cut > CUT_SHARE * view->sights)
    find (findings, 1, "feet out of the picture",
          g_strdup ("View: the lower edge cuts off most people's feet, by which they are counted. "
                    "Tilt the camera down, or set \"reference\": \"head\"."));
  else
    find (findings, 0, NULL, g_strdup ("View: people are seen whole."));
}

static guint
count_passers (const LineView *line)
{
  GHashTableIter iter;
  gpointer side;
  guint passers = 0;

  g_hash_table_iter_init (&iter, line->sides);
  while (g_hash_table_iter_next (&iter, NULL, &side))
    passers += GPOINTER_TO_UINT (side) == 3;
  return passers;
}

/* Body heights between the frame's edge and the point of the line that is farthest from it. */
static double
edge_distance (const CameraView *view, const AisleLineConfig *line)
{
  double most = 0;

  for (guint i = 0; i < line->n_points; i++) {
    AislePoint p = to_pixels (view, line->points[i]);
    double x = MIN (p.x, view->width - p.x), y = MIN (p.y, view->height - p.y);
    most = MAX (most, MIN (x, y));
  }
  return most / MAX (median (view->heights), 1);
}

static void
judge_line (const CameraView *view, guint i, Findings *findings)
{
  const char *name = view->config->lines[i].name;
  const LineView *line = &view->lines[i];
  guint passers = count_passers (line);

  if (edge_distance (view, &view->config->lines[i]) < EDGE_HEIGHTS)
    find (findings, 1, "a line lies at the edge",
          g_strdup_printf ("Line '%s': lies at the edge of the picture, where people are not seen "
                           "on both sides. Move it inwards by a person's height.",
                           name));
  else if (passers == 0 && line->nearest > 1)
    find (
        findings, 1, "nobody comes near a line",
        g_strdup_printf ("Line '%s': nobody came nearer than %.1f body heights. Does it lie where "
                         "people walk?",
                         name, line->nearest));
  else
    find (findings, 0, NULL,
          g_strdup_printf ("Line '%s': lies well; people seen on both sides of it: %u.", name,
                           passers));
}

static char *
verdict (const CameraView *view, Findings *findings)
{
  static const char *const words[] = {
    "this camera will count well.",
    "this camera will count with errors",
    "this camera will not count",
  };
  g_autofree char *reasons = NULL;

  if (g_hash_table_size (view->tracks) < ENOUGH_PEOPLE)
    return g_strdup_printf ("Verdict: too few people were seen (%u) to tell. Check again when at "
                            "least %d walk by.",
                            g_hash_table_size (view->tracks), ENOUGH_PEOPLE);
  if (findings->worst == 0)
    return g_strconcat ("Verdict: ", words[0], NULL);
  g_ptr_array_add (findings->reasons, NULL);
  reasons = g_strjoinv (", ", (char **) findings->reasons->pdata);
  return g_strdup_printf ("Verdict: %s: %s.", words[findings->worst], reasons);
}

GPtrArray *
camera_view_judge (const CameraView *view)
{
  g_autoptr (GPtrArray) reasons = g_ptr_array_new ();
  Findings findings = { g_ptr_array_new_with_free_func (g_free), reasons, 0 };

  judge_rate (view, &findings);
  judge_light (view, &findings);
  judge_sight (view, &findings);
  if (view->sights > 0) {
    judge_size (view, &findings);
    judge_angle (view, &findings);
    for (guint i = 0; view->config && i < view->config->n_lines; i++)
      judge_line (view, i, &findings);
  }
  g_ptr_array_add (findings.sentences, verdict (view, &findings));
  return findings.sentences;
}
