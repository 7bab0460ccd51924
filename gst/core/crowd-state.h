/* SPDX-License-Identifier: MIT */
/**
 * @file crowd-state.h
 * The people of a crowd as JSON and back, exactly. A member of a person that must outlive a restart
 * is one line in the tables of crowd-state.c.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "gst/core/crowd.h"

G_BEGIN_DECLS

/** Appends an array of everybody. */
void aisle_crowd_append_json (const AisleCrowd *crowd, GString *text);

/**
 * Adds the people of @array, which belong to a crowd with the same config.
 * Returns: FALSE with AISLE_RECORD_ERROR; then @crowd is to be thrown away.
 */
gboolean aisle_crowd_read_json (AisleCrowd *crowd, JsonArray *array, GError **error);

G_END_DECLS
