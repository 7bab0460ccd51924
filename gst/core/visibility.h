/* SPDX-License-Identifier: MIT */
/**
 * @file visibility.h
 * What the borders of the frame and other people hide of a person's box.
 */
#pragma once

#include "gst/core/box.h"

G_BEGIN_DECLS

/** Does a border of the frame cut @box off? @width, @height: of the frame; 0: not known. */
gboolean aisle_box_is_cut (const AisleBox *box, guint width, guint height);

/**
 * @box as it would be without the frame's borders: where one cuts it off, it is as large as
 * @whole, the size that is expected, unless it is larger already. A detector ends a box at the
 * border; taken as it is, somebody who walks out would shrink and stand still there.
 */
AisleBox aisle_box_complete (const AisleBox *box, const AisleBox *whole, guint width,
                             guint height);

/** The part of @box inside the frame; of an unknown frame all; at least a pixel wide and high. */
AisleBox aisle_box_clip (const AisleBox *box, guint width, guint height);

G_END_DECLS
