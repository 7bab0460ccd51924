/* SPDX-License-Identifier: MIT */
/** @file floor-record.c — see floor-record.h */
#include "pipelines/floor-record.h"

#include "gst/core/json-text.h"
#include "pipelines/floor-picture.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>

/* Metres: the width of an aisle has six of them. */
#define CELL 0.25

struct _FloorRecord {
  char *heatmap, *flow, *paths;
  FILE *numbers; /* of the paths */
  int failure;   /* errno of the first write that failed */
  AisleFloorMap *map;
  AisleTrails *trails;
  GQueue drawn; /* FloorPath, the oldest first */
  gsize n_places;
  gboolean known;
};

static void
free_path (gpointer data)
{
  FloorPath *path = data;

  g_free ((gpointer) path->points);
  g_free (path);
}

/* --- paths ------------------------------------------------------------------- */

static void
write_numbers (FloorRecord *record, guint64 track, const AisleTrailPoint *points, guint n)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_printf (text, "{\"track\":%" G_GUINT64_FORMAT ",\"points\":[", track);
  for (guint i = 0; i < n; i++) {
    const double values[] = { points[i].pts, points[i].place.x, points[i].place.y };
    for (guint k = 0; k < 3; k++) {
      g_string_append (text, k ? "," : i ? ",[" : "[");
      aisle_json_append_number (text, values[k], 3);
    }
    g_string_append_c (text, ']');
  }
  g_string_append (text, "]}\n");
  if (fwrite (text->str, 1, text->len, record->numbers) != text->len && record->failure == 0)
    record->failure = errno;
}

static void
keep_to_draw (FloorRecord *record, guint64 track, const AisleTrailPoint *points, guint n)
{
  const FloorPath path = { track, n, g_memdup2 (points, n * sizeof *points) };

  g_queue_push_tail (&record->drawn, g_memdup2 (&path, sizeof path));
  record->n_places += n;
  while (record->n_places > FLOOR_RECORD_MOST) {
    FloorPath *oldest = g_queue_pop_head (&record->drawn);
    record->n_places -= oldest->n;
    free_path (oldest);
  }
}

static void
on_trail (guint64 track, const AisleTrailPoint *points, guint n, gpointer data)
{
  FloorRecord *record = data;

  if (record->numbers)
    write_numbers (record, track, points, n);
  else if (record->paths)
    keep_to_draw (record, track, points, n);
}

/* --- life -------------------------------------------------------------------- */

FloorRecord *
floor_record_new (const FloorFiles *files, GError **error)
{
  g_autoptr (FloorRecord) record = g_new0 (FloorRecord, 1);

  record->heatmap = g_strdup (files->heatmap);
  record->flow = g_strdup (files->flow);
  record->paths = g_strdup (files->paths);
  record->map = aisle_floor_map_new (CELL);
  record->trails = aisle_trails_new (record->map, on_trail, record);
  g_queue_init (&record->drawn);
  if (record->paths && g_str_has_suffix (record->paths, ".jsonl")
      && !(record->numbers = g_fopen (record->paths, "w"))) {
    int number = errno;
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (number), "cannot write '%s': %s",
                 record->paths, g_strerror (number));
    return NULL;
  }
  return g_steal_pointer (&record);
}

void
floor_record_free (FloorRecord *record)
{
  if (!record)
    return;
  g_clear_pointer (&record->numbers, fclose);
  g_queue_clear_full (&record->drawn, free_path);
  aisle_trails_free (record->trails);
  aisle_floor_map_free (record->map);
  g_free (record->heatmap);
  g_free (record->flow);
  g_free (record->paths);
  g_free (record);
}

void
floor_record_update (FloorRecord *record, gint64 pts, const AisleScenePerson *people,
                     guint n_people)
{
  for (guint i = 0; i < n_people; i++) {
    const AisleScenePerson *person = &people[i];
    if (!person->on_floor || person->coasting)
      continue;
    record->known = TRUE;
    aisle_trails_add (record->trails, person->number, pts / 1e9, person->floor);
  }
  aisle_trails_end (record->trails, pts / 1e9);
}

/* --- end --------------------------------------------------------------------- */

typedef gboolean (*DrawMap) (const char *path, const AisleGroundConfig *ground,
                             const AisleFloorMap *map, GError **error);

static gboolean
write_map (const FloorRecord *record, const char *path, const AisleGroundConfig *ground,
           DrawMap draw, char *(*as_csv) (const AisleFloorMap *map), GError **error)
{
  g_autofree char *csv = NULL;

  if (!path)
    return TRUE;
  if (!g_str_has_suffix (path, ".csv"))
    return draw (path, ground, record->map, error);
  csv = as_csv (record->map);
  return g_file_set_contents (path, csv, -1, error);
}

static gboolean
draw_paths (const FloorRecord *record, const AisleGroundConfig *ground, GError **error)
{
  g_autofree FloorPath *paths = g_new (FloorPath, record->drawn.length);
  guint n = 0;

  for (const GList *at = record->drawn.head; at; at = at->next)
    paths[n++] = *(const FloorPath *) at->data;
  return floor_picture_paths (record->paths, ground, paths, n, error);
}

static gboolean
finish_paths (FloorRecord *record, const AisleGroundConfig *ground, GError **error)
{
  FILE *numbers = g_steal_pointer (&record->numbers);

  if (!record->paths)
    return TRUE;
  if (!numbers)
    return draw_paths (record, ground, error);
  if (fclose (numbers) != 0 && record->failure == 0)
    record->failure = errno;
  if (record->failure == 0)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (record->failure),
               "'%s' could not be written whole: %s", record->paths, g_strerror (record->failure));
  return FALSE;
}

gboolean
floor_record_finish (FloorRecord *record, const AisleConfig *config, GError **error)
{
  const AisleGroundConfig none = { 0 }, *ground = config ? &config->ground : &none;

  aisle_trails_end (record->trails, G_MAXDOUBLE);
  if (!write_map (record, record->heatmap, ground, floor_picture_heat, aisle_floor_map_heat_csv,
                  error)
      || !write_map (record, record->flow, ground, floor_picture_flow, aisle_floor_map_flow_csv,
                     error)
      || !finish_paths (record, ground, error))
    return FALSE;
  if (record->known || !(record->heatmap || record->flow || record->paths))
    return TRUE;
  g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
                       "the floor maps are empty: the floor was not known while anybody was seen; "
                       "give points in the config's ground, or let more people be seen");
  return FALSE;
}
