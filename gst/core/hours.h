/* SPDX-License-Identifier: MIT */
/**
 * @file hours.h
 * Opening hours and business days by the clock of the shop. Where daylight saving skips a time of
 * day, the moment of the skip stands for it; where it comes twice, the first time counts. Pure.
 */
#pragma once

#include "gst/core/config-file.h"

G_BEGIN_DECLS

typedef struct {
  const AisleHoursConfig *config; /**< not owned */
  GTimeZone *zone;
} AisleHours;

/** A time zone that this machine does not know is taken for UTC. */
void aisle_hours_init (AisleHours *hours, const AisleHoursConfig *config);
void aisle_hours_clear (AisleHours *hours);

/** Whether the shop is open at @time, µs since 1970. The closing minute is outside. */
gboolean aisle_hours_is_open (const AisleHours *hours, gint64 time);

/**
 * The day around @time, from one moment at which the shop's clock shows @minute after midnight to
 * the next: 23, 24 or 25 hours. All in µs since 1970. @minute: 0…1440.
 */
void aisle_hours_day (const AisleHours *hours, int minute, gint64 time, gint64 *start,
                      gint64 *end);

G_END_DECLS
