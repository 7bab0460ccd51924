/* SPDX-License-Identifier: MIT */
/**
 * @file heat-picture.h
 * A heat map as a PNG, with the lines and zones of its camera, on dark ground: no frame is shown.
 */
#pragma once

#include "gst/core/config-file.h"
#include "gst/core/heatmap.h"

G_BEGIN_DECLS

/**
 * @config: (nullable). @width, @height: of the frame; the picture has its shape.
 * Returns: FALSE with one sentence when @path cannot be written.
 */
gboolean heat_picture_write (const AisleHeatmap *map, const AisleConfig *config, guint width,
                             guint height, const char *path, GError **error);

G_END_DECLS
