/* SPDX-License-Identifier: MIT */
/**
 * @file config-sections.h
 * The sections of a camera's config. Each reads its members of the root into @config, and frees
 * what it made of them.
 */
#pragma once

#include "gst/core/config-reader.h"

G_BEGIN_DECLS

/** `lines`, `zones`, `masks`. */
gboolean aisle_config_read_shapes (AisleConfigReader *reader, JsonObject *root,
                                   AisleConfig *config);
void aisle_config_clear_shapes (AisleConfig *config);
/** One polygon, required. */
gboolean aisle_config_read_polygon (AisleConfigReader *reader, JsonObject *object, const char *name,
                                    AislePoint **points, guint *n_points);
gboolean aisle_config_read_point (AisleConfigReader *reader, JsonNode *node, AislePoint *point);

/** `queues`. */
gboolean aisle_config_read_queues (AisleConfigReader *reader, JsonObject *root,
                                   AisleConfig *config);
void aisle_config_clear_queues (AisleConfig *config);

/** `occupancy`, `turn-in`; after the lines, which they name. */
gboolean aisle_config_read_doors (AisleConfigReader *reader, JsonObject *root, AisleConfig *config);
void aisle_config_clear_doors (AisleConfig *config);

/** `hours`. */
gboolean aisle_config_read_hours (AisleConfigReader *reader, JsonObject *root, AisleConfig *config);
void aisle_config_clear_hours (AisleConfig *config);

/** `ground`. */
gboolean aisle_config_read_ground (AisleConfigReader *reader, JsonObject *root,
                                   AisleConfig *config);
void aisle_config_clear_ground (AisleConfig *config);

/** `staff`, `re-entry`, `groups`, `child-height`. */
gboolean aisle_config_read_people (AisleConfigReader *reader, JsonObject *root,
                                   AisleConfig *config);
void aisle_config_clear_people (AisleConfig *config);

G_END_DECLS
