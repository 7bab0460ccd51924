/* SPDX-License-Identifier: MIT */
/** @file ground.c Homography between picture and floor. */
#include "gst/core/ground.h"

#include <math.h>
#include <string.h>

#include "gst/core/eigen.h"

/* Of the largest: below it, a measure of the normalised points is 0 but for rounding. */
#define NOTHING 1e-9
/* Focal lengths of cameras in use, in heights of the frame: 125° to 4° from top to bottom. */
#define LEAST_FOCAL 0.26
#define MOST_FOCAL 15.0

G_DEFINE_QUARK (aisle - ground - error - quark, aisle_ground_error)

typedef struct {
  double x, y, w;
} Homogeneous;

static Homogeneous
apply (const double *m, double x, double y)
{
  return (Homogeneous) { m[0] * x + m[1] * y + m[2], m[3] * x + m[4] * y + m[5],
                         m[6] * x + m[7] * y + m[8] };
}

static void
multiply (const double *a, const double *b, double *product)
{
  for (guint i = 0; i < 3; i++)
    for (guint j = 0; j < 3; j++)
      product[3 * i + j] = a[3 * i] * b[j] + a[3 * i + 1] * b[3 + j] + a[3 * i + 2] * b[6 + j];
}

/* Returns: the determinant; @inverse is the adjugate over it where that is possible. */
static double
invert (const double *m, double *inverse)
{
  for (guint i = 0; i < 3; i++)
    for (guint j = 0; j < 3; j++) {
      guint r = (j + 1) % 3, s = (j + 2) % 3, c = (i + 1) % 3, d = (i + 2) % 3;
      inverse[3 * i + j] = m[3 * r + c] * m[3 * s + d] - m[3 * r + d] * m[3 * s + c];
    }
  double det = m[0] * inverse[0] + m[1] * inverse[3] + m[2] * inverse[6];
  for (guint i = 0; det != 0 && i < 9; i++)
    inverse[i] /= det;
  return det;
}

/* --- from points ------------------------------------------------------------- */

/* Centroid to 0, mean distance √2. Returns: FALSE when all points are one. */
static gboolean
normalise (const AislePoint *points, guint n, double *transform)
{
  double x = 0, y = 0, spread = 0;
  for (guint i = 0; i < n; i++) {
    x += points[i].x / n;
    y += points[i].y / n;
  }
  for (guint i = 0; i < n; i++)
    spread += hypot (points[i].x - x, points[i].y - y) / n;
  if (!(spread > 0) || !isfinite (spread))
    return FALSE;
  double scale = G_SQRT2 / spread;
  const double values[9] = { scale, 0, -scale * x, 0, scale, -scale * y, 0, 0, 1 };
  memcpy (transform, values, sizeof values);
  return TRUE;
}

static void
add_equation (double *normal, const double *row)
{
  for (guint i = 0; i < 9; i++)
    for (guint j = 0; j < 9; j++)
      normal[9 * i + j] += row[i] * row[j];
}

/* The two equations of a pair: the cross product of its two sides is 0. */
static void
add_pair (double *normal, Homogeneous from, Homogeneous to)
{
  const double u = from.x, v = from.y;
  const double first[9] = { u, v, 1, 0, 0, 0, -to.x * u, -to.x * v, -to.x };
  const double second[9] = { 0, 0, 0, u, v, 1, -to.y * u, -to.y * v, -to.y };
  add_equation (normal, first);
  add_equation (normal, second);
}

/* Of the normalised points: one solution, which is no projection onto a line. */
static gboolean
solve (double *normal, double *homography)
{
  double values[9], vectors[81], inverse[9];
  aisle_eigen_symmetric (normal, 9, values, vectors);
  memcpy (homography, vectors, 9 * sizeof (double));
  return values[1] > NOTHING * values[8] && fabs (invert (homography, inverse)) > NOTHING;
}

