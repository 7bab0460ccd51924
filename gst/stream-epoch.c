/* SPDX-License-Identifier: MIT */
/** @file stream-epoch.c The wall-clock time of stream time 0. */
#include "gst/stream-epoch.h"

/** Seconds from 1900, NTP's epoch, to 1970. */
#define NTP_TO_UNIX G_GINT64_CONSTANT (2208988800)
/** The sender's clock is read again with each report: smaller steps are its jitter. */
#define LEAST_STEP (G_USEC_PER_SEC / 1000)
/** This machine's clock is slewed by some ms now and then; more is a step. */
#define LEAST_CLOCK_STEP (G_USEC_PER_SEC / 10)
/** 2000-01-01 in seconds since 1970. */
#define YEAR_2000 G_GINT64_CONSTANT (946684800)

gboolean
gst_aisle_epoch_init (GstAisleEpoch *epoch, const char *start_time)
{
  *epoch = (GstAisleEpoch){ GST_AISLE_EPOCH_NONE, 0, 0 };
  if (start_time == NULL || *start_time == '\0')
    return TRUE;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (start_time, utc);
  if (date == NULL)
    return FALSE;
  *epoch = (GstAisleEpoch){ GST_AISLE_EPOCH_GIVEN, g_date_time_to_unix_usec (date), 0 };
  return TRUE;
}

static gboolean
improve (GstAisleEpoch *epoch, GstAisleEpochSource source, gint64 usecs)
{
  if (source < epoch->source
      || (source == epoch->source && ABS (usecs - epoch->usecs) < LEAST_STEP))
    return FALSE;
  *epoch = (GstAisleEpoch){ source, usecs, 0 };
  return TRUE;
}

gboolean
gst_aisle_epoch_take_tags (GstAisleEpoch *epoch, const GstTagList *tags)
{
  g_autoptr (GstDateTime) tag = NULL;
  if (!gst_tag_list_get_date_time (tags, GST_TAG_DATE_TIME, &tag) || !gst_date_time_has_time (tag))
    return FALSE;
  g_autoptr (GDateTime) date = gst_date_time_to_g_date_time (tag);
  return date != NULL
         && improve (epoch, GST_AISLE_EPOCH_CONTAINER, g_date_time_to_unix_usec (date));
}

/** The sender's time of a frame in µs since 1970; FALSE when the frame has none of use. */
static gboolean
sender_time (GstBuffer *buffer, gint64 *usecs)
{
  static GstStaticCaps ntp_caps = GST_STATIC_CAPS ("timestamp/x-ntp");
  static GstStaticCaps unix_caps = GST_STATIC_CAPS ("timestamp/x-unix");
  g_autoptr (GstCaps) ntp = gst_static_caps_get (&ntp_caps);
  g_autoptr (GstCaps) posix = gst_static_caps_get (&unix_caps);
  const GstReferenceTimestampMeta *meta = gst_buffer_get_reference_timestamp_meta (buffer, ntp);
  if (meta != NULL) {
    *usecs = (gint64)(meta->timestamp / 1000) - NTP_TO_UNIX * G_USEC_PER_SEC;
    return *usecs >= YEAR_2000 * G_USEC_PER_SEC;
  }
  meta = gst_buffer_get_reference_timestamp_meta (buffer, posix);
  if (meta == NULL)
    return FALSE;
  *usecs = (gint64)(meta->timestamp / 1000);
  return *usecs >= YEAR_2000 * G_USEC_PER_SEC;
}

gboolean
gst_aisle_epoch_take_clock (GstAisleEpoch *epoch, gint64 real, gint64 monotonic)
{
  const gint64 step = real - monotonic - epoch->machine;
  if (epoch->source != GST_AISLE_EPOCH_LOCAL || ABS (step) < LEAST_CLOCK_STEP)
    return FALSE;
  epoch->machine += step;
  epoch->usecs += step;
  return TRUE;
}

gboolean
gst_aisle_epoch_take_frame (GstAisleEpoch *epoch, GstBuffer *buffer, gint64 stream_time,
                            gboolean live)
{
  gint64 usecs;
  if (epoch->source <= GST_AISLE_EPOCH_SENDER && sender_time (buffer, &usecs))
    return improve (epoch, GST_AISLE_EPOCH_SENDER, usecs - stream_time / 1000);
  const gint64 real = g_get_real_time (), monotonic = g_get_monotonic_time ();
  if (live && epoch->source < GST_AISLE_EPOCH_LOCAL) {
    improve (epoch, GST_AISLE_EPOCH_LOCAL, real - stream_time / 1000);
    epoch->machine = real - monotonic;
    return TRUE;
  }
  return gst_aisle_epoch_take_clock (epoch, real, monotonic);
}
