/* SPDX-License-Identifier: MIT */
/**
 * @file floor-record.h
 * What happens on the floor during an analysis: heat, flow and paths in metres, as pictures and as
 * numbers. Memory is bounded: of the paths to draw the oldest are dropped, files of numbers have
 * all.
 */
#pragma once

#include "gst/core/config-file.h"
#include "gst/overlay-drawing.h"

G_BEGIN_DECLS

/** Paths of files; NULL for what is not wanted. */
typedef struct {
  const char *heatmap; /**< .csv: numbers; else PNG, or SVG */
  const char *flow;    /**< as heatmap */
  const char *paths;   /**< .jsonl: numbers; else SVG, or PNG */
} FloorFiles;

/** Places of the paths to draw that are kept. */
#define FLOOR_RECORD_MOST (256 * 1024)

typedef struct _FloorRecord FloorRecord;

/** Returns: NULL with one sentence when a file of paths cannot be written. */
FloorRecord *floor_record_new (const FloorFiles *files, GError **error);
void floor_record_free (FloorRecord *record);

/** A frame at @pts ns, which does not fall. */
void floor_record_update (FloorRecord *record, gint64 pts, const AisleScenePerson *people,
                          guint n_people);
/**
 * Write what is left. @config: (nullable): its ground has the plan. Returns: FALSE with one
 * sentence when a file could not be written whole, or the floor was not known at any time.
 */
gboolean floor_record_finish (FloorRecord *record, const AisleConfig *config, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloorRecord, floor_record_free)

G_END_DECLS