static gboolean
fit (const AislePoint *at, const AislePoint *metres, guint n, double *homography)
{
  double picture[9], floor[9], back[9], normal[81] = { 0 }, normalised[9], half[9];
  if (!normalise (at, n, picture) || !normalise (metres, n, floor))
    return FALSE;
  for (guint i = 0; i < n; i++)
    add_pair (normal, apply (picture, at[i].x, at[i].y), apply (floor, metres[i].x, metres[i].y));
  if (!solve (normal, normalised))
    return FALSE;
  invert (floor, back);
  multiply (back, normalised, half);
  multiply (half, picture, homography);
  return TRUE;
}

/* The floor is where the third row is positive; FALSE when the horizon runs among the points. */
static gboolean
face_floor (AisleGround *ground, const AislePoint *at, guint n)
{
  double sign = apply (ground->to_floor, at[0].x, at[0].y).w < 0 ? -1 : 1;
  for (guint i = 0; i < 9; i++)
    ground->to_floor[i] *= sign;
  for (guint i = 0; i < n; i++)
    if (!(apply (ground->to_floor, at[i].x, at[i].y).w > 0))
      return FALSE;
  return TRUE;
}

static double
residual (const AisleGround *ground, const AislePoint *at, const AislePoint *metres, guint n)
{
  double sum = 0;
  for (guint i = 0; i < n; i++) {
    AislePoint floor = { 0, 0 };
    aisle_ground_to_floor (ground, at[i], &floor);
    sum += pow (floor.x - metres[i].x, 2) + pow (floor.y - metres[i].y, 2);
  }
  return sqrt (sum / n);
}

/* --- the vertical ------------------------------------------------------------ */

/*
 * From heights of the frame around its middle: a and b are the pictures of the floor's axes. That
 * they are at right angles and of equal length has one unknown, 1/f².
 */
static double
focal_of (const Homogeneous *a, const Homogeneous *b)
{
  double p = a->x * b->x + a->y * b->y, q = a->w * b->w;
  double r = a->x * a->x + a->y * a->y - b->x * b->x - b->y * b->y;
  double s = a->w * a->w - b->w * b->w;
  double inverse = -(p * q + r * s) / (p * p + r * r);
  double focal = 1 / sqrt (inverse);
  return inverse > 0 && focal >= LEAST_FOCAL && focal <= MOST_FOCAL ? focal : 0;
}

/* Column @i of floor → picture, in heights of the frame from its middle. */
static Homogeneous
column (const AisleGround *ground, guint i, double aspect)
{
  const double *m = ground->to_picture;
  return (Homogeneous) { aspect * (m[i] - 0.5 * m[6 + i]), m[3 + i] - 0.5 * m[6 + i], m[6 + i] };
}

static Homogeneous
as_ray (Homogeneous v, double focal)
{
  return (Homogeneous) { v.x / focal, v.y / focal, v.w };
}

static void
find_vertical (AisleGround *ground, double aspect)
{
  Homogeneous a = column (ground, 0, aspect), b = column (ground, 1, aspect);
  ground->focal = focal_of (&a, &b);
  if (!(ground->focal > 0))
    return;
  Homogeneous t = as_ray (column (ground, 2, aspect), ground->focal);
  a = as_ray (a, ground->focal);
  b = as_ray (b, ground->focal);
  Homogeneous n = { a.y * b.w - a.w * b.y, a.w * b.x - a.x * b.w, a.x * b.y - a.y * b.x };
  double metre = sqrt (sqrt (n.x * n.x + n.y * n.y + n.w * n.w));
  double above = -(n.x * t.x + n.y * t.y + n.w * t.w);
  double scale = (above < 0 ? -1 : 1) / metre;
  ground->camera_height = fabs (above) / (metre * metre * metre);
  ground->up[2] = scale * n.w;
  ground->up[0] = scale * n.x * ground->focal / aspect + 0.5 * ground->up[2];
  ground->up[1] = scale * n.y * ground->focal + 0.5 * ground->up[2];
}

