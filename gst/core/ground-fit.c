/* SPDX-License-Identifier: MIT */
/** @file ground-fit.c A camera's stand from the heights of people. */
#include "gst/core/ground-fit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Logarithms: people and the edges of their boxes differ by some 5 % each. */
#define SPREAD 0.08
/* Focal length of usual cameras in heights of the frame: 55° from top to bottom, ± a third. */
#define USUAL_FOCAL 0.95
#define FOCAL_SPREAD 0.35
/* What one person adds, as many looks at independent bodies: the same body again and again. */
#define LOOKS 4.0
#define HUBER 1.5
/* People must be seen at distances that differ by so much of their height in the picture. */
#define LEAST_RANGE 0.15
#define STEPS 60
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

static double
residual (const Stand *stand, const AisleBody *body)
{
  double height = height_at (stand, body->feet.y);
  return height > 0 ? log (body->height / height) / SPREAD : log (1e4) / SPREAD;
}

static double
prior (const Stand *stand)
{
  return (stand->log_focal - log (USUAL_FOCAL)) / FOCAL_SPREAD;
}

static double
cost (const Stand *stand, const AisleBody *bodies, guint n, double weight)
{
  double sum = prior (stand) * prior (stand) / 2;
  for (guint i = 0; i < n; i++) {
    double r = fabs (residual (stand, &bodies[i]));
    sum += weight * (r <= HUBER ? r * r / 2 : HUBER * (r - HUBER / 2));
  }
  return sum;
}

/* --- start ------------------------------------------------------------------- */

static gint
by_feet (gconstpointer a, gconstpointer b)
{
  double x = ((const AisleBody *) a)->feet.y, y = ((const AisleBody *) b)->feet.y;
  return (x > y) - (x < y);
}

static gint
by_value (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;
  return (x > y) - (x < y);
}

static double
median_height (const AisleBody *bodies, guint n)
{
  g_autofree double *heights = g_new (double, n);
  for (guint i = 0; i < n; i++)
    heights[i] = bodies[i].height;
  qsort (heights, n, sizeof (double), by_value);
  return heights[n / 2];
}

/* Tukey's resistant line through the medians of the farthest and nearest third. */
static gboolean
start (Stand *stand, const AisleBody *bodies, guint n)
{
  g_autofree AisleBody *sorted = g_memdup2 (bodies, n * sizeof *bodies);
  guint third = n / 3;
  qsort (sorted, n, sizeof *sorted, by_feet);
  double far = sorted[third / 2].feet.y, near = sorted[n - 1 - third / 2].feet.y;
  double small = median_height (sorted, third);
  double large = median_height (sorted + n - third, third);
  if (near - far < LEAST_RANGE * small || large <= small)
    return FALSE;
  double slope = (large - small) / (near - far);
  *stand = (Stand) { log (USUAL_FOCAL), far - small / slope, log (1 / slope) };
  stand->log_stand = MAX (stand->log_stand, log (1.1));
  return TRUE;
}

/* --- Levenberg-Marquardt ----------------------------------------------------- */

static double *
member (Stand *stand, guint i)
{
  double *members[] = { &stand->log_focal, &stand->horizon, &stand->log_stand };
  return members[i];
}

/* Gauss-Newton's normal equations with Huber's weights. */
static void
linearise (const Stand *stand, const AisleBody *bodies, guint n, double weight, double normal[3][3],
           double gradient[3])
{
  normal[0][0] += 1 / (FOCAL_SPREAD * FOCAL_SPREAD);
  gradient[0] += prior (stand) / FOCAL_SPREAD;
  for (guint i = 0; i < n; i++) {
    double r = residual (stand, &bodies[i]), slope[3];
    double w = weight * (fabs (r) <= HUBER ? 1 : HUBER / fabs (r));
    for (guint k = 0; k < 3; k++) {
      Stand moved = *stand;
      *member (&moved, k) += STEP_LOG;
      slope[k] = (residual (&moved, &bodies[i]) - r) / STEP_LOG;
    }
    for (guint k = 0; k < 3; k++) {
      gradient[k] += w * slope[k] * r;
      for (guint j = 0; j < 3; j++)
        normal[k][j] += w * slope[k] * slope[j];
    }
  }
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
refine (Stand *stand, const AisleBody *bodies, guint n, double weight)
{
  double damping = 1e-3, now = cost (stand, bodies, n, weight);
  for (guint i = 0; i < STEPS; i++) {
    double normal[3][3] = { { 0 } }, gradient[3] = { 0 };
    linearise (stand, bodies, n, weight, normal, gradient);
    Stand next = step_of (normal, gradient, damping, stand);
    double then = cost (&next, bodies, n, weight);
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

gboolean
aisle_ground_from_bodies (AisleGround *ground, const AisleBody *bodies, guint n, guint n_people,
                          double metres, double aspect)
{
  Stand stand;
  if (n < AISLE_GROUND_LEAST_BODIES || n_people < AISLE_GROUND_LEAST_PEOPLE
      || !start (&stand, bodies, n))
    return FALSE;
  refine (&stand, bodies, n, MIN (1, LOOKS * n_people / n));
  double focal = exp (stand.log_focal), tilt = atan ((0.5 - stand.horizon) / focal);
  if (!(tilt > -G_PI_2 && tilt < G_PI_2) || !isfinite (stand.log_stand))
    return FALSE;
  aisle_ground_from_camera (ground, focal, tilt, metres * exp (stand.log_stand), aspect);
  return TRUE;
}
