/* SPDX-License-Identifier: MIT */
/**
 * @file uniform.h
 * What the staff's clothes look like, from a few pictures of people who wear them: vectors of
 * clothes, not of persons. Stripes of the body in which the pictures do not agree (hair, own
 * trousers) belong to no uniform and are left out; how alike somebody must be follows from how
 * much the pictures differ. Stored as JSON of the schema `aisle.uniform/1`.
 */
#pragma once

#include "gst/core/appearance.h"

G_BEGIN_DECLS

#define AISLE_UNIFORM_ERROR (aisle_uniform_error_quark ())
GQuark aisle_uniform_error_quark (void);
typedef enum {
  AISLE_UNIFORM_ERROR_FILE,  /**< cannot be read, or is not of the schema */
  AISLE_UNIFORM_ERROR_LOOKS, /**< the pictures show no common clothes */
} AisleUniformErrorCode;

#define AISLE_UNIFORM_SCHEMA "aisle.uniform/1"
#define AISLE_UNIFORM_MOST 64 /**< pictures */

/** Immutable; any thread. */
typedef struct {
  guint n;
  AisleAppearance looks[AISLE_UNIFORM_MOST]; /**< stripes that are left out are 0 */
  float threshold;                           /**< least similarity, 0…1 */
} AisleUniform;

/** @n: 1…AISLE_UNIFORM_MOST. Returns: (transfer full): g_free(); NULL with AISLE_UNIFORM_ERROR. */
AisleUniform *aisle_uniform_new (const AisleAppearance *looks, guint n, GError **error);
/** How alike @look is to the nearest of the pictures, 0…1. */
float aisle_uniform_similarity (const AisleUniform *uniform, const AisleAppearance *look);

/** Byte-stable in any locale, with a newline at the end. Caller frees. */
char *aisle_uniform_to_json (const AisleUniform *uniform);
/** Returns: (transfer full): g_free(); NULL with AISLE_UNIFORM_ERROR. */
AisleUniform *aisle_uniform_load (const char *path, GError **error);

G_END_DECLS
