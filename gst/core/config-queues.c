/* SPDX-License-Identifier: MIT */
/** @file config-queues.c Queues of a config. */
#include "gst/core/config-sections.h"

/* Somebody who walks through the area is no customer. */
#define DEFAULT_MIN_WAIT 2.0
#define MAX_LENGTH 1000

static gboolean
read_place (AisleConfigReader *reader, JsonObject *object, const char *name, AisleZoneConfig *place)
{
  place->merge_gap = AISLE_CONFIG_DEFAULT_MERGE_GAP;
  place->min_visit = AISLE_CONFIG_DEFAULT_MIN_VISIT;
  return aisle_config_read_polygon (reader, object, name, &place->points, &place->n_points);
}

static gboolean
read_queue (AisleConfigReader *reader, JsonNode *node, gpointer item)
{
  static const char *const known[] = { "name",         "area",       "service", "min-wait",
                                       "alert-length", "alert-wait", NULL };
  AisleQueueConfig *queue = item;
  queue->min_wait = DEFAULT_MIN_WAIT;
  JsonObject *object = aisle_config_read_object (reader, node, known);
  return object && aisle_config_read_name (reader, object, "name", &queue->name)
         && read_place (reader, object, "area", &queue->area)
         && read_place (reader, object, "service", &queue->service)
         && aisle_config_read_number (reader, object, "min-wait", AISLE_CONFIG_MAX_SECONDS,
                                      &queue->min_wait)
         && aisle_config_read_whole (reader, object, "alert-length", MAX_LENGTH,
                                     &queue->alert_length)
         && aisle_config_read_number (reader, object, "alert-wait", AISLE_CONFIG_MAX_SECONDS,
                                      &queue->alert_wait);
}

gboolean
aisle_config_read_queues (AisleConfigReader *reader, JsonObject *root, AisleConfig *config)
{
  return aisle_config_read_items (reader, root, "queues", sizeof *config->queues, read_queue,
                                  (gpointer *) &config->queues, &config->n_queues)
         && aisle_config_check_names (reader, "queues", config->queues, config->n_queues,
                                      sizeof *config->queues);
}

void
aisle_config_clear_queues (AisleConfig *config)
{
  for (guint i = 0; config->queues && i < config->n_queues; i++) {
    g_free (config->queues[i].name);
    g_free (config->queues[i].area.points);
    g_free (config->queues[i].service.points);
  }
  g_free (config->queues);
}
