/* SPDX-License-Identifier: MIT */
/**
 * @file kalman.c
 * Four small filters against one textbook 8 × 8 filter on plain matrices.
 */
#include <gst/check/gstcheck.h>

#include <math.h>
#include <string.h>

#include "gst/core/kalman.h"

#define SEED 1960
#define N 8 /* four positions, then four velocities */
#define M 4

static const AisleKalmanNoise noise = { .05, .08, .7, .1, .6, .09, 2, .5 };

typedef double Matrix[N][N];

typedef struct {
  double x[N];
  Matrix p;
} Reference;

static double
square (double x)
{
  return x * x;
}

static void
multiply (Matrix out, Matrix a, Matrix b, gboolean transpose_b)
{
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++) {
      out[i][j] = 0;
      for (int k = 0; k < N; k++)
        out[i][j] += a[i][k] * (transpose_b ? b[j][k] : b[k][j]);
    }
}

static void
reference_init (Reference *self, const double z[M])
{
  memset (self, 0, sizeof *self);
  for (int i = 0; i < M; i++) {
    self->x[i] = z[i];
    self->p[i][i] = square ((i < 2 ? noise.position : noise.size) * z[3]);
    self->p[i + M][i + M] = square ((i < 2 ? noise.speed : noise.size_speed) * z[3]);
  }
}

static void
reference_predict (Reference *self, double dt)
{
  Matrix f = { 0 }, fp, fpf;
  double x[N], h = self->x[3];

  for (int i = 0; i < N; i++)
    f[i][i] = 1;
  for (int i = 0; i < M; i++)
    f[i][i + M] = dt;
  for (int i = 0; i < N; i++) {
    x[i] = 0;
    for (int k = 0; k < N; k++)
      x[i] += f[i][k] * self->x[k];
  }
  memcpy (self->x, x, sizeof x);
  multiply (fp, f, self->p, FALSE);
  multiply (fpf, fp, f, TRUE);
  for (int i = 0; i < M; i++) {
    double q = square ((i < 2 ? noise.acceleration : noise.size_acceleration) * h);

    fpf[i][i] += q * dt * dt * dt / 3;
    fpf[i][i + M] += q * dt * dt / 2;
    fpf[i + M][i] += q * dt * dt / 2;
    fpf[i + M][i + M] += q * dt;
  }
  memcpy (self->p, fpf, sizeof fpf);
}

/* Takes the four measurements one after the other, which is the same for diagonal noise. */
static void
reference_update (Reference *self, const double z[M], double trust)
{
  double h = self->x[3];

  for (int m = 0; m < M; m++) {
    double r = square ((m < 2 ? noise.position : noise.size) * h / trust);
    double s = self->p[m][m] + r, innovation = z[m] - self->x[m], k[N], row[N];

    memcpy (row, self->p[m], sizeof row);
    for (int i = 0; i < N; i++)
      k[i] = self->p[i][m] / s;
    for (int i = 0; i < N; i++) {
      self->x[i] += k[i] * innovation;
      for (int j = 0; j < N; j++)
        self->p[i][j] -= k[i] * row[j];
    }
  }
}

static AisleBox
box_of (const double z[M])
{
  return (AisleBox){ (float) (z[0] - z[2] / 2), (float) (z[1] - z[3] / 2), (float) z[2],
                     (float) z[3], 1, 0 };
}

static void
measure (const AisleBox *box, double z[M])
{
  z[0] = box->x + .5 * box->w;
  z[1] = box->y + .5 * box->h;
  z[2] = box->w;
  z[3] = box->h;
}

static void
compare (const AisleKalman *kalman, const Reference *reference)
{
  for (int i = 0; i < M; i++) {
    const AisleKalmanAxis *a = &kalman->axis[i];

    fail_unless (fabs (a->position - reference->x[i]) < 1e-6);
    fail_unless (fabs (a->velocity - reference->x[i + M]) < 1e-6);
    fail_unless (fabs (a->pp - reference->p[i][i]) < 1e-6 * (1 + a->pp));
    fail_unless (fabs (a->pv - reference->p[i][i + M]) < 1e-6 * (1 + fabs (a->pv)));
    fail_unless (fabs (a->vv - reference->p[i + M][i + M]) < 1e-6 * (1 + a->vv));
  }
}

GST_START_TEST (test_against_matrices)
{
  GRand *rand = g_rand_new_with_seed (SEED);
  double z[M] = { 300, 200, 40, 100 };
  AisleBox box = box_of (z);
  AisleKalman kalman;
  Reference reference;

  measure (&box, z);
  aisle_kalman_init (&kalman, &box, &noise);
  reference_init (&reference, z);
  compare (&kalman, &reference);
  for (int step = 0; step < 300; step++) {
    double dt = g_rand_double_range (rand, 0, .5), trust = g_rand_double_range (rand, .3, 1);

    aisle_kalman_predict (&kalman, dt, &noise);
    reference_predict (&reference, dt);
    compare (&kalman, &reference);
    if (g_rand_int_range (rand, 0, 3) == 0)
      continue;
    z[0] += g_rand_double_range (rand, -10, 20);
    z[1] += g_rand_double_range (rand, -10, 10);
    z[2] = g_rand_double_range (rand, 30, 50);
    z[3] = g_rand_double_range (rand, 90, 110);
    box = box_of (z);
    measure (&box, z);
    aisle_kalman_update (&kalman, &box, trust, &noise);
    reference_update (&reference, z, trust);
    compare (&kalman, &reference);
  }
  g_rand_free (rand);
}
GST_END_TEST;

