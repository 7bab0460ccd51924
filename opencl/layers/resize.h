/* SPDX-License-Identifier: MIT */
/** @file resize.h  Where each row or column of a resized picture comes from. */
#pragma once

#include "opencl/lower.h"

G_BEGIN_DECLS

/** Entry o·taps + t: tap t of output o reads `source` with `weight`. Constant values. */
typedef struct {
  int source, weight;
} OcnTaps;

/** Taps per axis of Resize @node: nearest 1, linear 2, cubic 4. */
int ocn_resize_taps (const OcnNode *node);

/** The tables of @node along dimension @axis (2 or 3). */
OcnTaps ocn_resize_tables (OcnLower *lower, const OcnNode *node, guint axis);

G_END_DECLS
