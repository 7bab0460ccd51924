/* SPDX-License-Identifier: MIT */
/** @file looks.c Cut boxes go, the others of one object become one. */
#include "gst/core/looks.h"

#include <stdlib.h>

#define DEFAULT_IOU 0.6f
/* A box that ends so near an edge may go on beyond it: share of its own size, and pixels, for
 * networks round to their cells. */
#define NEAR_SHARE 0.03f
#define NEAR_PIXELS 2.0f
/* A network sees nobody of a third of the height at which it sees people well. */
#define UNSEEN (AISLE_SEEN_WELL / 3)
#define LEAST_WEIGHT 0.01
/* Of more, the surest: time grows with their square. */
#define MOST_SIGHTS 2000

typedef struct {
  AisleRegion region;
  double scale;
} Look;

/* A box of a look; in the frame's pixels. */
typedef struct {
  AisleBox box;
  guint look;
} Sight;

struct _AisleLooks {
  guint width, height;
  GArray *looks;
  GArray *sights;
};

AisleLooks *
aisle_looks_new (guint width, guint height)
{
  AisleLooks *self = g_new0 (AisleLooks, 1);

  self->width = width;
  self->height = height;
  self->looks = g_array_new (FALSE, FALSE, sizeof (Look));
  self->sights = g_array_new (FALSE, FALSE, sizeof (Sight));
  return self;
}

void
aisle_looks_free (AisleLooks *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->looks);
  g_array_unref (self->sights);
  g_free (self);
}

/* ---- one look ----------------------------------------------------------------------------- */

/* Whether @box, in the frame's pixels, ends within @region or at the frame's own border. */
static gboolean
is_whole (const AisleLooks *self, const AisleRegion *region, const AisleBox *box)
{
  const float across = MAX (NEAR_PIXELS, NEAR_SHARE * box->w);
  const float along = MAX (NEAR_PIXELS, NEAR_SHARE * box->h);
  const guint right = region->x + region->width, bottom = region->y + region->height;

  return (region->x == 0 || box->x >= region->x + across)
         && (right == self->width || box->x + box->w <= right - across)
         && (region->y == 0 || box->y >= region->y + along)
         && (bottom == self->height || box->y + box->h <= bottom - along);
}

void
aisle_looks_add (AisleLooks *self, const AisleRegion *region, double scale, const AisleBox *boxes,
                 guint n)
{
  const Look look = { *region, scale };

  g_array_append_val (self->looks, look);
  for (guint i = 0; i < n; i++) {
    Sight sight = { boxes[i], self->looks->len - 1 };
    sight.box.x += region->x;
    sight.box.y += region->y;
    if (is_whole (self, region, &sight.box))
      g_array_append_val (self->sights, sight);
  }
}

/* ---- objects ------------------------------------------------------------------------------ */

/* The surest first. */
static int
compare_sights (gconstpointer a, gconstpointer b)
{
  const Sight *one = a, *other = b;
  AisleBox boxes[2] = { one->box, other->box };

  if (one->box.confidence != other->box.confidence)
    return one->box.confidence > other->box.confidence ? -1 : 1;
  aisle_box_sort (boxes, 2);
  if (boxes[0].x != one->box.x || boxes[0].y != one->box.y)
    return 1;
  return one->look < other->look ? -1 : one->look > other->look;
}

/* How well @look can see somebody so high: 0…1. */
static double
weight_of (const Look *look, float height)
{
  const double pixels = height / look->scale;

  return CLAMP ((pixels - UNSEEN) / (AISLE_SEEN_WELL - UNSEEN), LEAST_WEIGHT, 1);
}

/* Take out of @sights the one of @look that fits @leader best; FALSE: there is none. */
static gboolean
take (GArray *sights, guint from, guint look, const AisleBox *leader, float iou, Sight *found)
{
  int best = -1;
  float most = iou;

  for (guint i = from; i < sights->len; i++) {
    const Sight *sight = &g_array_index (sights, Sight, i);
    const float overlap = aisle_box_iou (leader, &sight->box);
    if (sight->look == look && sight->box.label == leader->label && overlap > most) {
      most = overlap;
      best = (int) i;
    }
  }
  if (best < 0)
    return FALSE;
  *found = g_array_index (sights, Sight, best);
  g_array_remove_index (sights, (guint) best);
  return TRUE;
}

/* The object of the sight at @index, joined with what the other looks say; they are used up. */
static AisleBox
join (const AisleLooks *self, GArray *sights, guint index, float iou)
{
  const Sight first = g_array_index (sights, Sight, index);
  double weights = 0, sure = 0, x = 0, y = 0, w = 0, h = 0;

  for (guint i = 0; i < self->looks->len; i++) {
    const Look *look = &g_array_index (self->looks, Look, i);
    Sight sight = first;
    const double weight = weight_of (look, first.box.h);
    const gboolean sees = i == first.look || take (sights, index + 1, i, &first.box, iou, &sight);
    if (!sees && !is_whole (self, &look->region, &first.box))
      continue;
    const double share = sees ? weight * sight.box.confidence : 0;
    weights += weight;
    sure += share;
    x += share * sight.box.x;
    y += share * sight.box.y;
    w += share * sight.box.w;
    h += share * sight.box.h;
  }
  if (!(sure > 0))
    return (AisleBox){ 0 };
  return (AisleBox){ (float) (x / sure), (float) (y / sure), (float) (w / sure),
                     (float) (h / sure), (float) (sure / weights), first.box.label };
}

GArray *
aisle_looks_merge (const AisleLooks *self, float iou, float threshold)
{
  g_autoptr (GArray) sights = g_array_new (FALSE, FALSE, sizeof (Sight));
  GArray *boxes = g_array_new (FALSE, FALSE, sizeof (AisleBox));

  g_array_append_vals (sights, self->sights->data, self->sights->len);
  g_array_sort (sights, compare_sights);
  g_array_set_size (sights, MIN (sights->len, MOST_SIGHTS));
  for (guint i = 0; i < sights->len; i++) {
    const AisleBox box = join (self, sights, i, iou > 0 ? iou : DEFAULT_IOU);
    if (box.confidence >= threshold && box.w > 0)
      g_array_append_val (boxes, box);
  }
  aisle_box_sort ((AisleBox *) boxes->data, boxes->len);
  return boxes;
}
