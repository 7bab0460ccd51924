/* SPDX-License-Identifier: MIT */
/**
 * @file recorder.h
 * Writes what the metadata of a running analysis says: detections and tracks as MOT text, the
 * heat map as picture or numbers, what happens on the floor.
 */
#pragma once

#include "gst/core/config-file.h"
#include "pipelines/floor-record.h"

#include <gst/gst.h>

G_BEGIN_DECLS

typedef struct _Recorder Recorder;

/** Paths; NULL for what is not wanted. */
typedef struct {
  const char *detections; /**< boxes as the detector gave them */
  const char *tracks;     /**< confirmed tracks, coasted boxes left out */
  const char *heatmap;    /**< .csv: numbers; else PNG */
  FloorFiles floor;
} RecorderFiles;

/** Opens the files. Returns: NULL with one sentence in @error. */
Recorder *recorder_new (const RecorderFiles *files, GError **error);
void recorder_free (Recorder *recorder);

/** Watch the frames that leave @detect and @footfall; the recorder must outlive their pads. */
void recorder_attach (Recorder *recorder, GstElement *detect, GstElement *footfall);
/**
 * Write what is left, after the last frame. @config: (nullable): lines and zones to draw on the
 * heat map. Returns: FALSE with one sentence when any file could not be written whole.
 */
gboolean recorder_finish (Recorder *recorder, const AisleConfig *config, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Recorder, recorder_free)

G_END_DECLS
