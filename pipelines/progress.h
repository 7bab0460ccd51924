/* SPDX-License-Identifier: MIT */
/**
 * @file progress.h
 * The bar of a running analysis, on stderr where that is a terminal, silent elsewhere.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** @position, @duration: seconds of stream time; @duration 0: there is no end. */
void progress_show (double position, double duration, guint frames, double frames_per_second);
/** Leave the line, so that what follows stands on its own. */
void progress_clear (void);

G_END_DECLS
