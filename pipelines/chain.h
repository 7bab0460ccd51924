/* SPDX-License-Identifier: MIT */
/**
 * @file chain.h
 * The elements of an analysis in a row:
 *
 *     appsrc → aisledetect → aisletrack → aislefootfall → aislepublish → aisleoverlay → MP4
 *
 * Publishing and what follows it only where it is asked for; without them, fakesink.
 */
#pragma once

#include <gst/app/app.h>

G_BEGIN_DECLS

/** NULL or 0: the element's default. */
/** Of a number: the element's default. */
#define CHAIN_DEFAULT (-1)

typedef struct {
  gboolean live;
  gboolean why; /**< with annotate: it shows what the counting goes by */
  const char *config, *start, *events, *vectors, *state, *annotate;
  /**< paths, but start: RFC 3339 */
  const char *model, *device, *input_size, *regions;
  int cores, interval;
  double threshold; /**< CHAIN_DEFAULT: the element's */
  gint64 seed; /**< ≥ 0 */
} ChainOptions;

typedef struct {
  GstElement *pipeline; /**< owned; the others belong to it */
  GstElement *source, *detect, *footfall;
} Chain;

/** Returns: FALSE with one sentence when an element is missing. The pipeline's state is NULL. */
gboolean chain_build (Chain *chain, const ChainOptions *options, GError **error);

G_END_DECLS
