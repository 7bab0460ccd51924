/* SPDX-License-Identifier: MIT */
/**
 * @file mot.h
 * The MOTChallenge text format: `frame,id,x,y,w,h,confidence,-1,-1,-1` per line, frames from 1,
 * pixels, id -1 for a plain detection.
 */
#pragma once

#include "gst/core/box.h"

G_BEGIN_DECLS

#define AISLE_MOT_ERROR (aisle_mot_error_quark ())
GQuark aisle_mot_error_quark (void);
typedef enum {
  AISLE_MOT_ERROR_FILE, /**< cannot be read */
  AISLE_MOT_ERROR_LINE, /**< a line is not of the format; the sentence names file and line */
} AisleMotErrorCode;

typedef struct {
  guint frame; /**< from 1 */
  gint64 id;   /**< -1: none */
  AisleBox box;
} AisleMotRow;

/**
 * Read a file; fields are separated by commas or blanks, the confidence (then 1) and what follows
 * it may be missing; empty lines and lines that start with `#` are skipped. Rows come back by
 * rising frame, in the order of the file within a frame.
 * Returns: (transfer full): GArray of AisleMotRow, NULL with AISLE_MOT_ERROR.
 */
GArray *aisle_mot_load (const char *path, GError **error);
/** The same from memory; @name stands for the file in messages. */
GArray *aisle_mot_parse (const char *text, gssize length, const char *name, GError **error);
/** Append one line of the format, independent of the locale. */
void aisle_mot_append (GString *text, const AisleMotRow *row);

G_END_DECLS
