/* SPDX-License-Identifier: MIT */
/**
 * @file closer-look.h
 * The parts of each frame that a detector looks at again: regions.h of the core with a config file
 * that reloads. One thread at a time.
 */
#pragma once

#include "gst/core/regions.h"

G_BEGIN_DECLS

typedef struct _GstAisleCloserLook GstAisleCloserLook;

/**
 * @config: (nullable): path of a camera's config; without there is nothing to look closer at.
 * @budget: looks more per frame at most.
 * Returns: (transfer full): NULL with AISLE_CONFIG_ERROR.
 */
GstAisleCloserLook *gst_aisle_closer_look_new (AisleRegionsMode mode, guint budget,
                                               const char *config, GError **error);
void gst_aisle_closer_look_free (GstAisleCloserLook *look);

/** Frames of @width × @height pixels come, the network takes @input_width × @input_height. */
void gst_aisle_closer_look_set_size (GstAisleCloserLook *look, guint width, guint height,
                                     guint input_width, guint input_height);

/**
 * The parts to look at on the frame at @time (see aisle_regions_choose()); @crops: (out): room for
 * AISLE_REGIONS_MAX. A changed config that cannot be used is reported once through @error, and the
 * last one stays in force. Returns: how many, also with @error.
 */
guint gst_aisle_closer_look_choose (GstAisleCloserLook *look, gint64 time, AisleRegion *crops,
                                    GError **error);

/** What was found on that frame; see aisle_regions_observe(). */
void gst_aisle_closer_look_observe (GstAisleCloserLook *look, const GArray *boxes, float sure);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GstAisleCloserLook, gst_aisle_closer_look_free)

G_END_DECLS
