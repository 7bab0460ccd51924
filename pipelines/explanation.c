/* SPDX-License-Identifier: MIT */
/** @file explanation.c Finds an event in stored vectors, and the way of its person. */
#include "pipelines/explanation.h"

#include "pipelines/vector-replay.h"

#include <gio/gio.h>
#include <string.h>

/* First an event and the numbers of its person are looked for, then the steps. */
typedef struct {
  const AisleConfig *config;
  const char *id;
  AisleEvent *event;
  GHashTable *joined;  /* own number of a track → number of its person */
  Explanation *result; /* second pass */
  int line, zone;      /* index in the config, or -1 */
} Search;

/* ---- the event ---------------------------------------------------------------------------- */

static void
match_event (const AisleEvent *event, gpointer data)
{
  Search *search = data;
  g_autofree char *id = g_strdup_printf ("%016" G_GINT64_MODIFIER "x", event->id);
  if (!search->event && g_str_equal (id, search->id))
    search->event = aisle_event_copy (event);
}

static gboolean
note_joined (const AisleVectors *frame, const AisleFootfall *footfall, gpointer data)
{
  Search *search = data;
  for (guint i = 0; i < frame->vectors->len; i++) {
    guint64 own = g_array_index (frame->vectors, AisleVector, i).track;
    AisleFootfallState state;
    if (aisle_footfall_get_track (footfall, own, &state) && state.track != own)
      g_hash_table_insert (search->joined, g_memdup2 (&own, sizeof own),
                           g_memdup2 (&state.track, sizeof state.track));
  }
  return search->event == NULL;
}

static gboolean
find_event (Search *search, const char *vectors, GError **error)
{
  const VectorListener listener = { note_joined, match_event, search };
  if (!vector_replay_run (vectors, search->config, &listener, error))
    return FALSE;
  if (search->event)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
               "counting '%s' with this config gives no event %s: use the config and the vectors "
               "of the run that told it",
               vectors, search->id);
  return FALSE;
}

/* ---- the way ------------------------------------------------------------------------------ */

static gboolean
is_of_person (const Search *search, guint64 own)
{
  const guint64 *person = g_hash_table_lookup (search->joined, &own);
  return own == search->event->track || (person && *person == search->event->track);
}

static void
add_step (Search *search, const AisleVectors *frame, const AisleFootfall *footfall,
          const AisleVector *vector)
{
  AisleFootfallState state;
  if (!aisle_footfall_get_track (footfall, vector->track, &state))
    return;
  ExplanationStep step = { .pts = frame->pts / 1e9,
                           .place = { state.x, state.y },
                           .confidence = vector->coasting ? 0 : vector->box.confidence,
                           .track = vector->track };
  if (search->line >= 0)
    step.side =
        aisle_footfall_get_side (footfall, vector->track, (guint) search->line, &step.distance);
  if (search->zone >= 0) {
    const AisleZoneConfig *zone = &search->config->zones[search->zone];
    g_autofree AislePoint *closed = g_new (AislePoint, zone->n_points + 1);
    memcpy (closed, zone->points, zone->n_points * sizeof *closed);
    closed[zone->n_points] = zone->points[0];
    step.inside = aisle_polygon_contains (closed, zone->n_points + 1, step.place);
  }
  g_array_append_val (search->result->steps, step);
}

static gboolean
note_steps (const AisleVectors *frame, const AisleFootfall *footfall, gpointer data)
{
  Search *search = data;
  const AisleEvent *event = search->event;
  double begin = event->type == AISLE_EVENT_VISIT_ENDED ? event->enter_pts : event->pts;
  double pts = frame->pts / 1e9;
  search->result->frame_aspect =
      frame->width * frame->pixel_aspect / (double) MAX (frame->height, 1);
  if (pts > event->pts + EXPLANATION_MARGIN)
    return FALSE;
  for (guint i = 0; pts >= begin - EXPLANATION_MARGIN && i < frame->vectors->len; i++) {
    const AisleVector *vector = &g_array_index (frame->vectors, AisleVector, i);
    if (is_of_person (search, vector->track))
      add_step (search, frame, footfall, vector);
  }
  return TRUE;
}

static void
find_shapes (Search *search)
{
  const AisleEvent *event = search->event;
  for (guint i = 0; event->type == AISLE_EVENT_LINE_CROSSED && i < search->config->n_lines; i++)
    if (g_strcmp0 (search->config->lines[i].name, event->name) == 0)
      search->line = (int) i;
  for (guint i = 0; event->type == AISLE_EVENT_VISIT_ENDED && i < search->config->n_zones; i++)
    if (g_strcmp0 (search->config->zones[i].name, event->name) == 0)
      search->zone = (int) i;
}

/* ---- both --------------------------------------------------------------------------------- */

Explanation *
explanation_find (const char *vectors, const AisleConfig *config, const char *id, GError **error)
{
  g_autoptr (GHashTable) joined =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (AisleEvent) event = NULL;
  Search search = { .config = config, .id = id, .joined = joined, .line = -1, .zone = -1 };
  gboolean found = find_event (&search, vectors, error);
  event = search.event;
  if (!found)
    return NULL;
  find_shapes (&search);
  g_autoptr (Explanation) result = g_new0 (Explanation, 1);
  result->event = g_steal_pointer (&event);
  result->line = search.line >= 0 ? &config->lines[search.line] : NULL;
  result->zone = search.zone >= 0 ? &config->zones[search.zone] : NULL;
  result->steps = g_array_new (FALSE, FALSE, sizeof (ExplanationStep));
  search.result = result;
  const VectorListener listener = { note_steps, NULL, &search };
  if (!vector_replay_run (vectors, config, &listener, error))
    return NULL;
  return g_steal_pointer (&result);
}

void
explanation_free (Explanation *explanation)
{
  if (!explanation)
    return;
  aisle_event_free (explanation->event);
  g_clear_pointer (&explanation->steps, g_array_unref);
  g_free (explanation);
}
