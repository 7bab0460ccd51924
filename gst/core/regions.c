/* SPDX-License-Identifier: MIT */
/** @file regions.c What is known of people near lines and zones decides where to look closer. */
#include "gst/core/regions.h"

#include <math.h>
#include <string.h>

#include "gst/core/body-heights.h"

/* Pixels of the input: how high a closer look makes people. */
#define WANTED (AISLE_SEEN_WELL * 4 / 3)
/* People of another size by so much are a reason for another plan. */
#define OTHER_SIZE 1.25
#define MEMORY (2 * G_GINT64_CONSTANT (1000000000))
#define PATROL (1 * G_GINT64_CONSTANT (1000000000))

/* What a config names: the bounding box of its points, in pixels, and who was seen there. */
typedef struct {
  double left, top, right, bottom;
  AisleBodyHeights heights;
  double planned; /* the body height that the plan is made for; 0: not known then */
} Spot;

typedef struct {
  gint64 seen, looked; /* G_MININT64: never */
} Watch;

struct _AisleRegions {
  AisleRegionsMode mode;
  AisleRegionFrame frame;
  GArray *spots;
  guint n_plan;
  AisleRegion plan[AISLE_REGIONS_MAX];
  Watch watches[AISLE_REGIONS_MAX];
  gint64 now;
};

/* ---- areas -------------------------------------------------------------------------------- */

static double
body_at (const AisleRegions *self, const Spot *spot)
{
  const double known = aisle_body_heights_low (&spot->heights);

  /* Until people have been seen: half as high as those who need no closer look. */
  return known > 0 ? known : AISLE_SEEN_WELL / 2 * aisle_region_whole_scale (&self->frame);
}

static AisleArea
area_of (const AisleRegions *self, const Spot *spot)
{
  const double width = self->frame.frame_width, height = self->frame.frame_height;
  const double body = body_at (self, spot);
  const gboolean fits = self->mode == AISLE_REGIONS_AUTO && spot->planned > 0;

  return (AisleArea){ CLAMP (spot->left - body, 0, width),   CLAMP (spot->top - body, 0, height),
                      CLAMP (spot->right + body, 0, width),  CLAMP (spot->bottom + body, 0, height),
                      body, fits ? MAX (1, body / WANTED) : 1 };
}

static gboolean
is_seen_well (const AisleRegions *self, const Spot *spot)
{
  return self->mode == AISLE_REGIONS_AUTO && spot->planned > 0
         && spot->planned >= AISLE_SEEN_WELL * aisle_region_whole_scale (&self->frame);
}

static void
make_plan (AisleRegions *self)
{
  g_autoptr (GArray) areas = g_array_new (FALSE, FALSE, sizeof (AisleArea));

  for (guint i = 0; i < self->spots->len; i++) {
    Spot *spot = &g_array_index (self->spots, Spot, i);
    spot->planned = aisle_body_heights_low (&spot->heights);
    const AisleArea area = area_of (self, spot);
    if (self->mode != AISLE_REGIONS_OFF && !is_seen_well (self, spot))
      g_array_append_val (areas, area);
  }
  self->n_plan =
      aisle_region_plan (&self->frame, (AisleArea *) areas->data, areas->len, self->plan);
  for (guint i = 0; i < AISLE_REGIONS_MAX; i++)
    self->watches[i] = (Watch){ G_MININT64, G_MININT64 };
}

static gboolean
has_other_people (const Spot *spot)
{
  const double now = aisle_body_heights_low (&spot->heights);

  return now > 0
         && (spot->planned == 0 || now > spot->planned * OTHER_SIZE
             || now * OTHER_SIZE < spot->planned);
}

/* ---- the config --------------------------------------------------------------------------- */

/* What was known of the same place in @before. */
static void
remember (Spot *spot, const GArray *before)
{
  for (guint i = 0; i < before->len; i++) {
    const Spot *old = &g_array_index (before, Spot, i);
    if (old->left == spot->left && old->top == spot->top && old->right == spot->right
        && old->bottom == spot->bottom)
      spot->heights = old->heights;
  }
}

static void
add_spot (AisleRegions *self, const GArray *before, const AislePoint *points, guint n)
{
  const double width = self->frame.frame_width, height = self->frame.frame_height;
  Spot spot = { .left = width, .top = height };

  for (guint i = 0; i < n; i++) {
    spot.left = MIN (spot.left, points[i].x * width);
    spot.right = MAX (spot.right, points[i].x * width);
    spot.top = MIN (spot.top, points[i].y * height);
    spot.bottom = MAX (spot.bottom, points[i].y * height);
  }
  remember (&spot, before);
  if (n > 0)
    g_array_append_val (self->spots, spot);
}

