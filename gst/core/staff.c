/* SPDX-License-Identifier: MIT */
/** @file staff.c Who belongs to the shop. */
#include "gst/core/staff.h"

/* Between the threshold and this much less nothing is learnt: no flicker at the threshold. */
#define SLACK 0.03

gboolean
aisle_staff_is_known (const AisleConfig *config)
{
  for (guint i = 0; i < config->n_zones; i++)
    if (config->zones[i].staff)
      return TRUE;
  return config->staff.after > 0 || config->staff.looks;
}

static void
see_uniform (AisleStaff *staff, const AisleUniform *uniform, const AisleStaffSight *sight)
{
  float similarity = aisle_uniform_similarity (uniform, sight->look);
  if (similarity >= uniform->threshold)
    staff->uniform += sight->seconds;
  else if (similarity < uniform->threshold - SLACK)
    staff->uniform -= sight->seconds;
  staff->uniform = CLAMP (staff->uniform, 0, AISLE_STAFF_UNIFORM_TIME);
}

gboolean
aisle_staff_follow (AisleStaff *staff, const AisleStaffConfig *config, const AisleStaffSight *sight)
{
  if (staff->is_staff)
    return FALSE;
  if (config->looks && sight->look)
    see_uniform (staff, config->looks, sight);
  staff->is_staff = (sight->in_zone > 0 && sight->in_zone >= config->zone_time)
                    || (config->after > 0 && sight->in_view >= config->after)
                    || staff->uniform >= AISLE_STAFF_UNIFORM_TIME;
  return staff->is_staff;
}

gboolean
aisle_staff_join (const AisleStaff *earlier, AisleStaff *later)
{
  gboolean recognised = earlier->is_staff && !later->is_staff;
  later->is_staff |= earlier->is_staff;
  later->uniform = CLAMP (later->uniform + earlier->uniform, 0, AISLE_STAFF_UNIFORM_TIME);
  return recognised;
}
