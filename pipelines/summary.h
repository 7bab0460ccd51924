/* SPDX-License-Identifier: MIT */
/**
 * @file summary.h
 * Events become the table that people read: in and out per line, visits and mean dwell per zone.
 */
#pragma once

#include "gst/core/config-file.h"
#include "gst/core/event.h"

#include <stdio.h>

G_BEGIN_DECLS

typedef struct _Summary Summary;

/** @config: (nullable): its lines and zones have a row even when nothing happens there. */
Summary *summary_new (const AisleConfig *config);
void summary_free (Summary *summary);
/** Events of a run, in any order. */
void summary_add (Summary *summary, const AisleEvent *event);
/** The table; nothing where there is neither a line nor a zone. */
void summary_print (const Summary *summary, FILE *file);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Summary, summary_free)

G_END_DECLS
