/* SPDX-License-Identifier: MIT */
/** @file walk.c Hand-made trajectories. */
#include "tests/core/walk.h"

#include <stdlib.h>
#include <string.h>

#include <gst/check/gstcheck.h>

#include "gst/core/footfall-private.h"

#define BODY 100
#define LOST_TIME 1.0

WalkPoint
walk_at (const Walk *walk, double t)
{
  guint i = 0;
  while (i + 2 < walk->n && walk->points[i + 1].t <= t)
    i++;
  WalkPoint a = walk->points[i], b = walk->points[MIN (i + 1, walk->n - 1)];
  double share = b.t > a.t ? CLAMP ((t - a.t) / (b.t - a.t), 0, 1) : 0;
  return (WalkPoint) { t, a.x + share * (b.x - a.x), a.y + share * (b.y - a.y) };
}

gboolean
walk_track (const Walk *walk, double t, double fps, AisleTrack *track)
{
  double start = walk->points[0].t - 1e-9, end = walk->points[walk->n - 1].t + 1e-9;
  if (t < start || t > end + LOST_TIME + 1 / fps)
    return FALSE;
  WalkPoint at = walk_at (walk, t);
  memset (track, 0, sizeof *track);
  track->id = walk->track;
  track->confidence = 1;
  track->box = (AisleBox) { (float) (at.x * 1000 - 15), (float) (at.y * 1000 - BODY), 30, BODY };
  track->coasting =
      t > end || (walk->hidden_to > 0 && t >= walk->hidden_from && t < walk->hidden_to);
  track->ended = t > end + LOST_TIME;
  track->appearance = walk->look;
  track->stitched = walk->hidden_to > 0 && t >= walk->hidden_to;
  return TRUE;
}

AisleFootfall *
walk_counter (const char *config)
{
  static const char *const switches[] = { "hysteresis", "sweep", "interpolation" };
  g_autoptr (GError) error = NULL;
  g_autoptr (AisleConfig) parsed = aisle_config_parse (config, -1, "test.json", &error);
  g_assert_no_error (error);
  AisleFootfall *footfall = aisle_footfall_new (parsed, 1);
  aisle_footfall_set_frame_size (footfall, 1000, 1000, 1);
  const char *without = g_getenv ("AISLE_TEST_WITHOUT");
  for (guint i = 0; without && i < G_N_ELEMENTS (switches); i++)
    if (g_str_equal (without, switches[i]))
      aisle_footfall_disable (footfall, 1 << i);
  return footfall;
}

GPtrArray *
walk_all (AisleFootfall *footfall, const Walk *walks, guint n_walks, double fps, double seconds,
          gboolean finish)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) aisle_event_free);
  g_autofree AisleTrack *tracks = g_new (AisleTrack, n_walks);
  for (guint frame = 0; frame < seconds * fps; frame++) {
    guint n = 0;
    for (guint i = 0; i < n_walks; i++)
      n += walk_track (&walks[i], frame / fps, fps, &tracks[n]);
    gint64 pts = (gint64) (frame * 1e9 / fps + 0.5);
    g_ptr_array_extend_and_steal (all, aisle_footfall_update (footfall, pts, tracks, n, FALSE));
  }
  if (finish)
    g_ptr_array_extend_and_steal (all, aisle_footfall_finish (footfall, (gint64) (seconds * 1e9)));
  return all;
}

static void
tell_event (GString *text, const AisleEvent *e)
{
  static const char *const outcomes[] = { "served", "abandoned", "lost" };
  switch (e->type) {
  case AISLE_EVENT_LINE_CROSSED:
    g_string_append_printf (text, "%s %.2f", aisle_direction_name (e->direction), e->pts);
    break;
  case AISLE_EVENT_QUEUE_LEFT:
    g_string_append_printf (text, "%.2f-%.2f %s", e->enter_pts, e->leave_pts, outcomes[e->outcome]);
    break;
  case AISLE_EVENT_QUEUE_ALERT:
    g_string_append_printf (text, "%s %.2f", e->raised ? "raised" : "cleared", e->pts);
    break;
  default:
    g_string_append_printf (text, "%.2f-%.2f %s", e->enter_pts, e->leave_pts,
                            aisle_visit_reason_name (e->reason));
  }
  g_string_append_printf (text, "%s%s%s", e->stitched ? "+" : "", e->staff ? "*" : "",
                          e->reentry ? "~" : "");
}

char *
walk_story (GPtrArray *events)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < events->len; i++) {
    const AisleEvent *e = events->pdata[i];
    if (e->type == AISLE_EVENT_COUNTS)
      continue;
    g_string_append_printf (text, "%s%s ", text->len ? "; " : "", e->name);
    tell_event (text, e);
  }
  return g_strdup (text->str);
}

void
walk_expect (const char *config, const Walk *walks, guint n_walks, double fps, double seconds,
             const char *story)
{
  g_autoptr (AisleFootfall) footfall = walk_counter (config);
  g_autoptr (GPtrArray) events = walk_all (footfall, walks, n_walks, fps, seconds, TRUE);
  g_autofree char *told = walk_story (events);
  ck_assert_str_eq (told, story);
}
