/* SPDX-License-Identifier: MIT */
/** @file ground-fit.c A camera's stand from the heights of people. */
#include "gst/core/ground-fit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Logarithms: people differ by some 5 %, looks at one of them by some 6 %. */
#define PEOPLE_SPREAD 0.05
#define LOOK_SPREAD 0.06
/* Focal length of usual cameras in heights of the frame: 55° from top to bottom, ± a third. */
#define USUAL_FOCAL 0.95
#define FOCAL_SPREAD 0.35
/* More looks at one person tell no more: a detector errs in the same way again and again. */
#define MOST_LOOKS 16.0
#define HUBER 1.5
/* People must be seen at distances that differ by so much of their height in the picture. */
#define LEAST_RANGE 0.15
#define STEPS 60
#define SCALE_STEPS 20
#define N_TILTS 9
/* In bodies: a camera just above heads. */
#define LOWEST 1.1
/* Logarithm: less than two thirds of the bodies within it is no floor. */
#define MOST_OFF 0.12
#define STEP_LOG 1e-5

/* What is fitted: log focal length, y of the horizon, log of the camera's height in bodies. */
typedef struct {
  double log_focal, horizon, log_stand;
} Stand;

/* How tall a body is whose feet are at @y; ≤ 0 where the model has none. */
static double
height_at (const Stand *stand, double y)
{
  double focal = exp (stand->log_focal), high = exp (stand->log_stand);
  double tilt = atan ((0.5 - stand->horizon) / focal);
  double below = tilt + atan ((y - 0.5) / focal);
  if (below <= 0 || below >= G_PI)
    return 0;
  double far = high / tan (below), low = high - 1;
  double ahead = far * cos (tilt) + low * sin (tilt), down = low * cos (tilt) - far * sin (tilt);
  return ahead > 0 ? y - (0.5 + focal * down / ahead) : 0;
}

/*
 * Bodies by person, and room for what is computed: of each body how far off the model it is beside
 * that person's mean, then of each person how far off that mean is; in standard deviations. In
 * this form all are independent, and a child is one outlier, however often it was seen.
 */
typedef struct {
  AisleBody *bodies;
  guint n, n_people;
  double look_weight;
  double *residuals; /* n + n_people */
  double *slopes;    /* of the residuals by the three members of Stand, one after another */
} Looks;

static guint
person_end (const Looks *looks, guint first)
{
  guint end = first + 1;
  while (end < looks->n && looks->bodies[end].person == looks->bodies[first].person)
    end++;
  return end;
}

/* Returns: FALSE when @stand sees no floor where somebody stands. */
static gboolean
find_residuals (const Looks *looks, const Stand *stand, double *residuals)
{
  guint person = looks->n;
  for (guint first = 0, end; first < looks->n; first = end) {
    double mean = 0;
    end = person_end (looks, first);
    for (guint i = first; i < end; i++) {
      double height = height_at (stand, looks->bodies[i].feet.y);
      if (!(height > 0))
        return FALSE;
      residuals[i] = log (looks->bodies[i].height / height);
      mean += residuals[i] / (end - first);
    }
    for (guint i = first; i < end; i++)
      residuals[i] = (residuals[i] - mean) / LOOK_SPREAD;
    residuals[person++] = mean / hypot (PEOPLE_SPREAD, LOOK_SPREAD / sqrt (end - first));
  }
  return TRUE;
}

static double
weight_of (const Looks *looks, guint residual)
{
  return residual < looks->n ? looks->look_weight : 1;
}

static double
prior (const Stand *stand)
{
  return (stand->log_focal - log (USUAL_FOCAL)) / FOCAL_SPREAD;
}

static double
cost (const Looks *looks, const Stand *stand)
{
  double sum = prior (stand) * prior (stand) / 2;
  if (!find_residuals (looks, stand, looks->residuals))
    return G_MAXDOUBLE;
  for (guint i = 0; i < looks->n + looks->n_people; i++) {
    double r = fabs (looks->residuals[i]);
    sum += weight_of (looks, i) * (r <= HUBER ? r * r / 2 : HUBER * (r - HUBER / 2));
  }
  return sum;
}

/* --- start ------------------------------------------------------------------- */

