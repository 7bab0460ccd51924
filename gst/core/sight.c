/* SPDX-License-Identifier: MIT */
/** @file sight.c What a camera usually shows, and what is wrong with what it shows now. */
#include "gst/core/sight.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 32, ROWS = 24, CELLS = COLUMNS * ROWS };
/* Of each cell the brightness is that of so many pixels each way, spread over it, */
enum { SAMPLES = 4 };
/* and the detail that of a patch of neighbouring pixels. */
enum { PATCH_WIDTH = 8, PATCH_HEIGHT = 3 };

#define SECOND G_GINT64_CONSTANT (1000000000)
#define PERIOD (SECOND / 2)
/* Longer without a look: the stream was away, and nothing is known of the time between. */
#define AWAY (10 * SECOND)
/* Looks until the usual picture is known: 5 s, in which people walk on. */
enum { LEARNING = 10 };
/* Looks after which another view must still be the same: what only moves is no turned camera. */
enum { STEADY = 5 };
/* Grey levels per look that the usual picture follows: dusk takes minutes. */
#define FOLLOW 0.25f

/* Levels of 255. A lens cap or a night without light stays below; a dim shop is above 40. */
#define DARK_MEAN 20
#define DARK_BRIGHTEST 48
/* A scene has this much structure at least, or being covered cannot be told from a wall. */
#define LEAST_SPREAD 10
/* Shares of the usual. Defocus of a few pixels takes nine tenths of the finest detail. */
#define LITTLE_DETAIL 0.4
#define LITTLE_SPREAD 0.4
/* Correlation of edges: the same view gives over .8, with a crowd over .6, another about 0. */
#define OTHER_VIEW 0.35
#define SAME_VIEW 0.6

typedef struct {
  float cells[CELLS]; /* mean brightness, 0…255 */
  double mean, spread, brightest;
  double detail; /* of the sharpest tenth of the cells; noise alone is little beside an edge */
  guint64 hash;
} Look;

/* Something that may be wrong, and since when. */
typedef struct {
  gint64 since, until; /* ns; since −1: not now */
} Suspicion;

enum { N_CAUSES = AISLE_BLIND_UNFOCUSED + 1 };

struct _AisleSight {
  guint n_looks; /* taken into the usual picture */
  float first[CELLS][LEARNING]; /* of each cell: the brightness in the first looks, rising */
  float usual[CELLS];
  double usual_spread, usual_detail;
  float recent[STEADY][CELLS]; /* the last looks, in a ring */
  guint n_recent;
  gboolean steady; /* the last look is like the one of STEADY looks ago */
  gint64 last;
  guint64 last_hash;
  Suspicion suspicions[N_CAUSES];
  AisleSightState state;
};

AisleSight *
aisle_sight_new (void)
{
  AisleSight *sight = g_new0 (AisleSight, 1);
  aisle_sight_reset (sight);
  return sight;
}

void
aisle_sight_free (AisleSight *sight)
{
  g_free (sight);
}

void
aisle_sight_reset (AisleSight *sight)
{
  *sight = (AisleSight) { .last = G_MININT64 };
  for (guint i = 0; i < N_CAUSES; i++)
    sight->suspicions[i].since = -1;
}

gboolean
aisle_sight_wants (const AisleSight *sight, gint64 pts)
{
  return sight->last == G_MININT64 || pts < sight->last || pts - sight->last >= PERIOD;
}

/* ---- one look ----------------------------------------------------------------------------- */

static int
sample (const AislePlane *plane, guint x, guint y)
{
  return plane->data[y * plane->stride + (gsize) x * plane->step];
}

/* Brightness of a pixel, 0…255. */
static int
brightness (const AislePicture *picture, guint x, guint y)
{
  const AislePlane *planes = picture->planes;
  if (picture->colours == AISLE_COLOURS_RGB)
    return (sample (&planes[0], x, y) + 2 * sample (&planes[1], x, y) + sample (&planes[2], x, y))
           / 4;
  int value = sample (&planes[0], x, y);
  return picture->full_range ? value : CLAMP ((value - 16) * 255 / 219, 0, 255);
}

static void
look_at (Look *look, int value)
{
  look->hash = (look->hash ^ (guint64) value) * G_GUINT64_CONSTANT (1099511628211);
}

static float
cell_brightness (const AislePicture *picture, guint column, guint row, Look *look)
{
  int sum = 0;
  for (guint v = 0; v < SAMPLES; v++)
    for (guint u = 0; u < SAMPLES; u++) {
      guint x = (2 * (column * SAMPLES + u) + 1) * picture->width / (2 * COLUMNS * SAMPLES);
      guint y = (2 * (row * SAMPLES + v) + 1) * picture->height / (2 * ROWS * SAMPLES);
      int value = brightness (picture, x, y);
      look_at (look, value);
      sum += value;
    }
  return (float) sum / (SAMPLES * SAMPLES);
}

