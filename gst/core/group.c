/* SPDX-License-Identifier: MIT */
/** @file group.c Who walks with whom, and crosses lines with them. */
#include "gst/core/group.h"

#include <math.h>

#include "gst/core/motion.h"

/* Body heights per second; a stroll is twice as fast, a step forward in a queue is over soon. */
#define LEAST_SPEED 0.3
/* Of the faster one: velocities of companions differ by less. */
#define LIKE 0.4
/* Companions walk side by side: who is behind counts as farther away. */
#define BEHIND 1.5
/* Seconds: so much walking apart undoes any time together. */
#define MOST_TIME 5.0
/* Seconds out of sight after which somebody is forgotten. */
#define FORGET (2 * AISLE_GROUP_WINDOW)

typedef struct {
  guint64 person, leader; /* leader: the least of the group */
  double height, slack;
  AisleMotion motion;
} Member;

typedef struct {
  guint64 a, b; /* a < b */
  double pts, together;
  gboolean joined;
} Link;

typedef struct {
  AisleGroupCount count;
  guint64 person, leader;
  double pts;
  gboolean settled;
} Passage;

struct _AisleGroups {
  double distance;
  double pts; /* of the last frame */
  GArray *members, *links, *passages;
};

#define MEMBER(groups, i) (&g_array_index ((groups)->members, Member, i))
#define LINK(groups, i) (&g_array_index ((groups)->links, Link, i))
#define PASSAGE(groups, i) (&g_array_index ((groups)->passages, Passage, i))

AisleGroups *
aisle_groups_new (double distance)
{
  AisleGroups *groups = g_new0 (AisleGroups, 1);
  groups->distance = distance;
  groups->members = g_array_new (FALSE, FALSE, sizeof (Member));
  groups->links = g_array_new (FALSE, FALSE, sizeof (Link));
  groups->passages = g_array_new (FALSE, FALSE, sizeof (Passage));
  return groups;
}

void
aisle_groups_free (AisleGroups *groups)
{
  if (!groups)
    return;
  g_array_unref (groups->members);
  g_array_unref (groups->links);
  g_array_unref (groups->passages);
  g_free (groups);
}

static Member *
find_member (const AisleGroups *groups, guint64 person)
{
  for (guint i = 0; i < groups->members->len; i++)
    if (MEMBER (groups, i)->person == person)
      return MEMBER (groups, i);
  return NULL;
}

static Link *
find_link (const AisleGroups *groups, guint64 a, guint64 b)
{
  for (guint i = 0; i < groups->links->len; i++)
    if (LINK (groups, i)->a == MIN (a, b) && LINK (groups, i)->b == MAX (a, b))
      return LINK (groups, i);
  return NULL;
}

/* --- two people -------------------------------------------------------------- */

typedef enum { APART, BOTH_STAND, TOGETHER } Manner;

/* Who walks with whom is within it, give or take how well they are seen. */
static double
reach (const AisleGroups *groups, const Member *a, const Member *b)
{
  return groups->distance * (a->height + b->height) / 2 + (a->slack + b->slack) / 2;
}

static gboolean
is_near (const AisleGroups *groups, const Member *a, const Member *b)
{
  double x = a->motion.place.x - b->motion.place.x, y = a->motion.place.y - b->motion.place.y;
  return hypot (x, y) <= reach (groups, a, b);
}

static Manner
manner_of (const AisleGroups *groups, const Member *a, const Member *b)
{
  const AisleMotion *m = &a->motion, *n = &b->motion;
  double height = (a->height + b->height) / 2;
  double faster = MAX (aisle_motion_speed (m), aisle_motion_speed (n)) / height;
  double slower = MIN (aisle_motion_speed (m), aisle_motion_speed (n)) / height;
  if (slower < 0 || !is_near (groups, a, b))
    return APART;
  if (faster < LEAST_SPEED)
    return BOTH_STAND;
  double differ = hypot (m->vx - n->vx, m->vy - n->vy) / height;
  double slack = (a->slack + b->slack) / 2 / height / AISLE_MOTION_TIME;
  if (slower < LEAST_SPEED || differ > LIKE * faster + slack)
    return APART;
  double x = m->place.x - n->place.x, y = m->place.y - n->place.y;
  double vx = m->vx + n->vx, vy = m->vy + n->vy, v = hypot (vx, vy);
  double along = (x * vx + y * vy) / v, across = (x * vy - y * vx) / v;
  return hypot (across, BEHIND * along) <= reach (groups, a, b) ? TOGETHER : APART;
}

static void
follow_link (const AisleGroups *groups, Link *link, double pts)
{
  const Member *a = find_member (groups, link->a), *b = find_member (groups, link->b);
  if (!a || !b || a->motion.pts != pts || b->motion.pts != pts)
    return;
  Manner manner = manner_of (groups, a, b);
  double seconds = MIN (pts - link->pts, 1);
  if (manner != BOTH_STAND)
    link->together += manner == TOGETHER ? seconds : -seconds;
  link->together = CLAMP (link->together, 0, MOST_TIME);
  link->pts = pts;
  link->joined = link->together >= (link->joined ? 1e-9 : AISLE_GROUP_TIME);
}

static void
meet_neighbours (AisleGroups *groups, double pts)
{
  for (guint i = 0; i < groups->members->len; i++)
    for (guint j = i + 1; j < groups->members->len; j++) {
      const Member *a = MEMBER (groups, i), *b = MEMBER (groups, j);
      if (a->motion.pts != pts || b->motion.pts != pts || !is_near (groups, a, b)
          || find_link (groups, a->person, b->person))
        continue;
      const Link link = { MIN (a->person, b->person), MAX (a->person, b->person), pts, 0, FALSE };
      g_array_append_val (groups->links, link);
    }
}

