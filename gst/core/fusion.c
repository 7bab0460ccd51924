/* SPDX-License-Identifier: MIT */
/** @file fusion.c Views of several cameras become people on one floor. */
#include "gst/core/fusion.h"

#include <math.h>

/* Seconds of common presence after which two views can be told to be of one person, */
#define LEAST_COMMON 0.5
/* and after which the decision is made in any case. */
#define MOST_COMMON 2.0
/* Metres. Feet of a box are a third of a metre wrong, calibrations as much. */
#define NEAR 1.0
/* A rival this many times as far is none. */
#define CLEARLY 1.6
/* Metres between views of one person beyond which, on average over a second, they are of two. */
#define APART 1.8
/* Metres per second by which somebody unseen may be elsewhere than straight on. */
#define STRAY 0.8
/* Nobody is faster in a shop. */
#define FASTEST 3.0
/* Seconds over which velocities and distances are smoothed. */
#define SMOOTH 0.7

typedef struct _Person Person;

/* A track of one camera. */
typedef struct {
  guint64 track;
  guint camera;
  double first, time; /* seconds: first and last seen */
  AislePoint place, velocity;
  double deviation;
  Person *person; /* NULL: not decided yet */
  double apart;   /* smoothed distance from what the other cameras say of the person */
} View;

struct _Person {
  guint64 number;
  AislePoint place, velocity;
  double time; /* last seen by any camera */
  guint n_cameras;
};

/* How far a view that is not decided was from a person while both were seen. */
typedef struct {
  const View *view;
  const Person *person;
  double seconds, sum; /* of time, and of distance × time */
} Pair;

struct _AisleFusion {
  guint n_cameras;
  double *frames;     /* seconds: the last of each camera */
  GPtrArray *views;   /* View */
  GPtrArray *persons; /* Person, by the order in which they came */
  GArray *pairs;      /* Pair */
  GArray *told;       /* AisleFusionPerson */
  double time;        /* of the last update */
};

AisleFusion *
aisle_fusion_new (guint n_cameras)
{
  AisleFusion *fusion = g_new0 (AisleFusion, 1);
  fusion->n_cameras = n_cameras;
  fusion->frames = g_new0 (double, MAX (n_cameras, 1));
  fusion->views = g_ptr_array_new_with_free_func (g_free);
  fusion->persons = g_ptr_array_new_with_free_func (g_free);
  fusion->pairs = g_array_new (FALSE, FALSE, sizeof (Pair));
  fusion->told = g_array_new (FALSE, TRUE, sizeof (AisleFusionPerson));
  fusion->time = -G_MAXDOUBLE;
  return fusion;
}

void
aisle_fusion_free (AisleFusion *fusion)
{
  if (!fusion)
    return;
  g_ptr_array_unref (fusion->views);
  g_ptr_array_unref (fusion->persons);
  g_array_unref (fusion->pairs);
  g_array_unref (fusion->told);
  g_free (fusion->frames);
  g_free (fusion);
}

/* --- what cameras say -------------------------------------------------------- */

static double
distance (AislePoint a, AislePoint b)
{
  return hypot (a.x - b.x, a.y - b.y);
}

static AislePoint
moved (AislePoint place, AislePoint velocity, double seconds)
{
  return (AislePoint) { place.x + velocity.x * seconds, place.y + velocity.y * seconds };
}

static AislePoint
limited (AislePoint velocity)
{
  double speed = hypot (velocity.x, velocity.y), share = speed > FASTEST ? FASTEST / speed : 1;
  return (AislePoint) { velocity.x * share, velocity.y * share };
}

static View *
find_view (const AisleFusion *fusion, guint camera, guint64 track)
{
  for (guint i = 0; i < fusion->views->len; i++) {
    View *view = fusion->views->pdata[i];
    if (view->camera == camera && view->track == track)
      return view;
  }
  return NULL;
}

static void
follow (View *view, double time, const AisleFusionView *seen)
{
  double seconds = time - view->time;
  if (seconds <= 0)
    return;
  double share = 1 - exp (-seconds / SMOOTH);
  AislePoint velocity = { (seen->place.x - view->place.x) / seconds,
                          (seen->place.y - view->place.y) / seconds };
  view->velocity.x += (velocity.x - view->velocity.x) * share;
  view->velocity.y += (velocity.y - view->velocity.y) * share;
  view->velocity = limited (view->velocity);
  view->place = seen->place;
  view->deviation = seen->deviation;
  view->time = time;
}

