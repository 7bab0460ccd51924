/* SPDX-License-Identifier: MIT */
/**
 * @file classes.h
 * The property `classes`: labels of objects, separated by commas, in any case. An empty list means
 * every object.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Returns: (transfer full): the labels without blanks, NULL-terminated; never NULL. */
char **gst_aisle_classes_parse (const char *list);
gboolean gst_aisle_classes_match (char *const *classes, const char *label);

G_END_DECLS
