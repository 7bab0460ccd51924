/* SPDX-License-Identifier: MIT */
/** @file random-event.h Events with random values in all their members. */
#pragma once

#include "gst/core/event-fields.h"

/** Optional members are there or not; numbers have at most three decimals, times milliseconds. */
AisleEvent *random_event (GRand *rand, AisleEventType type);
