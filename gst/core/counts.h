/* SPDX-License-Identifier: MIT */
/**
 * @file counts.h
 * The running totals of one bucket of time, kept as the `counts` event that it will become. Pure.
 */
#pragma once

#include "gst/core/config-file.h"
#include "gst/core/event.h"
#include "gst/core/turn-in.h"

G_BEGIN_DECLS

/** All but the names is 0, or unknown. */
AisleEvent *aisle_counts_new (const AisleConfig *config);
/** Lines, zones, queues that were the same in @old_config go on with the numbers of @old. */
void aisle_counts_carry_over (AisleEvent *counts, const AisleConfig *config, const AisleEvent *old,
                              const AisleConfig *old_config);
/** Take a line-crossed, visit-ended or queue-left event into the numbers. */
void aisle_counts_add (AisleEvent *counts, const AisleEvent *event);
/**
 * An event that was counted turns out to be of staff. @is_open: in the bucket under way, which
 * counts it as staff then; else only the totals are corrected. Nothing becomes negative;
 * `wait_most` and groups stay.
 */
void aisle_counts_take_back (AisleEvent *counts, const AisleEvent *event, gboolean is_open);
/** Somebody left the zone @from and entered the zone @to next. */
void aisle_counts_add_transition (AisleEvent *counts, const char *from, const char *to);
void aisle_counts_take_back_transition (AisleEvent *counts, const char *from, const char *to);
/** A group, or a person alone, has crossed the line @name. */
void aisle_counts_add_group (AisleEvent *counts, const char *name, AisleDirection direction);
/** The event of the bucket that ends at @pts seconds; the caller adds the times. */
AisleEvent *aisle_counts_snapshot (const AisleEvent *counts, const char *camera, double pts);
/** A new bucket: all but totals, those of the day and occupancy is 0. */
void aisle_counts_restart (AisleEvent *counts);
/** A new business day: its totals are 0. */
void aisle_counts_start_day (AisleEvent *counts);

G_END_DECLS
