/* SPDX-License-Identifier: MIT */
/**
 * @file defaults.h
 * How a layer's work is cut: register tiles and bands of work-items. Fixed rules per vector width,
 * never timed at run time. No choice here changes a result, only the time it takes.
 */
#pragma once

#include <glib.h>

/** Register tile of a convolution: pixels of a row × blocks of output channels. */
typedef struct {
  guint pixels, blocks;
} OcnTile;

/** Tile for rows of @width pixels and @blocks output blocks; `blocks` of it divides @blocks. */
OcnTile ocn_default_tile (guint lanes, guint width, guint blocks);

/**
 * Whether a convolution with @weights bytes goes through all pixels with one group of weights
 * before the next (else through all weights with one tile of pixels).
 */
gboolean ocn_default_by_group (gsize weights);

/** Pixels of a depthwise tile. */
guint ocn_default_pixels (guint lanes, guint width);

/** Rows and units (blocks, groups) of one work-item. */
typedef struct {
  guint rows, split;
} OcnBand;

/** Bands of a layer of @rows × @units with @flop operations for @cores compute units. */
OcnBand ocn_default_band (guint rows, guint units, double flop, guint cores);
