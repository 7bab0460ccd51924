/* SPDX-License-Identifier: MIT */
/**
 * @file random.h
 * Random numbers that are the same everywhere: xorshift128+ (Vigna 2014), seeded by SplitMix64.
 */
#pragma once

#include <glib.h>

typedef struct {
  guint64 state[2];
} SimRandom;

/** Streams of one seed are independent of each other. */
void sim_random_init (SimRandom *random, guint64 seed, guint64 stream);
/** Evenly between @low and @high. */
double sim_random_even (SimRandom *random, double low, double high);
/** Normally distributed, mean 0, deviation 1. */
double sim_random_normal (SimRandom *random);
/** Exponentially distributed. */
double sim_random_wait (SimRandom *random, double mean);
gboolean sim_random_chance (SimRandom *random, double chance);

/**
 * Noise that forgets within @time seconds, mean 0, deviation 1 (Ornstein and Uhlenbeck 1930): the
 * value @step seconds after @value. @step < 0: there is no value yet.
 */
double sim_random_drift (SimRandom *random, double value, double step, double time);
