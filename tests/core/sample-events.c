/* SPDX-License-Identifier: MIT */
/** @file sample-events.c Events of every type with random members on stdout; seed: the argument. */
#include <stdio.h>
#include <stdlib.h>

#include "tests/core/random-event.h"

#define ROUNDS 20

int
main (int argc, char **argv)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (argc > 1 ? (guint32) atoi (argv[1]) : 1);
  for (guint i = 0; i < ROUNDS * AISLE_EVENT_N_TYPES; i++) {
    g_autoptr (AisleEvent) event = random_event (rand, (AisleEventType) (i % AISLE_EVENT_N_TYPES));
    g_autofree char *json = aisle_event_to_json (event);
    puts (json);
  }
  return 0;
}
