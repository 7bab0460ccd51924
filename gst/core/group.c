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

/* Where in the sorted array an item is, or would be. */
static guint
place_of (const GArray *array, gconstpointer item, GCompareFunc compare)
{
  guint size = g_array_get_element_size ((GArray *) array), low = 0, high = array->len;
  while (low < high) {
    guint middle = (low + high) / 2;
    if (compare (array->data + middle * size, item) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static gint
compare_members (gconstpointer a, gconstpointer b)
{
  guint64 x = ((const Member *) a)->person, y = ((const Member *) b)->person;
  return (x > y) - (x < y);
}

static gint
compare_links (gconstpointer a, gconstpointer b)
{
  const Link *x = a, *y = b;
  return x->a != y->a ? (x->a > y->a) - (x->a < y->a) : (x->b > y->b) - (x->b < y->b);
}

static Member *
find_member (const AisleGroups *groups, guint64 person)
{
  const Member wanted = { .person = person };
  guint at = place_of (groups->members, &wanted, compare_members);
  gboolean found = at < groups->members->len && MEMBER (groups, at)->person == person;
  return found ? MEMBER (groups, at) : NULL;
}

static Member *
add_member (AisleGroups *groups, const Member *member)
{
  guint at = place_of (groups->members, member, compare_members);
  g_array_insert_vals (groups->members, at, member, 1);
  return MEMBER (groups, at);
}

/* Unless there is one. */
static void
add_link (AisleGroups *groups, const Link *link)
{
  guint at = place_of (groups->links, link, compare_links);
  if (at == groups->links->len || compare_links (LINK (groups, at), link) != 0)
    g_array_insert_vals (groups->links, at, link, 1);
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
      const Link link = { a->person, b->person, pts, 0, FALSE };
      if (a->motion.pts == pts && b->motion.pts == pts && is_near (groups, a, b))
        add_link (groups, &link);
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
      if (!link->joined)
        continue;
      Member *a = find_member (groups, link->a), *b = find_member (groups, link->b);
      if (a->leader == b->leader)
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
      g_array_remove_index (groups->members, i);
  for (guint i = groups->links->len; i-- > 0;) {
    const Link *link = LINK (groups, i);
    const Member *a = find_member (groups, link->a), *b = find_member (groups, link->b);
    if (!a || !b || (link->together <= 0 && !is_near (groups, a, b)))
      g_array_remove_index (groups->links, i);
  }
}

void
aisle_groups_update (AisleGroups *groups, double pts, const AisleWalker *walkers, guint n)
{
  groups->pts = pts;
  for (guint i = 0; i < n; i++) {
    const Member new = { .person = walkers[i].person, .leader = walkers[i].person };
    Member *member = find_member (groups, new.person);
    if (!member)
      member = add_member (groups, &new);
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

static void
remove_member (AisleGroups *groups, guint64 person)
{
  Member *member = find_member (groups, person);
  if (member)
    g_array_remove_index (groups->members, (guint) (member - MEMBER (groups, 0)));
}

static void
rename_links (AisleGroups *groups, guint64 person, guint64 earlier)
{
  g_autoptr (GArray) links = g_array_copy (groups->links);
  g_array_set_size (groups->links, 0);
  for (guint i = 0; i < links->len; i++) {
    Link link = g_array_index (links, Link, i);
    guint64 a = link.a == person ? earlier : link.a, b = link.b == person ? earlier : link.b;
    link.a = MIN (a, b);
    link.b = MAX (a, b);
    if (a != b)
      add_link (groups, &link);
  }
}

void
aisle_groups_rename (AisleGroups *groups, guint64 person, guint64 earlier)
{
  const Member *member = find_member (groups, person);
  if (!member || person == earlier)
    return;
  Member renamed = *member;
  renamed.person = earlier;
  remove_member (groups, person);
  remove_member (groups, earlier);
  add_member (groups, &renamed);
  rename_links (groups, person, earlier);
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