void
aisle_regions_set_config (AisleRegions *self, const AisleConfig *config)
{
  g_autoptr (GArray) before = self->spots;

  self->spots = g_array_new (FALSE, FALSE, sizeof (Spot));
  for (guint i = 0; config != NULL && i < config->n_lines; i++)
    add_spot (self, before, config->lines[i].points, config->lines[i].n_points);
  for (guint i = 0; config != NULL && i < config->n_zones; i++)
    add_spot (self, before, config->zones[i].points, config->zones[i].n_points);
  for (guint i = 0; config != NULL && i < config->n_queues; i++) {
    const AisleQueueConfig *queue = &config->queues[i];
    add_spot (self, before, queue->area.points, queue->area.n_points);
    add_spot (self, before, queue->service.points, queue->service.n_points);
  }
  make_plan (self);
}

AisleRegions *
aisle_regions_new (AisleRegionsMode mode, const AisleRegionFrame *frame, const AisleConfig *config)
{
  AisleRegions *self = g_new0 (AisleRegions, 1);

  self->mode = mode;
  self->frame = *frame;
  self->spots = g_array_new (FALSE, FALSE, sizeof (Spot));
  aisle_regions_set_config (self, config);
  return self;
}

void
aisle_regions_free (AisleRegions *self)
{
  if (self != NULL)
    g_array_unref (self->spots);
  g_free (self);
}

const AisleRegion *
aisle_regions_get_plan (const AisleRegions *self, guint *n)
{
  *n = self->n_plan;
  return self->plan;
}

/* ---- one frame ---------------------------------------------------------------------------- */

static gboolean
is_watched (const AisleRegions *self, const Watch *watch)
{
  return self->mode == AISLE_REGIONS_CONFIG || self->now < 0 || watch->looked == G_MININT64
         || (watch->seen != G_MININT64 && self->now - watch->seen <= MEMORY);
}

/* The crop whose turn it is: the one looked at longest ago, or −1. */
static int
find_patrol (const AisleRegions *self)
{
  int longest = -1;

  for (guint i = 0; i < self->n_plan; i++)
    if (!is_watched (self, &self->watches[i]) && self->now - self->watches[i].looked >= PATROL
        && (longest < 0 || self->watches[i].looked < self->watches[longest].looked))
      longest = (int) i;
  return longest;
}

guint
aisle_regions_choose (AisleRegions *self, gint64 time, AisleRegion *chosen)
{
  guint n = 0;

  if (time < 0 || time < self->now)
    for (guint i = 0; i < self->n_plan; i++)
      self->watches[i] = (Watch){ G_MININT64, G_MININT64 };
  self->now = time;
  const int patrol = find_patrol (self);
  for (guint i = 0; i < self->n_plan; i++)
    if ((int) i == patrol || is_watched (self, &self->watches[i])) {
      self->watches[i].looked = MAX (time, 0);
      chosen[n++] = self->plan[i];
    }
  return n;
}

static gboolean
meets (const AisleBox *box, const AisleRegion *crop)
{
  return box->x < crop->x + crop->width && box->x + box->w > crop->x
         && box->y < crop->y + crop->height && box->y + box->h > crop->y;
}

/* Whether a person of @box stands at @spot, give or take his height. */
static gboolean
stands_at (const AisleBox *box, const Spot *spot)
{
  const double x = box->x + box->w / 2, y = box->y + box->h;

  return x >= spot->left - box->h && x <= spot->right + box->h && y >= spot->top - box->h
         && y <= spot->bottom + box->h;
}

void
aisle_regions_observe (AisleRegions *self, const AisleBox *boxes, guint n, float sure)
{
  gboolean changed = FALSE;

  for (guint k = 0; k < n; k++)
    for (guint i = 0; i < self->n_plan; i++)
      if (meets (&boxes[k], &self->plan[i]))
        self->watches[i].seen = MAX (self->now, 0);
  for (guint i = 0; i < self->spots->len; i++) {
    Spot *spot = &g_array_index (self->spots, Spot, i);
    for (guint k = 0; k < n; k++)
      if (boxes[k].confidence >= sure && stands_at (&boxes[k], spot))
        aisle_body_heights_add (&spot->heights, boxes[k].h);
    changed |= has_other_people (spot);
  }
  if (changed)
    make_plan (self);
}
