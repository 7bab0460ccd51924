/* SPDX-License-Identifier: MIT */
/**
 * @file crowd-queues.h
 * The people of a crowd in its queues: each function does for all queues what crowd.c does for
 * zones. Waits that end are told through AisleCrowdFuncs. Private to the crowd.
 */
#pragma once

#include "gst/core/crowd.h"

G_BEGIN_DECLS

/** The config or the frame's aspect has changed. */
void aisle_crowd_place_queues (AisleCrowd *crowd);
void aisle_crowd_follow_queues (AisleCrowd *crowd, AislePerson *person, const AisleMove *move);
/** It is @pts seconds for a person who did not move. */
void aisle_crowd_wait_in_queues (AisleCrowd *crowd, AislePerson *person, double pts);
void aisle_crowd_close_queues (AisleCrowd *crowd, AislePerson *person);
void aisle_crowd_join_queues (AisleCrowd *crowd, const AislePerson *earlier, AislePerson *later,
                              const AisleMove *gap);
/** Before a reload: queues that stay keep their people, waits in the others are lost. */
void aisle_crowd_rearrange_queues (AisleCrowd *crowd, const AisleConfig *config);
/** Index in @config of the queue with the name and shapes of @queue, or −1. */
int aisle_crowd_find_queue (const AisleConfig *config, const AisleQueueConfig *queue);

G_END_DECLS
