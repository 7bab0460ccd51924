/* SPDX-License-Identifier: MIT */
/**
 * @file appearance.h
 * What a person looks like, in a few numbers: enough to know somebody again for some minutes under
 * one camera, too little to know them elsewhere. It stays in the process and is never published.
 */
#pragma once

#include "gst/core/box.h"

G_BEGIN_DECLS

#define AISLE_APPEARANCE_SIZE 64

/** Of unit length; compare with aisle_appearance_similarity() only. */
typedef struct {
  float values[AISLE_APPEARANCE_SIZE];
} AisleAppearance;

/** How alike two are, 0…1; symmetric, 1 for equal ones. */
float aisle_appearance_similarity (const AisleAppearance *a, const AisleAppearance *b);

G_END_DECLS