static gint
by_value (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;
  return (x > y) - (x < y);
}

/* Whether the feet of the middle four fifths are spread over more than a part of a body. */
static gboolean
is_spread (const Looks *looks)
{
  g_autofree double *values = g_new (double, looks->n);
  for (guint i = 0; i < looks->n; i++)
    values[i] = looks->bodies[i].height;
  qsort (values, looks->n, sizeof (double), by_value);
  double height = values[looks->n / 2];
  for (guint i = 0; i < looks->n; i++)
    values[i] = looks->bodies[i].feet.y;
  qsort (values, looks->n, sizeof (double), by_value);
  return values[looks->n - 1 - looks->n / 10] - values[looks->n / 10] >= LEAST_RANGE * height;
}

/* As high above the floor as makes bodies as tall as they are, in the mean. */
static void
match_scale (const Looks *looks, Stand *stand)
{
  for (guint i = 0; i < SCALE_STEPS; i++) {
    double off = 0;
    for (guint k = 0; k < looks->n; k++)
      off += log (looks->bodies[k].height / height_at (stand, looks->bodies[k].feet.y)) / looks->n;
    if (!isfinite (off))
      return;
    stand->log_stand = MAX (stand->log_stand - off, log (LOWEST));
  }
}

/* The best of some usual cameras that look down less or more. */
static gboolean
start (const Looks *looks, Stand *best)
{
  double least = G_MAXDOUBLE;
  for (guint i = 0; i < N_TILTS; i++) {
    double tilt = (i + 0.5) * G_PI_2 / N_TILTS;
    Stand stand = { log (USUAL_FOCAL), 0.5 - USUAL_FOCAL * tan (tilt), log (2.0) };
    match_scale (looks, &stand);
    double now = cost (looks, &stand);
    if (now < least) {
      least = now;
      *best = stand;
    }
  }
  return least < G_MAXDOUBLE && is_spread (looks);
}

/* --- Levenberg-Marquardt ----------------------------------------------------- */

static double *
member (Stand *stand, guint i)
{
  double *members[] = { &stand->log_focal, &stand->horizon, &stand->log_stand };
  return members[i];
}

static gboolean
find_slopes (const Looks *looks, const Stand *stand)
{
  const guint n = looks->n + looks->n_people;
  if (!find_residuals (looks, stand, looks->residuals))
    return FALSE;
  for (guint k = 0; k < 3; k++) {
    double *slopes = looks->slopes + k * n;
    Stand moved = *stand;
    *member (&moved, k) += STEP_LOG;
    if (!find_residuals (looks, &moved, slopes))
      return FALSE;
    for (guint i = 0; i < n; i++)
      slopes[i] = (slopes[i] - looks->residuals[i]) / STEP_LOG;
  }
  return TRUE;
}

/* Gauss-Newton's normal equations with Huber's weights. */
static gboolean
linearise (const Looks *looks, const Stand *stand, double normal[3][3], double gradient[3])
{
  const guint n = looks->n + looks->n_people;
  if (!find_slopes (looks, stand))
    return FALSE;
  normal[0][0] += 1 / (FOCAL_SPREAD * FOCAL_SPREAD);
  gradient[0] += prior (stand) / FOCAL_SPREAD;
  for (guint i = 0; i < n; i++) {
    double r = looks->residuals[i];
    double w = weight_of (looks, i) * (fabs (r) <= HUBER ? 1 : HUBER / fabs (r));
    for (guint k = 0; k < 3; k++) {
      double slope = looks->slopes[k * n + i];
      gradient[k] += w * slope * r;
      for (guint j = 0; j < 3; j++)
        normal[k][j] += w * slope * looks->slopes[j * n + i];
    }
  }
  return TRUE;
}

/* Cramer's rule on @normal with its diagonal grown by @damping. */
static Stand
step_of (double normal[3][3], const double gradient[3], double damping, const Stand *from)
{
  double m[3][3];
  memcpy (m, normal, sizeof m);
  for (guint i = 0; i < 3; i++)
    m[i][i] *= 1 + damping;
  double minor[3][3];
  for (guint i = 0; i < 3; i++)
    for (guint j = 0; j < 3; j++) {
      guint r = (j + 1) % 3, s = (j + 2) % 3, c = (i + 1) % 3, d = (i + 2) % 3;
      minor[i][j] = m[r][c] * m[s][d] - m[r][d] * m[s][c];
    }
  double det = m[0][0] * minor[0][0] + m[0][1] * minor[1][0] + m[0][2] * minor[2][0];
  Stand to = *from;
  for (guint i = 0; i < 3; i++)
    for (guint j = 0; j < 3; j++)
      *member (&to, i) -= minor[i][j] * gradient[j] / det;
  return to;
}

