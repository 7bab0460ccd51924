/* SPDX-License-Identifier: MIT */
/**
 * @file stream-epoch.h
 * The wall-clock time of stream time 0, from the best source there is: a given start time, the
 * sender's clock (GstReferenceTimestampMeta, as rtspsrc add-reference-timestamp-meta=true adds
 * after the first RTP sender report), the container's date, for live streams this machine's clock,
 * else 1970. Not thread-safe per object.
 */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

typedef enum {
  GST_AISLE_EPOCH_NONE,      /**< 1970 */
  GST_AISLE_EPOCH_LOCAL,     /**< this machine's clock */
  GST_AISLE_EPOCH_CONTAINER, /**< the file's date */
  GST_AISLE_EPOCH_SENDER,    /**< the camera's clock */
  GST_AISLE_EPOCH_GIVEN,     /**< by the user */
} GstAisleEpochSource;

typedef struct {
  GstAisleEpochSource source;
  gint64 usecs; /**< since 1970, UTC */
  gint64 machine; /**< LOCAL: this machine's time less its monotonic clock, µs */
} GstAisleEpoch;

/** @start_time: (nullable): RFC 3339. Returns: FALSE when it is given and not a date with time. */
gboolean gst_aisle_epoch_init (GstAisleEpoch *epoch, const char *start_time);
/** Learn from the tags of the stream. Returns: TRUE when the epoch changed. */
gboolean gst_aisle_epoch_take_tags (GstAisleEpoch *epoch, const GstTagList *tags);
/**
 * Learn from a frame at @stream_time (ns). @live: the stream is live. A sender that says it is
 * before 2000 has not been told the time and is not believed.
 * Returns: TRUE when the epoch changed.
 */
gboolean gst_aisle_epoch_take_frame (GstAisleEpoch *epoch, GstBuffer *buffer, gint64 stream_time,
                                     gboolean live);

/**
 * This machine's clock shows @real, its monotonic clock @monotonic, µs: when the clock was set
 * since then, an epoch that rests on it moves along. Returns: TRUE when the epoch changed.
 */
gboolean gst_aisle_epoch_take_clock (GstAisleEpoch *epoch, gint64 real, gint64 monotonic);

G_END_DECLS
