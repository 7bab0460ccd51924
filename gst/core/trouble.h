/* SPDX-License-Identifier: MIT */
/**
 * @file trouble.h
 * What may be wrong with the input of the counting. It goes on regardless; each is worth one line
 * in a log.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Bits of a set. */
typedef enum {
  AISLE_TROUBLE_TIME_BACK = 1 << 0,  /**< stream time went back */
  AISLE_TROUBLE_CLOCK = 1 << 1,      /**< the clock on the wall was set by over a second */
  AISLE_TROUBLE_DUPLICATE = 1 << 2,  /**< two boxes of a frame had the same track */
  AISLE_TROUBLE_BOX = 1 << 3,        /**< a box was not finite or empty */
  AISLE_TROUBLE_OUTSIDE = 1 << 4,    /**< a box was farther out than a frame */
  AISLE_TROUBLE_REPEATED = 1 << 5,   /**< what was counted before a restart came again */
} AisleTrouble;

/** One sentence: what was met, and what was made of it. @trouble: one bit. */
const char *aisle_trouble_sentence (AisleTrouble trouble);

G_END_DECLS
