/* SPDX-License-Identifier: MIT */
/** @file summary.c — see summary.h */
#include "pipelines/summary.h"

typedef struct {
  char *name;
  guint in, out, visits;
  double dwell; /* sum, seconds */
} Row;

struct _Summary {
  GPtrArray *lines, *zones; /* of Row, in the order of the config, then of first mention */
};

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->name);
  g_free (row);
}

static Row *
find_row (GPtrArray *rows, const char *name)
{
  Row *row;

  for (guint i = 0; i < rows->len; i++) {
    row = rows->pdata[i];
    if (g_strcmp0 (row->name, name) == 0)
      return row;
  }
  row = g_new0 (Row, 1);
  row->name = g_strdup (name);
  g_ptr_array_add (rows, row);
  return row;
}

Summary *
summary_new (const AisleConfig *config)
{
  Summary *summary = g_new0 (Summary, 1);

  summary->lines = g_ptr_array_new_with_free_func (row_free);
  summary->zones = g_ptr_array_new_with_free_func (row_free);
  for (guint i = 0; config && i < config->n_lines; i++)
    find_row (summary->lines, config->lines[i].name);
  for (guint i = 0; config && i < config->n_zones; i++)
    find_row (summary->zones, config->zones[i].name);
  return summary;
}

void
summary_free (Summary *summary)
{
  if (!summary)
    return;
  g_ptr_array_unref (summary->lines);
  g_ptr_array_unref (summary->zones);
  g_free (summary);
}

void
summary_add (Summary *summary, const AisleEvent *event)
{
  Row *row;

  switch (event->type) {
  case AISLE_EVENT_LINE_CROSSED:
    row = find_row (summary->lines, event->name);
    row->in += event->direction == AISLE_DIRECTION_IN;
    row->out += event->direction == AISLE_DIRECTION_OUT;
    break;
  case AISLE_EVENT_VISIT_ENDED:
    row = find_row (summary->zones, event->name);
    row->visits++;
    row->dwell += event->dwell;
    break;
  default:
    break;
  }
}

/* Columns count characters, not bytes. */
static void
print_name (const char *name, FILE *file)
{
  fprintf (file, "  %s%*s", name, (int) MAX (0, 18 - g_utf8_strlen (name, -1)), "");
}

void
summary_print (const Summary *summary, FILE *file)
{
  if (summary->lines->len)
    fprintf (file, "line                      in     out\n");
  for (guint i = 0; i < summary->lines->len; i++) {
    const Row *row = summary->lines->pdata[i];
    print_name (row->name, file);
    fprintf (file, " %7u %7u\n", row->in, row->out);
  }
  if (summary->zones->len)
    fprintf (file, "zone                  visits  mean dwell\n");
  for (guint i = 0; i < summary->zones->len; i++) {
    const Row *row = summary->zones->pdata[i];
    print_name (row->name, file);
    fprintf (file, " %9u %9.1f s\n", row->visits, row->visits ? row->dwell / row->visits : 0.0);
  }
}
