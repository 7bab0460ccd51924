/* SPDX-License-Identifier: MIT */
/**
 * @file turn-in.h
 * Who passes by and who turns in. A person counts once, when they are seen no more: inside if they
 * crossed the inside line IN, else outside if they crossed the outside line in any direction. So
 * nobody is both, and rate = inside / (outside + inside) is of the same people. Pure.
 */
#pragma once

#include "gst/core/config-file.h"
#include "gst/core/event.h"

G_BEGIN_DECLS

/** What one person did at one pair of lines; all zero at first. */
typedef struct {
  gboolean passed, turned_in;
} AisleTurnIn;

/** The person crossed the line @name. */
void aisle_turn_in_follow (const AisleTurnInConfig *config, AisleTurnIn *turn_in, const char *name,
                           AisleDirection direction);
/** The person of @later was @earlier before. */
void aisle_turn_in_join (const AisleTurnIn *earlier, AisleTurnIn *later);
/** The person is seen no more: takes them into @counts. */
void aisle_turn_in_count (const AisleTurnIn *turn_in, AisleTurnInCounts *counts);

G_END_DECLS
