/* SPDX-License-Identifier: MIT */
/**
 * @file recount.h
 * Stored vectors of a camera counted again, one frame at a time.
 */
#pragma once

#include "gst/core/footfall.h"
#include "gst/core/vectors.h"

G_BEGIN_DECLS

/** A counter whose events carry the numbers that vectors have, see footfall.h. */
AisleFootfall *aisle_recount_new (const AisleConfig *config);
/** Count @frame: its size, clock, sight and tracks. Returns: as of aisle_footfall_update(). */
GPtrArray *aisle_recount_frame (AisleFootfall *footfall, const AisleVectors *frame);

G_END_DECLS
