/* SPDX-License-Identifier: MIT */
/**
 * @file footfall-private.h
 * For tests: leave a part of the counting out, to prove that another test needs it.
 */
#pragma once

#include "gst/core/footfall.h"
#include "gst/core/move.h"

G_BEGIN_DECLS

void aisle_footfall_disable (AisleFootfall *footfall, AisleWithout without);

G_END_DECLS