/* Mean absolute second difference of neighbouring pixels. */
static float
cell_detail (const AislePicture *picture, guint column, guint row, Look *look)
{
  guint width = MIN (PATCH_WIDTH, picture->width), height = MIN (PATCH_HEIGHT, picture->height);
  guint left = (guint) ((column + 0.5) * (picture->width - width) / COLUMNS);
  guint top = (guint) ((row + 0.5) * (picture->height - height) / ROWS);
  int detail = 0;
  for (guint y = 0; y < height; y++) {
    int before = 0, here = 0;
    for (guint x = 0; x < width; x++) {
      int next = brightness (picture, left + x, top + y);
      look_at (look, next);
      detail += x >= 2 ? ABS (before - 2 * here + next) : 0;
      before = here;
      here = next;
    }
  }
  return (float) detail / (float) (width * height);
}

static int
compare_falling (const void *a, const void *b)
{
  float x = *(const float *) a, y = *(const float *) b;
  return (x < y) - (x > y);
}

static double
mean_of_most (float *details)
{
  double sum = 0;
  qsort (details, CELLS, sizeof *details, compare_falling);
  for (guint i = 0; i < CELLS / 10; i++)
    sum += details[i];
  return sum / (CELLS / 10);
}

/* Standard deviation. */
static double
spread_of (const float *cells)
{
  double mean = 0, squares = 0;
  for (guint i = 0; i < CELLS; i++)
    mean += cells[i] / CELLS;
  for (guint i = 0; i < CELLS; i++)
    squares += (cells[i] - mean) * (cells[i] - mean);
  return sqrt (squares / CELLS);
}

static Look
take_look (const AislePicture *picture)
{
  Look look = { .hash = G_GUINT64_CONSTANT (14695981039346656037) };
  float details[CELLS];
  for (guint row = 0; row < ROWS; row++)
    for (guint column = 0; column < COLUMNS; column++) {
      guint cell = row * COLUMNS + column;
      look.cells[cell] = cell_brightness (picture, column, row, &look);
      details[cell] = cell_detail (picture, column, row, &look);
      look.mean += look.cells[cell] / CELLS;
      look.brightest = MAX (look.brightest, look.cells[cell]);
    }
  look.detail = mean_of_most (details);
  look.spread = spread_of (look.cells);
  return look;
}

/* ---- against the usual -------------------------------------------------------------------- */

static void
add_product (const float *a, const float *b, guint from, guint to, double sums[3])
{
  double x = a[to] - a[from], y = b[to] - b[from];
  sums[0] += x * y;
  sums[1] += x * x;
  sums[2] += y * y;
}

/* Normalised correlation of the differences between neighbouring cells, −1…1. */
static double
edge_correlation (const float *a, const float *b)
{
  double sums[3] = { 0, 0, 0 };
  for (guint row = 0; row < ROWS; row++)
    for (guint column = 0; column < COLUMNS; column++) {
      guint cell = row * COLUMNS + column;
      if (column + 1 < COLUMNS)
        add_product (a, b, cell, cell + 1, sums);
      if (row + 1 < ROWS)
        add_product (a, b, cell, cell + COLUMNS, sums);
    }
  return sums[1] > 0 && sums[2] > 0 ? sums[0] / sqrt (sums[1] * sums[2]) : 0;
}

/* Returns: the median with the new value. */
static float
insert (float *rising, guint n, float value)
{
  guint i = n;
  for (; i > 0 && rising[i - 1] > value; i--)
    rising[i] = rising[i - 1];
  rising[i] = value;
  return rising[n / 2];
}

/* At first the median of each cell, then a step towards each look. */
static void
learn (AisleSight *sight, const Look *look)
{
  gboolean is_new = sight->n_looks < LEARNING;
  for (guint i = 0; i < CELLS; i++)
    sight->usual[i] = is_new ? insert (sight->first[i], sight->n_looks, look->cells[i])
                             : sight->usual[i]
                                   + CLAMP (look->cells[i] - sight->usual[i], -FOLLOW, FOLLOW);
  double weight = is_new ? 1.0 / (sight->n_looks + 1) : 0.005;
  sight->usual_detail += (look->detail - sight->usual_detail) * weight;
  sight->usual_spread = spread_of (sight->usual);
  sight->n_looks = MIN (sight->n_looks + 1, LEARNING);
}

/* ---- what is wrong ------------------------------------------------------------------------ */