void
aisle_fusion_add (AisleFusion *fusion, guint camera, double time, const AisleFusionView *views,
                  guint n_views)
{
  g_return_if_fail (camera < fusion->n_cameras);
  fusion->frames[camera] = time;
  for (guint i = 0; i < n_views; i++) {
    const AisleFusionView *seen = &views[i];
    if (!isfinite (seen->place.x) || !isfinite (seen->place.y) || !(seen->deviation > 0))
      continue;
    View *view = find_view (fusion, camera, seen->track);
    if (!view) {
      view = g_new0 (View, 1);
      *view = (View) { .track = seen->track, .camera = camera, .first = time, .time = time,
                       .place = seen->place, .deviation = seen->deviation };
      g_ptr_array_add (fusion->views, view);
    }
    follow (view, time, seen);
  }
}

/* --- forgetting -------------------------------------------------------------- */

static void
forget_pairs (AisleFusion *fusion, const View *view, const Person *person)
{
  for (guint i = fusion->pairs->len; i > 0; i--) {
    const Pair *pair = &g_array_index (fusion->pairs, Pair, i - 1);
    if (pair->view == view || pair->person == person)
      g_array_remove_index (fusion->pairs, i - 1);
  }
}

static void
forget_old (AisleFusion *fusion, double time)
{
  for (guint i = fusion->views->len; i > 0; i--) {
    View *view = fusion->views->pdata[i - 1];
    if (time - view->time <= AISLE_FUSION_FRESH)
      continue;
    forget_pairs (fusion, view, NULL);
    g_ptr_array_remove_index (fusion->views, i - 1);
  }
  for (guint i = fusion->persons->len; i > 0; i--) {
    Person *person = fusion->persons->pdata[i - 1];
    if (time - person->time <= AISLE_FUSION_WAIT)
      continue;
    forget_pairs (fusion, NULL, person);
    g_ptr_array_remove_index (fusion->persons, i - 1);
  }
}

/* --- who is who -------------------------------------------------------------- */

/* In the last frame of the camera; after it the same person may have another number. */
static gboolean
is_seen_by (const AisleFusion *fusion, const Person *person, guint camera)
{
  for (guint i = 0; i < fusion->views->len; i++) {
    const View *view = fusion->views->pdata[i];
    if (view->person == person && view->camera == camera && view->time >= fusion->frames[camera])
      return TRUE;
  }
  return FALSE;
}

static Pair *
pair_of (AisleFusion *fusion, const View *view, const Person *person)
{
  for (guint i = 0; i < fusion->pairs->len; i++) {
    Pair *pair = &g_array_index (fusion->pairs, Pair, i);
    if (pair->view == view && pair->person == person)
      return pair;
  }
  const Pair pair = { view, person, 0, 0 };
  g_array_append_val (fusion->pairs, pair);
  return &g_array_index (fusion->pairs, Pair, fusion->pairs->len - 1);
}

/* How far the view is from the person, less what somebody unseen may have strayed. */
static double
distance_now (const View *view, const Person *person, double time)
{
  AislePoint place = moved (view->place, view->velocity, time - view->time);
  double unseen = person->n_cameras > 0 ? 0 : time - person->time;
  return MAX (0, distance (place, person->place) - STRAY * unseen);
}

/* The nearest person on average, and the nearest rival; both NULL when nobody is near enough. */
static Person *
nearest (AisleFusion *fusion, const View *view, double seconds, double time, double *best,
         double *rival)
{
  Person *found = NULL;
  *best = *rival = G_MAXDOUBLE;
  for (guint i = 0; i < fusion->persons->len; i++) {
    Person *person = fusion->persons->pdata[i];
    if (is_seen_by (fusion, person, view->camera))
      continue;
    double now = distance_now (view, person, time);
    Pair *pair = pair_of (fusion, view, person);
    pair->seconds += seconds;
    pair->sum += now * seconds;
    double mean = pair->seconds > 0 ? pair->sum / pair->seconds : now;
    if (mean < *best) {
      *rival = *best;
      *best = mean;
      found = person;
    } else
      *rival = MIN (*rival, mean);
  }
  return *best <= NEAR ? found : NULL;
}

static void
join (AisleFusion *fusion, View *view, Person *person)
{
  view->person = person;
  view->apart = 0;
  forget_pairs (fusion, view, NULL);
}

static gboolean
is_taken (const AisleFusion *fusion, guint64 number)
{
  for (guint i = 0; i < fusion->persons->len; i++)
    if (((Person *) fusion->persons->pdata[i])->number == number)
      return TRUE;
  return FALSE;
}

