/* SPDX-License-Identifier: MIT */
/** @file reentry.c Who went out and comes back. */
#include "gst/core/reentry.h"

#include <string.h>

/* Logs of ratios of likelihoods: e times as likely as another person, and as anybody else. */
#define LEAST_EVIDENCE 1.0
#define LEAST_LEAD 1.0

static void
forget (AisleReentry *reentry, guint index)
{
  reentry->n--;
  memmove (&reentry->leavers[index], &reentry->leavers[index + 1],
           (reentry->n - index) * sizeof *reentry->leavers);
}

/* Also who left later than now: time has stepped back. */
static void
forget_old (AisleReentry *reentry, double pts, double window)
{
  for (guint i = reentry->n; i-- > 0;)
    if (pts - reentry->leavers[i].pts > window || reentry->leavers[i].pts > pts)
      forget (reentry, i);
}

void
aisle_reentry_leave (AisleReentry *reentry, double pts, guint64 person, const AisleAppearance *look)
{
  for (guint i = reentry->n; i-- > 0;)
    if (reentry->leavers[i].person == person)
      forget (reentry, i);
  if (reentry->n == AISLE_REENTRY_MOST)
    forget (reentry, 0);
  AisleLeaver *leaver = &reentry->leavers[reentry->n++];
  *leaver = (AisleLeaver) { .pts = pts, .person = person, .seen = look != NULL };
  if (look)
    leaver->look = *look;
}

static int
find_track (const AisleReentry *reentry, guint64 person)
{
  for (guint i = 0; i < reentry->n; i++)
    if (reentry->leavers[i].person == person)
      return (int) i;
  return -1;
}

static int
find_look (const AisleReentry *reentry, const AisleAppearance *look, AisleIsPresentFunc is_present,
           gpointer data)
{
  double best = -G_MAXDOUBLE, second = -G_MAXDOUBLE;
  int found = -1;
  for (guint i = 0; i < reentry->n; i++) {
    const AisleLeaver *leaver = &reentry->leavers[i];
    if (!leaver->seen || is_present (leaver->person, data))
      continue;
    double evidence = aisle_appearance_evidence (&leaver->look, look);
    if (evidence > best) {
      second = best;
      best = evidence;
      found = (int) i;
    } else
      second = MAX (second, evidence);
  }
  return best >= LEAST_EVIDENCE && best - second >= LEAST_LEAD ? found : -1;
}

gboolean
aisle_reentry_enter (AisleReentry *reentry, double pts, double window, guint64 person,
                     const AisleAppearance *look, AisleIsPresentFunc is_present, gpointer data)
{
  forget_old (reentry, pts, window);
  int found = find_track (reentry, person);
  if (found < 0 && look)
    found = find_look (reentry, look, is_present, data);
  if (found < 0)
    return FALSE;
  forget (reentry, (guint) found);
  return TRUE;
}
