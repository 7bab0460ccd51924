/* SPDX-License-Identifier: MIT */
/**
 * @file parties.c
 * Groups and children counted on simulated doors, against the parties that truly came.
 * AISLE_TEST_FULL: an hour of the report's seeds.
 */
#include <math.h>
#include <string.h>

#include "tests/core/checks.h"

#include "gst/core/footfall.h"
#include "tests/simulator/detector.h"
#include "tests/simulator/scene.h"
#include "tests/simulator/seeds.h"

#define FPS 10
/* Members of a party cross together within so many seconds; gst/core/group.h says the same. */
#define TOGETHER 5.0

/* Somebody of the scene, kept after they left. */
typedef struct {
  guint party;
  gboolean child;
} Known;

typedef struct {
  guint people, groups, children; /* crossings */
} Figures;

typedef struct {
  SimScene *scene;
  AisleTracker *tracker;
  AisleFootfall *footfall;
  GHashTable *known; /* id → Known */
  GPtrArray *crossings;
  Figures truth, found;
} Door;

/* The layout's own config with ground, groups and child-height. */
static AisleConfig *
config_of (const SimLayout *layout)
{
  static const AislePoint places[] = { { -1.5, 3 }, { 1.5, 3 }, { 1.5, 7 }, { -1.5, 7 } };
  const SimCamera *camera = &layout->camera;
  g_autofree char *own = sim_layout_config (layout);
  g_autoptr (GString) text = g_string_new (own);
  g_autoptr (GError) error = NULL;
  g_string_truncate (text, (gsize) (strrchr (own, '}') - own));
  g_string_append (text, ",\"groups\":1,\"child-height\":1.45,\"ground\":{\"points\":[");
  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    AislePoint at;
    fail_unless (sim_camera_project (camera, places[i].x, places[i].y, 0, &at));
    g_string_append_printf (text, "%s{\"at\":[%.9f,%.9f],\"metres\":[%g,%g]}", i ? "," : "",
                            at.x / camera->width, at.y / camera->height, places[i].x, -places[i].y);
  }
  g_string_append (text, "]}}");
  AisleConfig *config = aisle_config_parse (text->str, -1, layout->name, &error);
  g_assert_no_error (error);
  return config;
}

/* --- what truly happens ------------------------------------------------------ */

static void
note_people (Door *door)
{
  for (guint i = 0; i < door->scene->people->len; i++) {
    const SimPerson *person = door->scene->people->pdata[i];
    const Known known = { person->party, person->kind == SIM_CHILD };
    g_hash_table_replace (door->known, GUINT_TO_POINTER (person->id),
                          g_memdup2 (&known, sizeof known));
  }
}

static const Known *
who (const Door *door, const AisleEvent *event)
{
  return g_hash_table_lookup (door->known, GUINT_TO_POINTER ((guint) event->track));
}

static void
take_truth (Door *door)
{
  g_autoptr (GPtrArray) events = sim_scene_take_events (door->scene);
  for (guint i = 0; i < events->len; i++) {
    AisleEvent *event = events->pdata[i];
    if (event->type == AISLE_EVENT_LINE_CROSSED)
      g_ptr_array_add (door->crossings, aisle_event_copy (event));
  }
}

static gboolean
is_companion (const Door *door, const AisleEvent *a, const AisleEvent *b)
{
  return a->track != b->track && who (door, a)->party != 0
         && who (door, a)->party == who (door, b)->party && g_str_equal (a->name, b->name)
         && a->direction == b->direction && fabs (a->pts - b->pts) <= TOGETHER;
}

static void
count_truth (Door *door)
{
  for (guint i = 0; i < door->crossings->len; i++) {
    const AisleEvent *event = door->crossings->pdata[i];
    gboolean is_first = TRUE;
    for (guint k = 0; k < door->crossings->len; k++) {
      const AisleEvent *other = door->crossings->pdata[k];
      gboolean before = other->pts < event->pts || (other->pts == event->pts && k < i);
      is_first &= !(before && is_companion (door, event, other));
    }
    door->truth.people++;
    door->truth.groups += is_first;
    door->truth.children += who (door, event)->child;
  }
}

/* --- what is counted --------------------------------------------------------- */

