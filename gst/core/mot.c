/* SPDX-License-Identifier: MIT */
/**
 * @file mot.c
 * MOTChallenge text, in and out.
 */
#include "gst/core/mot.h"

#include <math.h>
#include <string.h>

G_DEFINE_QUARK (aisle-mot-error-quark, aisle_mot_error)

enum { FRAME, ID, X, Y, W, H, CONFIDENCE, N_FIELDS, N_REQUIRED = CONFIDENCE };

/* Frames beyond this are a damaged file, not a film (a year at 60 fps is 1.9e9). */
static const double max_frame = 4e9;

/* Reads up to N_FIELDS numbers; returns how many, or -1 at text that is no number. */
static int
read_fields (const char *line, double fields[N_FIELDS])
{
  int n = 0;

  for (const char *at = line + strspn (line, " \t\r"); *at && n < N_FIELDS; n++) {
    char *end;

    fields[n] = g_ascii_strtod (at, &end);
    if (end == at || !isfinite (fields[n]))
      return -1;
    at = end + strspn (end, " \t\r");
    if (*at == ',')
      at += 1 + strspn (at + 1, " \t\r");
    else if (at == end && *at)
      return -1;
  }
  return n;
}

static const char *
row_from_line (const char *line, AisleMotRow *row)
{
  double f[N_FIELDS] = { 0 };
  int n = read_fields (line, f);

  if (n < 0)
    return "a field is not a number";
  if (n < N_REQUIRED)
    return "at least frame,id,x,y,w,h are needed";
  if (!(f[FRAME] >= 1 && f[FRAME] <= max_frame && f[FRAME] == floor (f[FRAME])))
    return "frames are whole numbers from 1";
  if (!(fabs (f[ID]) <= 9e15 && f[ID] == floor (f[ID])))
    return "ids are whole numbers";
  if (!(fabs (f[X]) < 1e9 && fabs (f[Y]) < 1e9 && f[W] >= 0 && f[H] >= 0 && f[W] < 1e9
        && f[H] < 1e9))
    return "the box is beyond any frame";
  row->frame = (guint) f[FRAME];
  row->id = (gint64) f[ID];
  row->box.x = (float) f[X];
  row->box.y = (float) f[Y];
  row->box.w = (float) f[W];
  row->box.h = (float) f[H];
  row->box.confidence = n > CONFIDENCE ? (float) f[CONFIDENCE] : 1.f;
  row->box.label = 0;
  return NULL;
}

static gint
by_frame (gconstpointer a, gconstpointer b)
{
  guint fa = ((const AisleMotRow *) a)->frame, fb = ((const AisleMotRow *) b)->frame;

  return (fa > fb) - (fa < fb);
}

GArray *
aisle_mot_parse (const char *text, gssize length, const char *name, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (AisleMotRow));
  g_autoptr (GString) line = g_string_new (NULL);
  const char *end = text + (length < 0 ? (gssize) strlen (text) : length);
  guint number = 1;

  for (const char *at = text; at < end; number++) {
    const char *newline = memchr (at, '\n', end - at);
    const char *stop = newline ? newline : end;
    const char *problem;
    AisleMotRow row;

    g_string_truncate (line, 0);
    g_string_append_len (line, at, stop - at);
    g_strstrip (line->str);
    at = stop + 1;
    if (!*line->str || *line->str == '#')
      continue;
    problem = row_from_line (line->str, &row);
    if (problem) {
      g_set_error (error, AISLE_MOT_ERROR, AISLE_MOT_ERROR_LINE, "%s, line %u: %s", name, number,
                   problem);
      return NULL;
    }
    g_array_append_val (rows, row);
  }
  g_array_sort (rows, by_frame); /* stable */
  return g_steal_pointer (&rows);
}

GArray *
aisle_mot_load (const char *path, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, &problem)) {
    g_set_error (error, AISLE_MOT_ERROR, AISLE_MOT_ERROR_FILE, "%s", problem->message);
    return NULL;
  }
  return aisle_mot_parse (text, (gssize) length, path, error);
}

void
aisle_mot_append (GString *text, const AisleMotRow *row)
{
  const AisleBox *box = &row->box;
  const double fields[] = { box->x, box->y, box->w, box->h };
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (text, "%u,%" G_GINT64_FORMAT, row->frame, row->id);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_string_append_printf (text, ",%s",
                            g_ascii_formatd (number, sizeof number, "%.2f", fields[i]));
  g_string_append_printf (text, ",%s,-1,-1,-1\n",
                          g_ascii_formatd (number, sizeof number, "%.3f", box->confidence));
}
