/* SPDX-License-Identifier: MIT */
/** @file plan.c  Places values: greatest first, at the lowest offset that is free for its life. */
#include "opencl/plan.h"

#include <string.h>

/* A root value with its life, in layer numbers, both included. */
typedef struct {
  int value;
  int born, died;
  gsize bytes;
} Life;

static GArray *
find_lives (const OcnNetwork *network)
{
  GArray *lives = g_array_new (FALSE, FALSE, sizeof (Life));

  for (guint i = 0; i < network->values->len; i++) {
    const OcnValue *value = ocn_network_value (network, (int) i);
    Life life = { (int) i, G_MAXINT, -1, (value->bytes + network->alignment - 1)
                                             / network->alignment * network->alignment };
    life.bytes = MAX (life.bytes, network->alignment);
    if (value->pinned) {
      life.born = 0;
      life.died = (int) network->layers->len;
    }
    g_array_append_val (lives, life);
  }
  for (guint l = 0; l < network->layers->len; l++) {
    const OcnLayer *layer = g_ptr_array_index (network->layers, l);
    for (guint a = 0; a < layer->args->len; a++) {
      const OcnArg *arg = &g_array_index (layer->args, OcnArg, a);
      if (arg->kind != OCN_ARG_READ && arg->kind != OCN_ARG_WRITE)
        continue;
      Life *life = &g_array_index (lives, Life, ocn_network_root (network, arg->i));
      life->born = MIN (life->born, (int) l);
      life->died = MAX (life->died, (int) l);
    }
  }
  return lives;
}

static int
compare_size (gconstpointer a, gconstpointer b)
{
  const Life *x = a, *y = b;

  if (x->bytes != y->bytes)
    return x->bytes < y->bytes ? 1 : -1;
  return x->value - y->value;
}

static gboolean
same_picture (const OcnValue *a, const OcnValue *b)
{
  return !a->pinned && !b->pinned && a->lanes == b->lanes
         && (a->lanes == 0
             || (a->halo == b->halo && a->shape.dims[2] == b->shape.dims[2]
                 && a->shape.dims[3] == b->shape.dims[3]));
}

/* The pool of an already placed value with the same picture, or a new one. */
static int
choose_pool (const OcnNetwork *network, OcnPlan *plan, GArray *lives, guint placed, int index)
{
  const OcnValue *value = ocn_network_value (network, index);
  const gsize empty = 0;

  for (guint i = 0; i < placed; i++) {
    int other = g_array_index (lives, Life, i).value;
    if (plan->places[other].pool >= 0
        && same_picture (value, ocn_network_value (network, other)))
      return plan->places[other].pool;
  }
  g_array_append_val (plan->pools, empty);
  return (int) plan->pools->len - 1;
}

/* The lowest offset of @life in @pool that no living neighbour covers. */
static gsize
find_offset (const OcnPlan *plan, GArray *lives, guint placed, int pool, const Life *life)
{
  gsize offset = 0;
  gboolean moved = TRUE;

  while (moved) {
    moved = FALSE;
    for (guint i = 0; i < placed; i++) {
      const Life *other = &g_array_index (lives, Life, i);
      const OcnPlace *place = &plan->places[other->value];
      if (place->pool == pool && other->born <= life->died && life->born <= other->died
          && place->offset < offset + life->bytes && offset < place->offset + other->bytes) {
        offset = place->offset + other->bytes;
        moved = TRUE;
      }
    }
  }
  return offset;
}

/* Aliases and parts lie within their roots. */
static void
place_parts (const OcnNetwork *network, OcnPlan *plan)
{
  for (guint i = 0; i < network->values->len; i++) {
    const OcnValue *value = ocn_network_value (network, (int) i);
    if (value->base >= 0)
      plan->places[i] = plan->places[ocn_network_root (network, (int) i)];
    for (int at = (int) i; ocn_network_value (network, at)->base >= 0;
         at = ocn_network_value (network, at)->base)
      plan->places[i].offset += ocn_network_value (network, at)->first
                                * ocn_value_block_bytes (network, at);
  }
}

OcnPlan *
ocn_plan_new (const OcnNetwork *network)
{
  OcnPlan *plan = g_new0 (OcnPlan, 1);
  g_autoptr (GArray) lives = find_lives (network);

  plan->places = g_new (OcnPlace, network->values->len);
  plan->pools = g_array_new (FALSE, FALSE, sizeof (gsize));
  for (guint i = 0; i < network->values->len; i++)
    plan->places[i] = (OcnPlace) { -1, 0 };
  g_array_sort (lives, compare_size);
  for (guint i = 0; i < lives->len; i++) {
    const Life *life = &g_array_index (lives, Life, i);
    const OcnValue *value = ocn_network_value (network, life->value);
    if (value->data != NULL || value->base >= 0 || life->died < 0)
      continue;
    int pool = choose_pool (network, plan, lives, i, life->value);
    gsize offset = find_offset (plan, lives, i, pool, life);
    plan->places[life->value] = (OcnPlace) { pool, offset };
    gsize *bytes = &g_array_index (plan->pools, gsize, pool);
    *bytes = MAX (*bytes, offset + life->bytes);
  }
  place_parts (network, plan);
  return plan;
}

void
ocn_plan_free (OcnPlan *plan)
{
  if (plan == NULL)
    return;
  g_free (plan->places);
  g_array_unref (plan->pools);
  g_free (plan);
}

gsize
ocn_plan_bytes (const OcnPlan *plan)
{
  gsize total = 0;

  for (guint i = 0; i < plan->pools->len; i++)
    total += g_array_index (plan->pools, gsize, i);
  return total;
}
