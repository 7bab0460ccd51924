/* SPDX-License-Identifier: MIT */
/**
 * @file soak.c
 * soak LAYOUT DAYS [KILLS]: days without a stop. Prints the memory in use each night, when nobody
 * is there; with KILLS, the counting process is killed (SIGKILL) so often at random moments and
 * started again from its state, and every crossing in the totals must have been told. Exit status
 * 1: memory grew, or an event was lost.
 */
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/simulator/run.h"
#include "tests/simulator/seeds.h"

#define FPS 10
#define HOUR (3600.0 * FPS)
#define NIGHT (3 * HOUR) /* a frame of the day at which the shop is empty */
/* The simulator's own, which is counted too, grows by some 10 KiB a day; see README.md. */
#define MOST_GROWTH (96 * 1024)

typedef struct {
  const SimLayout *layout;
  guint frames;
  char *state, *events; /* paths; NULL: nothing is written */
} Soak;

/* --- the state on disk: the number of frames done, a newline, the counter's text -------------- */

static void
save (const Soak *soak, const AisleFootfall *footfall, guint frame, const GPtrArray *untold)
{
  g_autofree char *text = aisle_footfall_save (footfall, untold);
  if (!text)
    return;
  g_autofree char *all = g_strdup_printf ("%u\n%s", frame, text);
  g_autoptr (GError) error = NULL;
  if (!g_file_set_contents (soak->state, all, -1, &error))
    g_error ("%s", error->message);
}

static void
tell (const Soak *soak, const GPtrArray *events)
{
  int file = open (soak->events, O_WRONLY | O_CREAT | O_APPEND, 0666);
  for (guint i = 0; i < events->len; i++) {
    g_autofree char *json = aisle_event_to_json (events->pdata[i]);
    g_autofree char *line = g_strconcat (json, "\n", NULL);
    if (write (file, line, strlen (line)) < 0)
      g_error ("%s: %s", soak->events, g_strerror (errno));
  }
  close (file);
}

/* Returns: how many frames were done. */
static guint
restore (const Soak *soak, AisleFootfall *footfall)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) untold = NULL;
  char *json;
  if (!g_file_get_contents (soak->state, &text, NULL, NULL))
    return 0;
  guint frame = (guint) strtoul (text, &json, 10);
  aisle_footfall_set_epoch (footfall, 0, FALSE);
  if (!aisle_footfall_restore (footfall, json + 1, -1, FALSE, &untold, &error))
    g_error ("%s", error->message);
  tell (soak, untold);
  return frame;
}

/* --- days -------------------------------------------------------------------- */

static gint64
memory_in_use (void)
{
  return (gint64) mallinfo2 ().uordblks;
}

/* FALSE: memory has grown since the first night. */
static gboolean
watch_memory (guint frame)
{
  static gint64 first;
  if (frame % (guint) (24 * HOUR) != NIGHT)
    return TRUE;
  gint64 now = memory_in_use ();
  first = frame > 24 * HOUR && first == 0 ? now : first;
  printf ("day %g: %" G_GINT64_FORMAT " KiB in use\n", frame / HOUR / 24, now / 1024);
  fflush (stdout);
  return first == 0 || now - first <= MOST_GROWTH;
}

static AisleFootfall *
open_counter (const Soak *soak, const AisleConfig *config)
{
  const SimCamera *camera = &soak->layout->camera;
  AisleFootfall *footfall = aisle_footfall_new (config, 1);
  aisle_footfall_set_frame_size (footfall, camera->width, camera->height, 1);
  return footfall;
}

