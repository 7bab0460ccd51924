/* SPDX-License-Identifier: MIT */
/**
 * @file staff.h
 * Who belongs to the shop: by a stay in a staff zone, by being in view for very long, or by the
 * uniform. Once recognised, a person stays staff as long as they are in view. Pure.
 */
#pragma once

#include "gst/core/config-file.h"

G_BEGIN_DECLS

/** Seconds for which a uniform must be seen, less those in which it was not. */
#define AISLE_STAFF_UNIFORM_TIME 2.0

/** What is remembered of one person; all zero at first. */
typedef struct {
  gboolean is_staff;
  double uniform; /**< seconds in uniform, 0…AISLE_STAFF_UNIFORM_TIME */
} AisleStaff;

/** What is known of a person at a frame. */
typedef struct {
  double seconds;              /**< since they were seen last */
  double in_view;              /**< since they were seen first */
  double in_zone;              /**< seconds of the stay in a staff zone now; 0: in none */
  const AisleAppearance *look; /**< (nullable) */
} AisleStaffSight;

/** Whether anybody can be recognised. */
gboolean aisle_staff_is_known (const AisleConfig *config);
/** Returns: TRUE when the person is recognised by this. */
gboolean aisle_staff_follow (AisleStaff *staff, const AisleStaffConfig *config,
                             const AisleStaffSight *sight);
/** The person of @later was @earlier before. Returns: TRUE when @later is recognised by this. */
gboolean aisle_staff_join (const AisleStaff *earlier, AisleStaff *later);

G_END_DECLS
