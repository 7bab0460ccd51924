/* SPDX-License-Identifier: MIT */
/** @file defaults.c  The table and rules behind defaults.h. */
#include "opencl/defaults.h"

/* Vector registers that accumulators may fill: 32 registers with AVX-512, 16 before. */
static const struct {
  guint lanes, accumulators;
} widths[] = { { 4, 12 }, { 8, 12 }, { 16, 28 } };

/* Below this many operations a layer stays on one core: waking another costs more. */
#define SMALL_FLOP 4e5
/* Above this many, two bands per core let a core that is held up be helped. */
#define LARGE_FLOP 8e6

/* Weights that stay in the first-level cache beside the pixels of a tile. */
#define SMALL_WEIGHTS (16 << 10)

static guint
accumulators (guint lanes)
{
  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    if (widths[i].lanes == lanes)
      return widths[i].accumulators;
  return 12;
}

/*
 * Cycles of a tile per input channel: two multiply-adds and two loads a cycle, and no fewer than
 * the latency of a multiply-add.
 */
static double
tile_cycles (guint pixels, guint blocks)
{
  double arithmetic = pixels * blocks / 2.0, loads = (pixels + blocks) / 2.0;

  return MAX (MAX (arithmetic, loads), 4.0) + 0.25;
}

OcnTile
ocn_default_tile (guint lanes, guint width, guint blocks)
{
  OcnTile best = { 1, 1 };
  double least = G_MAXDOUBLE;

  for (guint b = 1; b <= MIN (blocks, 6); b++) {
    if (blocks % b != 0)
      continue;
    for (guint p = 1; p <= width && p * b <= accumulators (lanes); p++) {
      guint tiles = (width + p - 1) / p * (blocks / b);
      double cycles = tiles * tile_cycles (p, b);
      if (cycles < least) {
        least = cycles;
        best = (OcnTile) { p, b };
      }
    }
  }
  return best;
}

gboolean
ocn_default_by_group (gsize weights)
{
  return weights > SMALL_WEIGHTS;
}

guint
ocn_default_pixels (guint lanes, guint width)
{
  guint most = MIN (width, accumulators (lanes) / 2), best = 1;
  guint least = G_MAXUINT;

  for (guint p = 1; p <= most; p++) {
    guint pixels = (width + p - 1) / p * (p + 2);
    if (pixels <= least) {
      least = pixels;
      best = p;
    }
  }
  return best;
}

static guint
divide_up (guint a, guint b)
{
  return (a + b - 1) / b;
}

OcnBand
ocn_default_band (guint rows, guint units, double flop, guint cores)
{
  guint want = flop < SMALL_FLOP ? 1 : flop < LARGE_FLOP ? cores : 2 * cores;

  if (rows >= 4 * want)
    return (OcnBand) { divide_up (rows, want), units };
  guint by_units = MIN (units, want), by_rows = MIN (rows, divide_up (want, by_units));
  return (OcnBand) { divide_up (rows, by_rows), divide_up (units, by_units) };
}