static void
refine (const Looks *looks, Stand *stand)
{
  double damping = 1e-3, now = cost (looks, stand);
  for (guint i = 0; i < STEPS; i++) {
    double normal[3][3] = { { 0 } }, gradient[3] = { 0 };
    if (!linearise (looks, stand, normal, gradient))
      return;
    Stand next = step_of (normal, gradient, damping, stand);
    double then = cost (looks, &next);
    if (!(then < now)) {
      damping *= 10;
      continue;
    }
    damping /= 10;
    *stand = next;
    if (now - then < 1e-9 * now)
      return;
    now = then;
  }
}

/* --- the floor --------------------------------------------------------------- */

static gint
by_person (gconstpointer a, gconstpointer b)
{
  const AisleBody *x = a, *y = b;
  if (x->person != y->person)
    return x->person < y->person ? -1 : 1;
  return (x->feet.y > y->feet.y) - (x->feet.y < y->feet.y);
}

static void
sort_looks (Looks *looks, const AisleBody *bodies, guint n)
{
  *looks = (Looks) { .n = n, .bodies = g_memdup2 (bodies, n * sizeof *bodies) };
  qsort (looks->bodies, n, sizeof *bodies, by_person);
  for (guint first = 0; first < n; first = person_end (looks, first))
    looks->n_people++;
  looks->look_weight = MIN (1, MOST_LOOKS * looks->n_people / n);
  looks->residuals = g_new (double, n + looks->n_people);
  looks->slopes = g_new (double, 3 * (n + looks->n_people));
}

static gboolean
is_good (const Looks *looks, const Stand *stand)
{
  guint good = 0;
  for (guint i = 0; i < looks->n; i++) {
    double height = height_at (stand, looks->bodies[i].feet.y);
    good += height > 0 && fabs (log (looks->bodies[i].height / height)) < MOST_OFF;
  }
  return 3 * good > 2 * looks->n;
}

static void
clear_looks (Looks *looks)
{
  g_free (looks->bodies);
  g_free (looks->residuals);
  g_free (looks->slopes);
}

/*
 * From below the camera to what it looks at: how far away the camera is, is known least well, and
 * a better fit should not move everybody.
 */
static void
move_origin (AisleGround *ground)
{
  const AislePoint middle = { 0.5, 0.75 };
  AislePoint at;
  if (!aisle_ground_to_floor (ground, middle, &at))
    return;
  for (guint i = 0; i < 3; i++) {
    ground->to_floor[i] -= at.x * ground->to_floor[6 + i];
    ground->to_floor[3 + i] -= at.y * ground->to_floor[6 + i];
    ground->to_picture[3 * i + 2] +=
        at.x * ground->to_picture[3 * i] + at.y * ground->to_picture[3 * i + 1];
  }
}

gboolean
aisle_ground_from_bodies (AisleGround *ground, const AisleBody *bodies, guint n, double metres,
                          double aspect)
{
  Looks looks;
  Stand stand;
  if (n < AISLE_GROUND_LEAST_BODIES)
    return FALSE;
  sort_looks (&looks, bodies, n);
  gboolean found = looks.n_people >= AISLE_GROUND_LEAST_PEOPLE && start (&looks, &stand);
  if (found)
    refine (&looks, &stand);
  found = found && is_good (&looks, &stand);
  clear_looks (&looks);
  if (!found)
    return FALSE;
  double focal = exp (stand.log_focal), tilt = atan ((0.5 - stand.horizon) / focal);
  if (!isfinite (tilt) || !isfinite (stand.log_stand))
    return FALSE;
  aisle_ground_from_camera (ground, focal, tilt, metres * exp (stand.log_stand), aspect);
  move_origin (ground);
  return TRUE;
}
