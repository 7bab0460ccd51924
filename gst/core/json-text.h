/* SPDX-License-Identifier: MIT */
/**
 * @file json-text.h
 * Appends JSON values to a text byte by byte the same in every locale (json-glib's generator
 * leaves the number of decimals to the value), and bounds what a parser is given.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** A quoted, escaped string; bytes that are not UTF-8 become U+FFFD. */
void aisle_json_append_string (GString *text, const char *value);
/** A number with @decimals (0…9) decimals; what is not finite becomes null. */
void aisle_json_append_number (GString *text, double value, int decimals);

/**
 * Whether brackets nest deeper than @depth, whatever else the text is: parsers recurse, so hostile
 * text is looked at with this before.
 */
gboolean aisle_json_nests_deeper (const char *json, gsize length, int depth);

G_END_DECLS
