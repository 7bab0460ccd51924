/* SPDX-License-Identifier: MIT */
/** @file turn-in.c Who passes by and who turns in. */
#include "gst/core/turn-in.h"

void
aisle_turn_in_follow (const AisleTurnInConfig *config, AisleTurnIn *turn_in, const char *name,
                      AisleDirection direction)
{
  if (g_str_equal (config->outside, name))
    turn_in->passed = TRUE;
  if (g_str_equal (config->inside, name) && direction == AISLE_DIRECTION_IN)
    turn_in->turned_in = TRUE;
}

void
aisle_turn_in_join (const AisleTurnIn *earlier, AisleTurnIn *later)
{
  later->passed |= earlier->passed;
  later->turned_in |= earlier->turned_in;
}

void
aisle_turn_in_count (const AisleTurnIn *turn_in, AisleTurnInCounts *counts)
{
  counts->inside += turn_in->turned_in;
  counts->outside += turn_in->passed && !turn_in->turned_in;
  guint64 people = counts->inside + counts->outside;
  counts->rate = people > 0 ? (double) counts->inside / people : 0;
}