GST_START_TEST (test_steps_add_up)
{
  AisleBox box = { 100, 100, 40, 100, 1, 0 };
  AisleKalman once, often;

  aisle_kalman_init (&once, &box, &noise);
  /* Only a centre that moves: the body height, the unit of noise, must stay. */
  once.axis[0].velocity = 50;
  often = once;
  aisle_kalman_predict (&once, 2, &noise);
  for (int i = 0; i < 20; i++)
    aisle_kalman_predict (&often, .1, &noise);
  fail_unless (fabs (once.axis[0].position - 220) < 1e-9);
  for (int i = 0; i < M; i++) {
    fail_unless (fabs (once.axis[i].position - often.axis[i].position) < 1e-9);
    fail_unless (fabs (once.axis[i].pp - often.axis[i].pp) < 1e-6);
    fail_unless (fabs (once.axis[i].pv - often.axis[i].pv) < 1e-6);
    fail_unless (fabs (once.axis[i].vv - often.axis[i].vv) < 1e-6);
  }
}
GST_END_TEST;

GST_START_TEST (test_coasting)
{
  AisleBox box = { 100, 100, 40, 100, 1, 0 };
  AisleKalman once, often, plain;

  aisle_kalman_init (&once, &box, &noise);
  once.axis[0].velocity = 50;
  often = plain = once;
  aisle_kalman_coast (&once, 1, &noise);
  for (int i = 0; i < 10; i++)
    aisle_kalman_coast (&often, .1, &noise);
  /* The integral of 50 e^(−t/2) from 0 to 1. */
  fail_unless (fabs (once.axis[0].position - (120 + 100 * (1 - exp (-.5)))) < 1e-9);
  for (int i = 0; i < M; i++) {
    fail_unless (fabs (once.axis[i].position - often.axis[i].position) < 1e-9);
    fail_unless (fabs (once.axis[i].pp - often.axis[i].pp) < 1e-6);
    fail_unless (fabs (once.axis[i].pv - often.axis[i].pv) < 1e-6);
    fail_unless (fabs (once.axis[i].vv - often.axis[i].vv) < 1e-6);
  }
  /* A moment is as of one who is seen; for ever is bounded. */
  often = plain;
  aisle_kalman_coast (&often, 1e-3, &noise);
  aisle_kalman_predict (&plain, 1e-3, &noise);
  fail_unless (fabs (often.axis[0].position - plain.axis[0].position) < 1e-4);
  fail_unless (fabs (often.axis[0].pp - plain.axis[0].pp) < 1e-2);
  aisle_kalman_coast (&once, 1e6, &noise);
  fail_unless (fabs (once.axis[0].position - 220) < 1e-6);
  fail_unless (fabs (once.axis[0].vv - 60. * 60 * 2 / 2) < 1e-6);
}
GST_END_TEST;

static double
surprise (const AisleKalman *kalman, const AisleBox *box)
{
  AisleKalmanForecast forecast = aisle_kalman_forecast (kalman, &noise);

  return aisle_kalman_surprise (&forecast, box);
}

GST_START_TEST (test_surprise)
{
  AisleBox box = { 100, 100, 40, 100, 1, 0 }, aside = box;
  AisleKalman kalman;
  double sure;

  aisle_kalman_init (&kalman, &box, &noise);
  /* Fresh: predicted variance is twice the measured one, in each of four axes. */
  fail_unless (fabs (surprise (&kalman, &box) - 4 * log (2)) < 1e-9);
  aside.x += 10; /* a tenth of the height; variance 2 × (0.05 × 100)² */
  sure = surprise (&kalman, &aside);
  fail_unless (fabs (sure - 4 * log (2) - 100. / 50.) < 1e-6);
  aisle_kalman_predict (&kalman, 1, &noise);
  fail_unless (surprise (&kalman, &box) > 4 * log (2));
  fail_unless (surprise (&kalman, &aside)
                   - surprise (&kalman, &box)
               < 100. / 50.);
}
GST_END_TEST;

GST_START_TEST (test_box)
{
  AisleBox box = { 10, 20, 30, 40, .5f, 3 }, out;
  AisleKalman kalman;

  aisle_kalman_init (&kalman, &box, &noise);
  out = aisle_kalman_box (&kalman);
  fail_unless (out.x == 10 && out.y == 20 && out.w == 30 && out.h == 40);
  kalman.axis[2].position = -5;
  kalman.axis[3].position = -5;
  out = aisle_kalman_box (&kalman);
  fail_unless (out.w == 1 && out.h == 1);
}
GST_END_TEST;

/* Somebody comes in from below the picture: the box grows upwards from the border. */
GST_START_TEST (test_bottom)
{
  AisleBox box = { 100, 400, 100, 30, 1, 0 };
  AisleKalman kalman;

  aisle_kalman_init (&kalman, &box, &noise);
  for (int i = 0; i < 10; i++) {
    aisle_kalman_predict (&kalman, 0.1, &noise);
    box.y -= 30;
    box.h += 30;
    aisle_kalman_update (&kalman, &box, 1, &noise);
  }
  box = aisle_kalman_box (&kalman);
  fail_unless (fabs (box.y + box.h - 430) < 1e-3);
  /* as the centre and the size would not have it */
  fail_unless (fabs (kalman.axis[1].position + 0.5 * kalman.axis[3].position - 430) > 5);
}
GST_END_TEST;

static Suite *
kalman_suite (void)
{
  Suite *suite = suite_create ("kalman");
  TCase *cases = tcase_create ("all");

  suite_add_tcase (suite, cases);
  tcase_add_test (cases, test_against_matrices);
  tcase_add_test (cases, test_steps_add_up);
  tcase_add_test (cases, test_coasting);
  tcase_add_test (cases, test_surprise);
  tcase_add_test (cases, test_box);
  tcase_add_test (cases, test_bottom);
  return suite;
}

GST_CHECK_MAIN (kalman);
