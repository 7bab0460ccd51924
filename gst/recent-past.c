/* SPDX-License-Identifier: MIT */
/** @file recent-past.c — see recent-past.h */
#include "gst/recent-past.h"

#include <math.h>

/* Between two places that are kept; the oldest of them then is as old as a trail is long. */
#define SPACING (AISLE_TRAIL_SECONDS / (AISLE_TRAIL_PLACES - 2))
/* A place that many pictures away from this one is none. */
#define FAR 10

AisleRecentPast *
aisle_recent_past_new (void)
{
  AisleRecentPast *past = g_new0 (AisleRecentPast, 1);

  past->trails = g_array_new (FALSE, FALSE, sizeof (AisleTrail));
  past->flashes = g_array_new (FALSE, FALSE, sizeof (AisleFlash));
  return past;
}

void
aisle_recent_past_free (AisleRecentPast *past)
{
  if (!past)
    return;
  g_array_unref (past->trails);
  g_array_unref (past->flashes);
  g_free (past);
}

void
aisle_recent_past_clear (AisleRecentPast *past)
{
  past->pts = 0;
  g_array_set_size (past->trails, 0);
  g_array_set_size (past->flashes, 0);
}

gboolean
aisle_recent_past_is_empty (const AisleRecentPast *past)
{
  return past->trails->len == 0 && past->flashes->len == 0;
}

static void
drop_oldest (AisleTrail *trail, guint n)
{
  trail->n_places -= n;
  memmove (trail->places, trail->places + n, trail->n_places * sizeof *trail->places);
}

static void
shorten (AisleTrail *trail, double pts)
{
  guint n_old = 0;

  while (n_old < trail->n_places && trail->places[n_old].pts < pts - AISLE_TRAIL_SECONDS)
    n_old++;
  drop_oldest (trail, n_old);
}

void
aisle_recent_past_begin (AisleRecentPast *past, double pts)
{
  if (pts < past->pts)
    aisle_recent_past_clear (past);
  past->pts = pts;
  for (guint i = past->trails->len; i-- > 0;) {
    AisleTrail *trail = &g_array_index (past->trails, AisleTrail, i);
    shorten (trail, pts);
    if (trail->n_places == 0)
      g_array_remove_index (past->trails, i);
  }
  for (guint i = past->flashes->len; i-- > 0;) {
    AisleFlash *flash = &g_array_index (past->flashes, AisleFlash, i);
    if (flash->told < 0)
      flash->told = pts;
    if (pts - flash->told >= AISLE_FLASH_SECONDS)
      g_array_remove_index (past->flashes, i);
  }
}

/* ---- people ------------------------------------------------------------------------------- */

static AisleTrail *
find_trail (const AisleRecentPast *past, guint64 track)
{
  for (guint i = 0; i < past->trails->len; i++)
    if (g_array_index (past->trails, AisleTrail, i).track == track)
      return &g_array_index (past->trails, AisleTrail, i);
  return NULL;
}

void
aisle_recent_past_see (AisleRecentPast *past, guint64 track, AislePoint at, guint64 sides_in,
                       guint64 sides_out)
{
  const AisleTrailPlace place = { past->pts, at, sides_in, sides_out };
  const AisleTrail fresh = { .track = track };
  AisleTrail *trail = find_trail (past, track);
  guint n;

  if (!(fabs (at.x) <= FAR && fabs (at.y) <= FAR)
      || (!trail && past->trails->len == AISLE_RECENT_TRAILS))
    return;
  if (!trail) {
    g_array_append_val (past->trails, fresh);
    trail = find_trail (past, track);
  }
  n = trail->n_places;
  if (n >= 2 && trail->places[n - 1].pts - trail->places[n - 2].pts < SPACING)
    trail->n_places--; /* the newest moves on until it is far enough to stay */
  else if (n == AISLE_TRAIL_PLACES)
    drop_oldest (trail, 1);
  trail->places[trail->n_places++] = place;
}

/* ---- events ------------------------------------------------------------------------------- */

/* Returns: FALSE when the trail does not go back so far. */
static gboolean
find_place (const AisleTrail *trail, double pts, AislePoint *at)
{
  guint i = 1;

  if (!trail || trail->n_places == 0 || trail->places[0].pts > pts)
    return FALSE;
  while (i < trail->n_places && trail->places[i].pts < pts)
    i++;
  *at = trail->places[i - 1].at;
  if (i < trail->n_places) {
    const AisleTrailPlace *from = &trail->places[i - 1], *to = &trail->places[i];
    *at = aisle_point_between (from->at, to->at, (pts - from->pts) / (to->pts - from->pts));
  }
  return TRUE;
}

/* Cut where it is too long, but not within a character. */
static void
set_name (AisleFlash *flash, const char *name)
{
  const char *end;

  g_strlcpy (flash->name, name ? name : "", sizeof flash->name);
  if (!g_utf8_validate (flash->name, -1, &end))
    flash->name[end - flash->name] = '\0';
}

void
aisle_recent_past_tell (AisleRecentPast *past, const AisleEvent *event)
{
  AisleFlash flash = { .type = event->type,
                       .direction = event->direction,
                       .confidence = event->confidence,
                       .told = -1 };
  double pts = event->type == AISLE_EVENT_LINE_CROSSED ? event->pts : event->leave_pts;

  if (event->type != AISLE_EVENT_LINE_CROSSED && event->type != AISLE_EVENT_VISIT_ENDED
      && event->type != AISLE_EVENT_QUEUE_LEFT)
    return;
  flash.seconds = event->type == AISLE_EVENT_QUEUE_LEFT ? event->wait : event->dwell;
  flash.placed = find_place (find_trail (past, event->track), pts, &flash.at);
  set_name (&flash, event->name);
  if (past->flashes->len == AISLE_RECENT_FLASHES)
    g_array_remove_index (past->flashes, 0);
  g_array_append_val (past->flashes, flash);
}