static void
take_found (Door *door, GPtrArray *events)
{
  for (guint i = 0; i < events->len; i++) {
    const AisleEvent *event = events->pdata[i];
    for (guint k = 0;
         event->type == AISLE_EVENT_COUNTS && event->minutes == 1 && k < event->n_lines; k++) {
      const AisleLineCounts *line = &event->lines[k];
      door->found.people += (guint) (line->in + line->out);
      door->found.groups += (guint) (line->groups_in + line->groups_out);
      door->found.children += (guint) (line->children_in + line->children_out);
    }
  }
  g_ptr_array_unref (events);
}

static double
accuracy (double found, double truth)
{
  return truth > 0 ? MAX (0, 1 - fabs (found - truth) / truth) : found == 0;
}

static void
watch (const SimLayout *layout, const char *detector, guint64 seed, double minutes, Door *door)
{
  const SimCamera *camera = &layout->camera;
  g_autoptr (AisleConfig) config = config_of (layout);
  g_autoptr (SimScene) scene = sim_scene_new (layout, seed, 17 * 3600);
  g_autoptr (AisleTracker) tracker = aisle_tracker_new (NULL);
  g_autoptr (AisleFootfall) footfall = aisle_footfall_new (config, 1);
  g_autoptr (GHashTable) known = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_autoptr (GPtrArray) crossings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) aisle_event_free);
  g_autoptr (SimDetector) eye = sim_detector_new (sim_detector_find (detector), camera, seed);
  *door = (Door) { scene, tracker, footfall, known, crossings, { 0 }, { 0 } };
  aisle_tracker_set_frame_size (tracker, camera->width, camera->height);
  aisle_footfall_set_frame_size (footfall, camera->width, camera->height, 1);
  for (guint frame = 0; frame < minutes * 60 * FPS; frame++) {
    guint n;
    gint64 pts = llround (scene->time * 1e9);
    const GArray *boxes = sim_detector_look (eye, scene->figures, 1.0 / FPS);
    const AisleTrack *tracks =
        aisle_tracker_update (tracker, pts, (const AisleBox *) boxes->data, boxes->len, TRUE, &n);
    take_found (door, aisle_footfall_update (footfall, pts, tracks, n, FALSE));
    note_people (door);
    take_truth (door);
    sim_scene_advance (scene, 1.0 / FPS);
  }
  take_found (door, aisle_footfall_finish (footfall, llround (scene->time * 1e9)));
  count_truth (door);
}

static const struct {
  const char *layout, *detector;
  double people, groups, children; /* least accuracy */
} cases[] = {
  { "glass-door", "perfect", .98, .95, .8 }, { "shop-door", "perfect", .98, .95, .8 },
  { "mall-door", "perfect", .98, .95, .8 },  { "glass-door", "aisle", .85, .75, .65 },
  { "shop-door", "aisle", .85, .75, .65 },   { "mall-door", "aisle", .85, .75, .65 },
};

GST_START_TEST (doors)
{
  const gboolean full = g_getenv ("AISLE_TEST_FULL") != NULL;
  Door door;
  watch (sim_layout_find (cases[__i__].layout), cases[__i__].detector,
         full ? SIM_SEED_REPORT : SIM_SEED_DEVELOPMENT, full ? 240 : 60, &door);
  double people = accuracy (door.found.people, door.truth.people);
  double groups = accuracy (door.found.groups, door.truth.groups);
  double children = accuracy (door.found.children, door.truth.children);
  g_print ("%s, %s boxes: people %u of %u, accuracy %.3f; groups %u of %u, %.3f; children %u of "
           "%u, %.3f\n",
           cases[__i__].layout, cases[__i__].detector, door.found.people, door.truth.people, people,
           door.found.groups, door.truth.groups, groups, door.found.children, door.truth.children,
           children);
  fail_unless (people >= cases[__i__].people);
  fail_unless (groups >= cases[__i__].groups);
  fail_unless (children >= cases[__i__].children);
}
GST_END_TEST;

static Suite *
parties_suite (void)
{
  Suite *s = suite_create ("parties");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (s, tc);
  tcase_set_timeout (tc, 600);
  tcase_add_loop_test (tc, doors, 0, G_N_ELEMENTS (cases));
  return s;
}

GST_CHECK_MAIN (parties)
