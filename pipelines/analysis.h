/* SPDX-License-Identifier: MIT */
/**
 * @file analysis.h
 * One run of the analysis from a file or camera to its end: source, chain, progress, Ctrl-C.
 */
#pragma once

#include "gst/core/event.h"
#include "pipelines/chain.h"

G_BEGIN_DECLS

typedef struct {
  ChainOptions chain;
  const char *location; /**< file or rtsp://… */
  const char *camera;   /**< name in events of the connection */
  double timeout;       /**< seconds to wait for the first frame */
  double limit;         /**< seconds of stream time to look at, 0: all */
  /** (nullable): the elements exist, in state NULL: probes can be set. */
  void (*built) (const Chain *chain, gpointer user_data);
  /** An event, on the main context. */
  void (*event) (const AisleEvent *event, gpointer user_data);
  gpointer user_data;
} AnalysisOptions;

typedef struct {
  guint frames;   /**< that came out of the analysis; 0 when it never started */
  double seconds; /**< from the first frame to the end, by the clock on the wall */
} AnalysisResult;

/**
 * Run to the end of the file, or until Ctrl-C for a camera. What goes wrong is said on stderr.
 * Returns: an exit status, CLI_OK or CLI_FAILED.
 */
int analysis_run (const AnalysisOptions *options, AnalysisResult *result);

G_END_DECLS
