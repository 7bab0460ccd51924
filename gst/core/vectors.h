/* SPDX-License-Identifier: MIT */
/**
 * @file vectors.h
 * What was seen on a frame as one JSON line, `aisle.vectors/1`: stream time, frame size, boxes and
 * track numbers. Drawing, replaying and comparing need no video then.
 */
#pragma once

#include "gst/core/box.h"

G_BEGIN_DECLS

#define AISLE_VECTORS_ERROR (aisle_vectors_error_quark ())
GQuark aisle_vectors_error_quark (void);
typedef enum {
  AISLE_VECTORS_ERROR_LINE, /**< not a line of the format; the sentence says what was expected */
} AisleVectorsErrorCode;

/** Most bytes of a line. */
#define AISLE_VECTORS_MAX_BYTES (1024 * 1024)

typedef struct {
  guint64 track; /**< ≤ 2⁵³; 0: none */
  AisleBox box;  /**< its label is not written; confidence 0: coasting */
} AisleVector;

typedef struct {
  gint64 pts; /**< ns of stream time, kept to the millisecond */
  guint width, height;
  GArray *vectors; /**< AisleVector */
} AisleVectors;

/** One line without the newline, byte-stable in any locale. Caller frees. */
char *aisle_vectors_to_json (const AisleVectors *frame);
/** Returns: (transfer full): NULL with AISLE_VECTORS_ERROR. */
AisleVectors *aisle_vectors_parse (const char *line, gssize length, GError **error);
void aisle_vectors_free (AisleVectors *frame);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AisleVectors, aisle_vectors_free)

G_END_DECLS
