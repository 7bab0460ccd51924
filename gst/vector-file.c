/* SPDX-License-Identifier: MIT */
/** @file vector-file.c — see vector-file.h */
#include "gst/vector-file.h"

#include <errno.h>
#include <stdio.h>

#include <glib/gstdio.h>

/** Seconds of stream time that a crash may cost. */
#define FLUSH_TIME 1

struct _GstAisleVectorFile {
  FILE *file;
  char *path;
  GArray *vectors;
  gint64 flushed; /**< stream time, ns */
};

static void
set_error (const GstAisleVectorFile *self, GError **error)
{
  const int number = errno;
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (number),
               "The vectors cannot be written to '%s': %s.", self->path, g_strerror (number));
}

GstAisleVectorFile *
gst_aisle_vector_file_new (const char *path, GError **error)
{
  GstAisleVectorFile *self = g_new0 (GstAisleVectorFile, 1);
  self->path = g_strdup (path);
  self->vectors = g_array_new (FALSE, FALSE, sizeof (AisleVector));
  self->file = g_fopen (path, "wb");
  if (self->file == NULL) {
    set_error (self, error);
    g_clear_pointer (&self, gst_aisle_vector_file_free);
  }
  return self;
}

void
gst_aisle_vector_file_free (GstAisleVectorFile *self)
{
  g_clear_pointer (&self->file, fclose);
  g_array_unref (self->vectors);
  g_free (self->path);
  g_free (self);
}

gboolean
gst_aisle_vector_file_write (GstAisleVectorFile *self, const AisleVectors *frame,
                             const GArray *tracks, const AisleFootfall *footfall, GError **error)
{
  AisleVectors whole = *frame;
  g_array_set_size (self->vectors, 0);
  for (guint i = 0; i < tracks->len; i++) {
    const AisleTrack *track = &g_array_index (tracks, AisleTrack, i);
    const AisleVector vector =
        aisle_vector_of_track (track, aisle_footfall_number (footfall, frame->pts, track->id));
    g_array_append_val (self->vectors, vector);
  }
  whole.vectors = self->vectors;
  g_autofree char *line = aisle_vectors_to_json (&whole);
  gboolean ok = fputs (line, self->file) >= 0 && fputc ('\n', self->file) >= 0;
  if (ok && ABS (frame->pts - self->flushed) >= FLUSH_TIME * G_GINT64_CONSTANT (1000000000)) {
    ok = fflush (self->file) == 0;
    self->flushed = frame->pts;
  }
  if (!ok)
    set_error (self, error);
  return ok;
}
