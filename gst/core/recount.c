/* SPDX-License-Identifier: MIT */
/** @file recount.c A frame of vectors as a counter takes it. */
#include "gst/core/recount.h"

AisleFootfall *
aisle_recount_new (const AisleConfig *config)
{
  AisleFootfall *footfall = aisle_footfall_new (config, 0);
  aisle_footfall_keep_numbers (footfall);
  return footfall;
}

GPtrArray *
aisle_recount_frame (AisleFootfall *footfall, const AisleVectors *frame)
{
  const guint n = frame->vectors->len;
  g_autofree AisleTrack *tracks = g_new (AisleTrack, n);
  for (guint i = 0; i < n; i++)
    tracks[i] = aisle_vector_to_track (&g_array_index (frame->vectors, AisleVector, i));
  aisle_footfall_set_frame_size (footfall, frame->width, frame->height, frame->pixel_aspect);
  aisle_footfall_set_epoch (footfall, frame->epoch, frame->local_clock);
  aisle_footfall_set_sight (footfall, frame->sight);
  return aisle_footfall_update (footfall, frame->pts, tracks, n, frame->dropped);
}