static void
suspect (AisleSight *sight, AisleBlindCause cause, gboolean now, gint64 since, gint64 pts)
{
  Suspicion *suspicion = &sight->suspicions[cause];
  if (now && suspicion->since < 0)
    suspicion->since = since;
  if (now)
    suspicion->until = pts;
  else if (pts - suspicion->until >= (gint64) (AISLE_SIGHT_RECOVERY * SECOND))
    suspicion->since = -1;
}

/* One cause for one look: the plainest. */
static void
suspect_all (AisleSight *sight, const Look *look, gint64 pts)
{
  gboolean known = sight->n_looks >= LEARNING;
  gboolean structured =
      known && sight->usual_spread >= LEAST_SPREAD && sight->usual_detail > 0;
  double spread = structured ? look->spread / sight->usual_spread : 1;
  double detail = structured ? look->detail / sight->usual_detail : 1;
  double same = structured ? edge_correlation (look->cells, sight->usual) : 1;
  gboolean was_moved = sight->suspicions[AISLE_BLIND_MOVED].since >= 0;
  gboolean frozen = look->hash == sight->last_hash;
  gboolean dark = look->mean < DARK_MEAN && look->brightest < DARK_BRIGHTEST;
  gboolean covered = !dark && structured && same < SAME_VIEW && detail < LITTLE_DETAIL
                     && spread < LITTLE_SPREAD;
  gboolean moved = !dark && !covered && structured && same < (was_moved ? SAME_VIEW : OTHER_VIEW);
  /* Less light takes from the spread as well. */
  gboolean unfocused = !dark && !covered && !moved && detail < LITTLE_DETAIL * MIN (spread, 1);
  suspect (sight, AISLE_BLIND_FROZEN, frozen, sight->last, pts);
  suspect (sight, AISLE_BLIND_DARK, dark, pts, pts);
  suspect (sight, AISLE_BLIND_COVERED, covered, pts, pts);
  suspect (sight, AISLE_BLIND_MOVED, moved, pts, pts);
  suspect (sight, AISLE_BLIND_UNFOCUSED, unfocused, pts, pts);
}

static gboolean
lasts (const Suspicion *suspicion, AisleBlindCause cause)
{
  double notice = cause == AISLE_BLIND_FROZEN ? AISLE_SIGHT_FROZEN : AISLE_SIGHT_NOTICE;
  return suspicion->since >= 0 && suspicion->until - suspicion->since >= (gint64) (notice * SECOND);
}

/* A cause that was told stays as long as it lasts, so that none is told in turn with another. */
static void
decide (AisleSight *sight)
{
  AisleSightState *state = &sight->state;
  if (state->blind && sight->suspicions[state->cause].since >= 0)
    return;
  state->blind = FALSE;
  for (guint cause = 0; cause < N_CAUSES && !state->blind; cause++)
    if (lasts (&sight->suspicions[cause], cause) && (cause != AISLE_BLIND_MOVED || sight->steady))
      *state = (AisleSightState) { TRUE, cause, sight->suspicions[cause].since };
}

static gboolean
is_suspicious (const AisleSight *sight)
{
  for (guint cause = 0; cause < N_CAUSES; cause++)
    if (cause != AISLE_BLIND_FROZEN && sight->suspicions[cause].since >= 0)
      return TRUE;
  return FALSE;
}

static void
remember (AisleSight *sight, const Look *look)
{
  float *oldest = sight->recent[sight->n_recent % STEADY];
  sight->steady =
      sight->n_recent >= STEADY && edge_correlation (look->cells, oldest) >= SAME_VIEW;
  memcpy (oldest, look->cells, sizeof look->cells);
  sight->n_recent++;
}

void
aisle_sight_look (AisleSight *sight, gint64 pts, const AislePicture *picture)
{
  if (picture->width < 3 || picture->height < 1)
    return;
  if (sight->last != G_MININT64 && (pts < sight->last || pts - sight->last > AWAY))
    for (guint cause = 0; cause < N_CAUSES; cause++)
      if (cause != AISLE_BLIND_MOVED)
        sight->suspicions[cause].since = -1;
  Look look = take_look (picture);
  remember (sight, &look);
  suspect_all (sight, &look, pts);
  decide (sight);
  if (!is_suspicious (sight))
    learn (sight, &look);
  sight->last = pts;
  sight->last_hash = look.hash;
}

AisleSightState
aisle_sight_get (const AisleSight *sight)
{
  return sight->state;
}

const char *
aisle_blind_cause_name (AisleBlindCause cause)
{
  static const char *const names[] = { "covered", "moved", "dark", "frozen", "unfocused" };
  return names[cause];
}