gboolean
aisle_ground_from_points (AisleGround *ground, const AislePoint *at, const AislePoint *metres,
                          guint n, double aspect, GError **error)
{
  *ground = (AisleGround) { 0 };
  if (n < 4 || !fit (at, metres, n, ground->to_floor)) {
    g_set_error_literal (error, AISLE_GROUND_ERROR, AISLE_GROUND_ERROR_POINTS,
                         "expected four or more points on the floor, apart from each other, no "
                         "three of four in a row");
    return FALSE;
  }
  if (!face_floor (ground, at, n)) {
    g_set_error_literal (error, AISLE_GROUND_ERROR, AISLE_GROUND_ERROR_POINTS,
                         "no camera sees these points like this: check that both lists name them "
                         "in the same order");
    return FALSE;
  }
  invert (ground->to_floor, ground->to_picture);
  ground->error = residual (ground, at, metres, n);
  find_vertical (ground, aspect);
  return TRUE;
}

/* --- from a camera ----------------------------------------------------------- */

void
aisle_ground_from_camera (AisleGround *ground, double focal, double tilt, double camera_height,
                          double aspect)
{
  const double c = cos (tilt), s = sin (tilt), f = focal, h = camera_height;
  /* Camera axes of a floor point (x, y, 0): right x, down h·c + y·s, ahead h·s − y·c. */
  const double to_picture[9] = { f / aspect,
                                 -0.5 * c,
                                 0.5 * h * s, //
                                 0,
                                 f * s - 0.5 * c,
                                 f * h * c + 0.5 * h * s, //
                                 0,
                                 -c,
                                 h * s };
  *ground = (AisleGround) { .focal = focal, .camera_height = camera_height };
  memcpy (ground->to_picture, to_picture, sizeof to_picture);
  ground->up[0] = -0.5 * s;
  ground->up[1] = -f * c - 0.5 * s;
  ground->up[2] = -s;
  invert (ground->to_picture, ground->to_floor);
}

/* --- use --------------------------------------------------------------------- */

static gboolean
project (const double *m, AislePoint from, AislePoint *to)
{
  Homogeneous p = apply (m, from.x, from.y);
  if (!(p.w > 0))
    return FALSE;
  *to = (AislePoint) { p.x / p.w, p.y / p.w };
  return isfinite (to->x) && isfinite (to->y);
}

gboolean
aisle_ground_to_floor (const AisleGround *ground, AislePoint picture, AislePoint *floor)
{
  return project (ground->to_floor, picture, floor);
}

gboolean
aisle_ground_to_picture (const AisleGround *ground, AislePoint floor, AislePoint *picture)
{
  return project (ground->to_picture, floor, picture);
}

double
aisle_ground_distance (const AisleGround *ground, AislePoint a, AislePoint b)
{
  AislePoint from, to;
  if (!aisle_ground_to_floor (ground, a, &from) || !aisle_ground_to_floor (ground, b, &to))
    return -1;
  return hypot (to.x - from.x, to.y - from.y);
}

double
aisle_ground_area (const AisleGround *ground, const AislePoint *points, guint n_points)
{
  AislePoint floor[AISLE_MAX_POINTS + 1];
  g_return_val_if_fail (n_points <= G_N_ELEMENTS (floor), -1);
  for (guint i = 0; i < n_points; i++)
    if (!aisle_ground_to_floor (ground, points[i], &floor[i]))
      return -1;
  return aisle_polygon_area (floor, n_points);
}

double
aisle_ground_height_at (const AisleGround *ground, AislePoint feet, double metres)
{
  AislePoint floor;
  if (!(ground->focal > 0) || !aisle_ground_to_floor (ground, feet, &floor))
    return 0;
  Homogeneous p = apply (ground->to_picture, floor.x, floor.y);
  double w = p.w + metres * ground->up[2];
  return w > 0 ? MAX (0, feet.y - (p.y + metres * ground->up[1]) / w) : 0;
}

double
aisle_ground_body_metres (const AisleGround *ground, AislePoint feet, double height)
{
  AislePoint floor;
  if (!(ground->focal > 0) || !(height > 0) || !aisle_ground_to_floor (ground, feet, &floor))
    return 0;
  Homogeneous p = apply (ground->to_picture, floor.x, floor.y);
  double top = feet.y - height;
  double metres = (top * p.w - p.y) / (ground->up[1] - top * ground->up[2]);
  return isfinite (metres) && metres > 0 ? metres : 0;
}