static int
count_days (const Soak *soak)
{
  const SimCamera *camera = &soak->layout->camera;
  g_autoptr (SimScene) scene = sim_scene_new (soak->layout, SIM_SEED_REPORT, 0);
  g_autoptr (SimDetector) detector =
      sim_detector_new (sim_detector_find ("aisle"), camera, SIM_SEED_REPORT);
  g_autoptr (AisleTracker) tracker = aisle_tracker_new (NULL);
  g_autoptr (AisleFootfall) footfall = open_counter (soak, scene->config);
  guint done = soak->state ? restore (soak, footfall) : 0;
  gboolean flat = TRUE;
  aisle_tracker_set_frame_size (tracker, camera->width, camera->height);
  /* As a camera that is opened again: its stream time begins at 0 now. */
  gint64 begin = llround (1e9 * done / FPS);
  aisle_footfall_set_epoch (footfall, scene->start + begin / 1000, FALSE);
  for (guint frame = 1; frame <= soak->frames; frame++) {
    sim_scene_advance (scene, 1.0 / FPS);
    const GArray *boxes = sim_detector_look (detector, scene->figures, 1.0 / FPS);
    g_ptr_array_unref (sim_scene_take_events (scene));
    if (frame <= done)
      continue;
    guint n;
    gint64 pts = llround (1e9 * frame / FPS) - begin;
    const AisleTrack *tracks = aisle_tracker_update (tracker, pts, (const AisleBox *) boxes->data,
                                                     boxes->len, TRUE, &n);
    g_autoptr (GPtrArray) events = aisle_footfall_update (footfall, pts, tracks, n, FALSE);
    if (soak->state && (events->len || frame % FPS == 0))
      save (soak, footfall, frame, events);
    if (soak->state && events->len)
      tell (soak, events);
    flat &= soak->state || watch_memory (frame);
  }
  if (soak->state) {
    g_autoptr (GPtrArray) events =
        aisle_footfall_finish (footfall, llround (1e9 * soak->frames / FPS) - begin);
    tell (soak, events);
  }
  return flat ? 0 : 1;
}

/* --- kills ------------------------------------------------------------------- */

/* Crossings told, each once, and the last totals. */
static gboolean
check_events (const Soak *soak)
{
  g_autofree char *text = NULL;
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  guint64 total = 0, repeats = 0;
  if (!g_file_get_contents (soak->events, &text, NULL, NULL))
    return FALSE;
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i]; i++) {
    g_autoptr (AisleEvent) event = *lines[i] ? aisle_event_parse (lines[i], -1, NULL) : NULL;
    if (event && event->type == AISLE_EVENT_COUNTS && event->n_lines)
      total = MAX (total, event->lines[0].total_in + event->lines[0].total_out);
    if (!event || event->type != AISLE_EVENT_LINE_CROSSED)
      continue;
    guint64 *id = g_memdup2 (&event->id, sizeof event->id);
    repeats += !g_hash_table_add (ids, id);
  }
  guint told = g_hash_table_size (ids);
  printf ("crossings told %u, in the totals %" G_GUINT64_FORMAT ", told again %" G_GUINT64_FORMAT
          "\n", told, total, repeats);
  return told == total && total > 0;
}

static int
kill_and_restart (const Soak *soak, guint kills)
{
  SimRandom random;
  sim_random_init (&random, SIM_SEED_REPORT, kills);
  for (guint done = 0;;) {
    pid_t child = fork ();
    int status = 0;
    if (child == 0)
      _exit (count_days (soak));
    for (double left = done < kills ? sim_random_even (&random, .3, 1.5) : G_MAXDOUBLE; left > 0;
         left -= .01) {
      if (waitpid (child, &status, WNOHANG) == child)
        return WIFEXITED (status) && WEXITSTATUS (status) == 0 && check_events (soak) ? 0 : 1;
      g_usleep (10000);
    }
    kill (child, SIGKILL);
    waitpid (child, &status, 0);
    printf ("kill %u\n", ++done);
    fflush (stdout);
  }
}

int
main (int argc, char **argv)
{
  const SimLayout *layout = argc > 2 ? sim_layout_find (argv[1]) : NULL;
  double days = argc > 2 ? g_ascii_strtod (argv[2], NULL) : 0;
  guint kills = argc > 3 ? (guint) strtoul (argv[3], NULL, 10) : 0;
  if (!layout || !(days > 0)) {
    fprintf (stderr, "usage: soak LAYOUT DAYS [KILLS]\n");
    return 2;
  }
  Soak soak = { layout, (guint) (24 * HOUR * days), NULL, NULL };
  if (!kills)
    return count_days (&soak);
  g_autofree char *folder = g_dir_make_tmp ("aisle-soak-XXXXXX", NULL);
  soak.state = g_build_filename (folder, "state", NULL);
  soak.events = g_build_filename (folder, "events", NULL);
  int status = kill_and_restart (&soak, kills);
  unlink (soak.state);
  unlink (soak.events);
  rmdir (folder);
  g_free (soak.state);
  g_free (soak.events);
  return status;
}
