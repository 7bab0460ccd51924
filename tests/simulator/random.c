/* SPDX-License-Identifier: MIT */
/** @file random.c Reproducible random numbers. */
#include "tests/simulator/random.h"

#include <math.h>

static guint64
split_mix (guint64 *state)
{
  guint64 z = (*state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

void
sim_random_init (SimRandom *random, guint64 seed, guint64 stream)
{
  guint64 mixed = split_mix (&stream) ^ seed;
  random->state[0] = split_mix (&mixed);
  random->state[1] = split_mix (&mixed);
}

/* 0 ≤ result < 1 */
static double
next (SimRandom *random)
{
  guint64 a = random->state[0], b = random->state[1];
  guint64 sum = a + b;
  random->state[0] = b;
  a ^= a << 23;
  random->state[1] = a ^ b ^ (a >> 18) ^ (b >> 5);
  return (double) (sum >> 11) * 0x1p-53;
}

double
sim_random_even (SimRandom *random, double low, double high)
{
  return low + (high - low) * next (random);
}

double
sim_random_normal (SimRandom *random)
{
  double radius = sqrt (-2 * log (1 - next (random)));
  return radius * cos (2 * G_PI * next (random));
}

double
sim_random_wait (SimRandom *random, double mean)
{
  return -mean * log (1 - next (random));
}

gboolean
sim_random_chance (SimRandom *random, double chance)
{
  return next (random) < chance;
}

double
sim_random_drift (SimRandom *random, double value, double step, double time)
{
  double kept = step < 0 ? 0 : exp (-step / time);
  return kept * value + sqrt (1 - kept * kept) * sim_random_normal (random);
}
