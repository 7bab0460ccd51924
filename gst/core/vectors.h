/* SPDX-License-Identifier: MIT */
/**
 * @file vectors.h
 * What was counted on a frame as one JSON line, `aisle.vectors/1`: time, frame size, boxes and
 * numbers of tracks, all digits of them. Counting again, drawing and comparing need no video then.
 */
#pragma once

#include "gst/core/sight.h"
#include "gst/core/tracker.h"

G_BEGIN_DECLS

#define AISLE_VECTORS_ERROR (aisle_vectors_error_quark ())
GQuark aisle_vectors_error_quark (void);
typedef enum {
  AISLE_VECTORS_ERROR_LINE, /**< not a line of the format; the sentence says what was expected */
} AisleVectorsErrorCode;

/** Most bytes of a line. */
#define AISLE_VECTORS_MAX_BYTES (1024 * 1024)

typedef struct {
  guint64 track;    /**< ≤ 2⁵³; 0: none */
  AisleBox box;     /**< its label is not written; confidence 0: coasting */
  gboolean coasting; /**< see AisleTrack, as the rest */
  gboolean ended;
  guint64 stitched;
  float confidence; /**< 1 where a line says nothing */
} AisleVector;

typedef struct {
  gint64 pts; /**< ns of stream time */
  guint width, height;
  GArray *vectors; /**< AisleVector */
  double pixel_aspect; /**< of the frame; 0 stands for 1 */
  char *camera;        /**< NULL: not told */
  gint64 epoch;        /**< µs since 1970 of stream time 0 */
  gboolean local_clock; /**< the epoch is the receiving machine's guess */
  gboolean dropped;    /**< inference on this frame was dropped */
  AisleSightState sight;
} AisleVectors;

/** The track as it was counted, but for its appearance. */
AisleVector aisle_vector_of_track (const AisleTrack *track, guint64 number);
/** The other way: its id is the vector's number. */
AisleTrack aisle_vector_to_track (const AisleVector *vector);

/** One line without the newline, byte-stable in any locale, nothing rounded. Caller frees. */
char *aisle_vectors_to_json (const AisleVectors *frame);
/** Returns: (transfer full): NULL with AISLE_VECTORS_ERROR. */
AisleVectors *aisle_vectors_parse (const char *line, gssize length, GError **error);
void aisle_vectors_free (AisleVectors *frame);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AisleVectors, aisle_vectors_free)

G_END_DECLS
