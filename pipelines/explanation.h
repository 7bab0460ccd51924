/* SPDX-License-Identifier: MIT */
/**
 * @file explanation.h
 * Why an event was told: the way of its person by frame, where that stood to the line or zone, how
 * sure the detector was, and the thresholds of the config. Found by counting stored vectors again.
 */
#pragma once

#include "gst/core/config-file.h"
#include "gst/core/event.h"

G_BEGIN_DECLS

/** The person on one frame. */
typedef struct {
  double pts;        /**< seconds of stream time */
  AislePoint place;  /**< reference point, 0…1 of the frame */
  double confidence; /**< of the box; 0: nobody was seen, the place is the last one */
  double distance;   /**< line: body heights from it, + on the IN side */
  int side;          /**< line: last confirmed side, +1 IN, −1 OUT, 0 none yet */
  gboolean inside;   /**< zone: the place is in it */
  guint64 track;     /**< the tracker's own number here: another one after a hand-over */
} ExplanationStep;

typedef struct {
  AisleEvent *event;
  const AisleLineConfig *line; /**< of the config, or NULL */
  const AisleZoneConfig *zone; /**< of the config, or NULL */
  double frame_aspect;         /**< width / height as shown */
  GArray *steps;               /**< ExplanationStep, in order */
} Explanation;

/** Seconds before an event's beginning and after its pts that the way is shown. */
#define EXPLANATION_MARGIN 3.0

/**
 * @id: of the event, as in JSON. Returns: NULL with one sentence when the vectors cannot be read
 * or counting them with @config, which must outlive the result, does not give that event.
 */
Explanation *explanation_find (const char *vectors, const AisleConfig *config, const char *id,
                               GError **error);
void explanation_free (Explanation *explanation);

/** Words and a table for people. Caller frees. */
char *explanation_to_text (const Explanation *explanation);
/** One JSON object without a newline. Caller frees. */
char *explanation_to_json (const Explanation *explanation);
/** The way over the line or zone as a PNG. */
gboolean explanation_draw (const Explanation *explanation, const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Explanation, explanation_free)

G_END_DECLS