/* The view's own number, or one that follows from it: 1…2⁵³ by Knuth's generator. */
static guint64
free_number (const AisleFusion *fusion, guint64 number)
{
  while (is_taken (fusion, number))
    number = ((number * G_GUINT64_CONSTANT (6364136223846793005) + 1) >> 11) + 1;
  return number;
}

static void
begin (AisleFusion *fusion, View *view)
{
  Person *person = g_new0 (Person, 1);
  guint64 number = free_number (fusion, view->track);
  *person = (Person) { number, view->place, view->velocity, view->time, 0 };
  g_ptr_array_add (fusion->persons, person);
  join (fusion, view, person);
}

/* Somebody else is at once; who is near a known person waits until it is clear. */
static void
decide (AisleFusion *fusion, View *view, double seconds, double time)
{
  double best, rival, common = time - view->first;
  Person *person = nearest (fusion, view, seconds, time, &best, &rival);
  gboolean clear = rival >= CLEARLY * MAX (best, NEAR / 4);
  if (!person && (best > 2 * NEAR || common >= LEAST_COMMON))
    begin (fusion, view);
  else if (person && common >= LEAST_COMMON && clear)
    join (fusion, view, person);
  else if (common >= MOST_COMMON && person)
    join (fusion, view, person);
}

/* --- where they are ---------------------------------------------------------- */

typedef struct {
  double weight, x, y, vx, vy;
} Sums;

static void
add_view (Sums *sums, const View *view, double time)
{
  AislePoint place = moved (view->place, view->velocity, time - view->time);
  double weight = 1 / (view->deviation * view->deviation);
  sums->weight += weight;
  sums->x += weight * place.x;
  sums->y += weight * place.y;
  sums->vx += weight * view->velocity.x;
  sums->vy += weight * view->velocity.y;
}

static void
place_person (const AisleFusion *fusion, Person *person, double seconds, double time)
{
  Sums sums = { 0, 0, 0, 0, 0 };
  person->n_cameras = 0;
  for (guint i = 0; i < fusion->views->len; i++) {
    const View *view = fusion->views->pdata[i];
    if (view->person != person)
      continue;
    add_view (&sums, view, time);
    person->n_cameras++;
    person->time = MAX (person->time, view->time);
  }
  if (person->n_cameras == 0) {
    person->place = moved (person->place, person->velocity, seconds);
    return;
  }
  person->place = (AislePoint) { sums.x / sums.weight, sums.y / sums.weight };
  person->velocity = (AislePoint) { sums.vx / sums.weight, sums.vy / sums.weight };
}

/* A view that is long far from what the others say of its person is of somebody else. */
static void
check_view (const AisleFusion *fusion, View *view, double seconds, double time)
{
  Sums sums = { 0, 0, 0, 0, 0 };
  for (guint i = 0; i < fusion->views->len; i++) {
    const View *other = fusion->views->pdata[i];
    if (other != view && other->person == view->person)
      add_view (&sums, other, time);
  }
  if (sums.weight == 0)
    return;
  AislePoint place = moved (view->place, view->velocity, time - view->time);
  double apart = distance (place, (AislePoint) { sums.x / sums.weight, sums.y / sums.weight });
  view->apart += (apart - view->apart) * (1 - exp (-seconds / SMOOTH));
  if (view->apart <= APART)
    return;
  view->person = NULL;
  view->first = time;
}

static void
tell (AisleFusion *fusion)
{
  g_array_set_size (fusion->told, 0);
  for (guint i = 0; i < fusion->persons->len; i++) {
    const Person *person = fusion->persons->pdata[i];
    const AisleFusionPerson told = { person->number, person->place, person->n_cameras };
    g_array_append_val (fusion->told, told);
  }
}

const AisleFusionPerson *
aisle_fusion_update (AisleFusion *fusion, double time, guint *n_persons)
{
  double seconds = fusion->time > -G_MAXDOUBLE ? MAX (0, time - fusion->time) : 0;
  forget_old (fusion, time);
  for (guint i = 0; i < fusion->persons->len; i++)
    place_person (fusion, fusion->persons->pdata[i], seconds, time);
  for (guint i = 0; i < fusion->views->len; i++) {
    View *view = fusion->views->pdata[i];
    if (view->person)
      check_view (fusion, view, seconds, time);
    else
      decide (fusion, view, seconds, time);
  }
  for (guint i = 0; i < fusion->persons->len; i++)
    place_person (fusion, fusion->persons->pdata[i], 0, time);
  fusion->time = time;
  tell (fusion);
  *n_persons = fusion->told->len;
  return (const AisleFusionPerson *) fusion->told->data;
}
