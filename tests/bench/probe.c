/* SPDX-License-Identifier: MIT */
/**
 * @file probe.c
 * In which state two processors are; print it with every measurement, or moods of the host are
 * compared. A virtual machine's processors may share a core ("one core"), a cache ("near"), or
 * nothing ("far"), and that may change from one second to the next.
 *
 * Prints: state, round trip of a cache line between them in ns, sum of arithmetic in GFLOP/s, and
 * that sum over twice one processor's alone.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>

#define ROUNDS 20000
#define STEPS 2000000
#define FAR_NS 250      /* a shared cache answers faster */
#define SHARED_CORE 0.7 /* two threads on one core do less than twice the work of one */

static struct {
  _Alignas (128) atomic_int ping;
  _Alignas (128) atomic_int pong;
} line;
static pthread_barrier_t barrier;
static double round_trip, together[2], alone;

static double
now (void)
{
  struct timespec t;

  clock_gettime (CLOCK_MONOTONIC, &t);
  return (double) t.tv_sec + 1e-9 * (double) t.tv_nsec;
}

/* GFLOP/s of independent multiply-adds on vectors of 16 floats. */
static double
arithmetic (void)
{
  typedef float Vector __attribute__ ((vector_size (64)));
  Vector sum[8], factor = (Vector) { 0 } + 1.0000001f, small = (Vector) { 0 } + 1e-9f;
  volatile float keep;

  for (int i = 0; i < 8; i++)
    sum[i] = (Vector) { 0 } + (float) i;
  double start = now ();
  for (long step = 0; step < STEPS; step++)
    for (int i = 0; i < 8; i++)
      sum[i] = sum[i] * factor + small;
  double seconds = now () - start;
  for (int i = 0; i < 8; i++)
    keep = sum[i][0];
  (void) keep;
  return 8.0 * 16 * 2 * STEPS / seconds / 1e9;
}

static void
stay_on (int processor)
{
  cpu_set_t set;

  CPU_ZERO (&set);
  CPU_SET (processor, &set);
  sched_setaffinity (0, sizeof set, &set);
}

static void *
probe (void *data)
{
  int id = *(int *) data;

  stay_on (id);
  pthread_barrier_wait (&barrier);
  double start = now ();
  for (int i = 1; i <= ROUNDS; i++) {
    if (id == 0)
      atomic_store (&line.ping, i);
    while (atomic_load (id == 0 ? &line.pong : &line.ping) != i)
      ;
    if (id == 1)
      atomic_store (&line.pong, i);
  }
  if (id == 0)
    round_trip = (now () - start) / ROUNDS * 1e9;
  pthread_barrier_wait (&barrier);
  together[id] = arithmetic ();
  pthread_barrier_wait (&barrier);
  if (id == 0)
    alone = arithmetic ();
  return NULL;
}

int
main (void)
{
  pthread_t threads[2];
  int ids[2] = { 0, 1 };

  pthread_barrier_init (&barrier, NULL, 2);
  for (int i = 0; i < 2; i++)
    if (pthread_create (&threads[i], NULL, probe, &ids[i]) != 0)
      return 1;
  for (int i = 0; i < 2; i++)
    pthread_join (threads[i], NULL);
  double share = (together[0] + together[1]) / (2 * alone);
  printf ("%s %.0f %.0f %.2f\n",
          share < SHARED_CORE   ? "one-core"
          : round_trip > FAR_NS ? "far"
                                : "near",
          round_trip, together[0] + together[1], share);
  return 0;
}
