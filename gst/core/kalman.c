/* SPDX-License-Identifier: MIT */
/**
 * @file kalman.c
 * Two-state Kalman filters move a box.
 */
#include "gst/core/kalman.h"

#include <math.h>

static void
measure (const AisleBox *box, double z[AISLE_KALMAN_AXES])
{
  z[0] = box->x + 0.5 * box->w;
  z[1] = box->y + 0.5 * box->h;
  z[2] = box->w;
  z[3] = box->h;
  z[4] = box->y + box->h;
}

static inline gboolean
is_size (int axis)
{
  return axis == 2 || axis == 3;
}

/* Body height by the filter's own state, so that a box that shrinks takes its noise along. */
static double
unit (const AisleKalman *self)
{
  return MAX (self->axis[3].position, 1.0);
}

static double
measurement_variance (const AisleKalman *self, int axis, const AisleKalmanNoise *noise)
{
  double sd = (is_size (axis) ? noise->size : noise->position) * unit (self);

  return sd * sd;
}

void
aisle_kalman_init (AisleKalman *self, const AisleBox *box, const AisleKalmanNoise *noise)
{
  double z[AISLE_KALMAN_AXES];

  measure (box, z);
  for (int i = 0; i < AISLE_KALMAN_AXES; i++)
    self->axis[i].position = z[i];
  for (int i = 0; i < AISLE_KALMAN_AXES; i++) {
    double speed = (is_size (i) ? noise->size_speed : noise->speed) * unit (self);

    self->axis[i].velocity = 0;
    self->axis[i].pp = measurement_variance (self, i, noise);
    self->axis[i].pv = 0;
    self->axis[i].vv = speed * speed;
  }
}

void
aisle_kalman_predict (AisleKalman *self, double dt, const AisleKalmanNoise *noise)
{
  double height = unit (self);

  for (int i = 0; i < AISLE_KALMAN_AXES; i++) {
    AisleKalmanAxis *a = &self->axis[i];
    double sd = (is_size (i) ? noise->size_acceleration : noise->acceleration) * height;
    double density = sd * sd;

    a->position += a->velocity * dt;
    a->pp += dt * (2 * a->pv + dt * a->vv) + density * dt * dt * dt / 3;
    a->pv += dt * a->vv + density * dt * dt / 2;
    a->vv += density * dt;
  }
}

void
aisle_kalman_coast (AisleKalman *self, double dt, const AisleKalmanNoise *noise)
{
  double height = unit (self);

  for (int i = 0; i < AISLE_KALMAN_AXES; i++) {
    AisleKalmanAxis *a = &self->axis[i];
    double sd = (is_size (i) ? noise->size_acceleration : noise->acceleration) * height;
    double density = sd * sd, memory = is_size (i) ? noise->size_memory : noise->memory;
    double fade = exp (-dt / memory), reach = memory * (1 - fade);
    double spent = memory / 2 * (1 - fade * fade), wander = dt - 2 * reach + spent;

    a->position += reach * a->velocity;
    a->velocity *= fade;
    a->pp += reach * (2 * a->pv + reach * a->vv) + density * memory * memory * MAX (wander, 0);
    a->pv = fade * (a->pv + reach * a->vv) + density * reach * reach / 2;
    a->vv = fade * fade * a->vv + density * spent;
  }
}

void
aisle_kalman_update (AisleKalman *self, const AisleBox *box, double trust,
                     const AisleKalmanNoise *noise)
{
  double z[AISLE_KALMAN_AXES], variance[AISLE_KALMAN_AXES];

  measure (box, z);
  for (int i = 0; i < AISLE_KALMAN_AXES; i++)
    variance[i] = measurement_variance (self, i, noise) / (trust * trust);
  for (int i = 0; i < AISLE_KALMAN_AXES; i++) {
    AisleKalmanAxis *a = &self->axis[i];
    double total = a->pp + variance[i], innovation = z[i] - a->position;
    double gain = a->pp / total, velocity_gain = a->pv / total;

    a->position += gain * innovation;
    a->velocity += velocity_gain * innovation;
    a->vv -= velocity_gain * a->pv;
    a->pv *= variance[i] / total;
    a->pp *= variance[i] / total;
  }
}

AisleKalmanForecast
aisle_kalman_forecast (const AisleKalman *self, const AisleKalmanNoise *noise)
{
  AisleKalmanForecast forecast;
  double ratio = 1;

  for (int i = 0; i < AISLE_KALMAN_MATCHED; i++) {
    double measured = measurement_variance (self, i, noise);
    double total = self->axis[i].pp + measured;

    forecast.position[i] = self->axis[i].position;
    forecast.precision[i] = 1 / total;
    ratio *= total / measured;
  }
  forecast.spread = log (ratio);
  return forecast;
}

double
aisle_kalman_surprise (const AisleKalmanForecast *forecast, const AisleBox *box)
{
  double z[AISLE_KALMAN_AXES], sum = forecast->spread;

  measure (box, z);
  for (int i = 0; i < AISLE_KALMAN_MATCHED; i++) {
    double innovation = z[i] - forecast->position[i];

    sum += innovation * innovation * forecast->precision[i];
  }
  return sum;
}

AisleBox
aisle_kalman_box (const AisleKalman *self)
{
  double w = MAX (self->axis[2].position, 1.0), h = MAX (self->axis[3].position, 1.0);
  AisleBox box = { 0 };

  box.x = (float) (self->axis[0].position - 0.5 * w);
  box.y = (float) (self->axis[4].position - h);
  box.w = (float) w;
  box.h = (float) h;
  return box;
}