/* --- groups ------------------------------------------------------------------ */

/* Connected components; each is named by its least member. */
static void
name_groups (AisleGroups *groups)
{
  for (guint i = 0; i < groups->members->len; i++)
    MEMBER (groups, i)->leader = MEMBER (groups, i)->person;
  for (gboolean changed = TRUE; changed;) {
    changed = FALSE;
    for (guint i = 0; i < groups->links->len; i++) {
      const Link *link = LINK (groups, i);
      Member *a = find_member (groups, link->a), *b = find_member (groups, link->b);
      if (!link->joined || a->leader == b->leader)
        continue;
      a->leader = b->leader = MIN (a->leader, b->leader);
      changed = TRUE;
    }
  }
}

static void
forget (AisleGroups *groups, double pts)
{
  for (guint i = groups->members->len; i-- > 0;)
    if (pts - MEMBER (groups, i)->motion.pts > FORGET)
      g_array_remove_index_fast (groups->members, i);
  for (guint i = groups->links->len; i-- > 0;) {
    const Link *link = LINK (groups, i);
    const Member *a = find_member (groups, link->a), *b = find_member (groups, link->b);
    if (!a || !b || (link->together <= 0 && !is_near (groups, a, b)))
      g_array_remove_index_fast (groups->links, i);
  }
}

void
aisle_groups_update (AisleGroups *groups, double pts, const AisleWalker *walkers, guint n)
{
  groups->pts = pts;
  for (guint i = 0; i < n; i++) {
    Member *member = find_member (groups, walkers[i].person);
    if (!member) {
      const Member new = { .person = walkers[i].person, .leader = walkers[i].person };
      g_array_append_val (groups->members, new);
      member = find_member (groups, walkers[i].person);
    }
    member->height = walkers[i].height;
    member->slack = walkers[i].slack;
    aisle_motion_follow (&member->motion, walkers[i].place, pts, 0);
  }
  meet_neighbours (groups, pts);
  for (guint i = 0; i < groups->links->len; i++)
    follow_link (groups, LINK (groups, i), pts);
  forget (groups, pts);
  name_groups (groups);
}

void
aisle_groups_rename (AisleGroups *groups, guint64 person, guint64 earlier)
{
  Member *member = find_member (groups, person), *old = find_member (groups, earlier);
  if (!member || person == earlier)
    return;
  member->person = earlier;
  if (old)
    g_array_remove_index_fast (groups->members, (guint) (old - MEMBER (groups, 0)));
  for (guint i = groups->links->len; i-- > 0;) {
    Link link = *LINK (groups, i);
    if (link.a != person && link.b != person)
      continue;
    guint64 other = link.a == person ? link.b : link.a;
    g_array_remove_index_fast (groups->links, i);
    link.a = MIN (other, earlier);
    link.b = MAX (other, earlier);
    if (other != earlier && !find_link (groups, other, earlier))
      g_array_append_val (groups->links, link);
  }
  for (guint i = 0; i < groups->passages->len; i++)
    if (PASSAGE (groups, i)->person == person)
      PASSAGE (groups, i)->person = earlier;
  name_groups (groups);
}

guint64
aisle_groups_find (const AisleGroups *groups, guint64 person)
{
  const Member *member = find_member (groups, person);
  if (!member)
    return 0;
  for (guint i = 0; i < groups->members->len; i++) {
    const Member *other = MEMBER (groups, i);
    if (other != member && other->leader == member->leader)
      return member->leader;
  }
  return 0;
}

/* --- lines ------------------------------------------------------------------- */

void
aisle_groups_cross (AisleGroups *groups, guint line, AisleDirection direction, guint64 person,
                    double pts)
{
  const Passage passage = { { line, direction }, person, 0, pts, FALSE };
  g_array_append_val (groups->passages, passage);
}

static gboolean
is_companion (const Passage *passage, const Passage *earlier)
{
  return passage->leader != 0 && earlier->leader == passage->leader
         && earlier->person != passage->person && earlier->count.line == passage->count.line
         && earlier->count.direction == passage->count.direction
         && fabs (passage->pts - earlier->pts) <= AISLE_GROUP_WINDOW;
}

/* Whoever of the group went first counts for all. */
static gboolean
is_first (const AisleGroups *groups, guint passage)
{
  for (guint i = 0; i < groups->passages->len; i++) {
    const Passage *other = PASSAGE (groups, i), *this = PASSAGE (groups, passage);
    gboolean before = other->pts < this->pts || (other->pts == this->pts && i < passage);
    if (before && is_companion (this, other))
      return FALSE;
  }
  return TRUE;
}

static void
recognise_passages (AisleGroups *groups)
{
  for (guint i = groups->passages->len; i-- > 0;) {
    Passage *passage = PASSAGE (groups, i);
    guint64 leader = aisle_groups_find (groups, passage->person);
    passage->leader = leader ? leader : passage->leader;
    if (passage->settled && groups->pts - passage->pts > 2 * AISLE_GROUP_WINDOW)
      g_array_remove_index (groups->passages, i);
  }
}

gboolean
aisle_groups_take (AisleGroups *groups, double pts, AisleGroupCount *count)
{
  recognise_passages (groups);
  for (guint i = 0; i < groups->passages->len; i++) {
    Passage *passage = PASSAGE (groups, i);
    if (passage->settled || pts - passage->pts < AISLE_GROUP_WINDOW)
      continue;
    passage->settled = TRUE;
    if (!is_first (groups, i))
      continue;
    *count = passage->count;
    return TRUE;
  }
  return FALSE;
}
