/* SPDX-License-Identifier: MIT */
/** @file shop.c — `aisle shop`: several cameras, each person once. */
#include "gst/core/shop.h"
#include "pipelines/cli.h"
#include "pipelines/source.h"
#include "pipelines/summary.h"
#include "pipelines/vector-feed.h"

#include <errno.h>
#include <signal.h>
#include <string.h>

#include <glib-unix.h>
#include <glib/gstdio.h>

/* Cameras tell of a moment within this time, or their word is not waited for. */
#define LATENESS (3 * G_USEC_PER_SEC)
#define POLL (20 * 1000)

typedef struct {
  char *events, *vectors, *model;
} Options;

typedef struct {
  const AisleShopFile *file;
  AisleShop *shop;
  VectorFeed **feeds;
  Summary *summary; /* of the floor */
  FILE *events, *vectors;
  gboolean live;
  guint64 n_frames;
} Run;

static volatile sig_atomic_t stop_asked;

static void
ask_to_stop (int signal_number)
{
  stop_asked = TRUE;
}

/* ---- what comes out ----------------------------------------------------------------------- */

static void
on_event (const AisleEvent *event, gpointer data)
{
  Run *run = data;
  if (g_str_equal (event->camera, run->file->floor->camera))
    summary_add (run->summary, event);
  if (!run->events)
    return;
  g_autofree char *json = aisle_event_to_json (event);
  fprintf (run->events, "%s\n", json);
  if (run->live)
    fflush (run->events);
}

static void
on_floor (const AisleVectors *frame, gpointer data)
{
  Run *run = data;
  g_autofree char *json = aisle_vectors_to_json (frame);
  fprintf (run->vectors, "%s\n", json);
}

static gboolean
open_output (const char *path, FILE **file)
{
  if (!path)
    return TRUE;
  *file = g_str_equal (path, "-") ? stdout : g_fopen (path, "wb");
  if (!*file)
    cli_fail ("cannot write to '%s': %s", path, g_strerror (errno));
  return *file != NULL;
}

static gboolean
close_output (FILE *file)
{
  gboolean ok = !file || (!ferror (file) && fflush (file) == 0);
  if (file && file != stdout)
    fclose (file);
  return ok;
}

/* ---- what comes in ------------------------------------------------------------------------ */

static VectorFeed *
open_feed (const AisleShopCamera *camera, const char *folder, const Options *options,
           GError **error)
{
  if (camera->vectors)
    return vector_feed_new_file (camera->vectors, error);
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256,
                                                         camera->config->camera, -1);
  g_autofree char *config = g_build_filename (folder, name, NULL);
  if (!g_file_set_contents (config, camera->config->text, -1, error))
    return NULL;
  g_autoptr (GPtrArray) line = g_ptr_array_new ();
  const char *const always[] = { "analyze", camera->source, "--quiet", "--config", config,
                                 "--vectors", "/dev/stdout" };
  for (guint i = 0; i < G_N_ELEMENTS (always); i++)
    g_ptr_array_add (line, (gpointer) always[i]);
  if (camera->start) {
    g_ptr_array_add (line, "--start");
    g_ptr_array_add (line, camera->start);
  }
  if (options->model) {
    g_ptr_array_add (line, "--model");
    g_ptr_array_add (line, options->model);
  }
  g_ptr_array_add (line, NULL);
  return vector_feed_new_analysis ((const char *const *) line->pdata, error);
}

/* A camera that is lost is said once; the others go on. */
static void
note_ends (Run *run, gboolean *noted, int *status)
{
  for (guint i = 0; i < run->file->n_cameras; i++) {
    g_autoptr (GError) error = NULL;
    if (noted[i] || !vector_feed_has_ended (run->feeds[i], &error))
      continue;
    noted[i] = TRUE;
    if (error && !stop_asked)
      *status = cli_fail ("camera '%s' has ended: %s", run->file->cameras[i].config->camera,
                          error->message);
  }
}

/* The feed whose next frame is the earliest; −1 when all have ended. @complete: every other feed
 * has a next frame too, or will have none. */
static int
find_earliest (const Run *run, gint64 wait, gboolean *complete)
{
  int earliest = -1;
  gint64 first = G_MAXINT64;
  *complete = TRUE;
  for (guint i = 0; i < run->file->n_cameras; i++) {
    const AisleVectors *frame = vector_feed_peek (run->feeds[i], wait);
    if (!frame)
      *complete &= vector_feed_has_ended (run->feeds[i], NULL);
    else if (aisle_shop_time (frame) < first) {
      first = aisle_shop_time (frame);
      earliest = (int) i;
    }
  }
  return earliest;
}

/* Of live cameras one may be silent: it is not waited for longer than it may be late. */
static gboolean
is_due (const Run *run, int earliest, gboolean complete)
{
  if (complete || !run->live || earliest < 0)
    return complete;
  gint64 time = aisle_shop_time (vector_feed_peek (run->feeds[earliest], 0));
  return g_get_real_time () - time > LATENESS;
}

static int
count (Run *run)
{
  g_autofree gboolean *noted = g_new0 (gboolean, run->file->n_cameras);
  gboolean complete, stopping = FALSE;
  int status = CLI_OK;
  for (;;) {
    int earliest = find_earliest (run, run->live ? POLL : -1, &complete);
    note_ends (run, noted, &status);
    if (stop_asked && !stopping) {
      stopping = TRUE;
      for (guint i = 0; i < run->file->n_cameras; i++)
        vector_feed_stop (run->feeds[i]);
    }
    if (complete && earliest < 0)
      break;
    if (earliest < 0 || !is_due (run, earliest, complete))
      continue;
    g_autoptr (AisleVectors) frame = vector_feed_take (run->feeds[earliest]);
    aisle_shop_take (run->shop, (guint) earliest, frame);
    run->n_frames++;
  }
  aisle_shop_finish (run->shop);
  return status;
}

/* ---- all of it ---------------------------------------------------------------------------- */

static gboolean
open_feeds (Run *run, const char *folder, const Options *options, GError **error)
{
  for (guint i = 0; i < run->file->n_cameras; i++) {
    const AisleShopCamera *camera = &run->file->cameras[i];
    run->live |= camera->source && source_is_live (camera->source);
    run->feeds[i] = open_feed (camera, folder, options, error);
    if (!run->feeds[i])
      return FALSE;
  }
  return TRUE;
}

static void
clear (Run *run, const char *folder)
{
  for (guint i = 0; i < run->file->n_cameras; i++) {
    g_autofree char *name = g_compute_checksum_for_string (
        G_CHECKSUM_SHA256, run->file->cameras[i].config->camera, -1);
    g_autofree char *config = g_build_filename (folder, name, NULL);
    vector_feed_free (run->feeds[i]);
    g_unlink (config);
  }
  g_free (run->feeds);
  aisle_shop_free (run->shop);
  g_rmdir (folder);
}

static int
count_shop (const AisleShopFile *file, const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Summary) summary = summary_new (file->floor);
  g_autofree char *folder = g_dir_make_tmp ("aisle-shop-XXXXXX", &error);
  Run run = { .file = file, .summary = summary };
  if (!folder)
    return cli_fail ("%s", error->message);
  if (!open_output (options->events, &run.events) || !open_output (options->vectors, &run.vectors))
    return CLI_FAILED;
  const AisleShopListener listener = { on_event, run.vectors ? on_floor : NULL, &run };
  run.shop = aisle_shop_new (file, &listener);
  run.feeds = g_new0 (VectorFeed *, file->n_cameras);
  gboolean opened = open_feeds (&run, folder, options, &error);
  int status = opened ? count (&run) : cli_fail ("%s", error->message);
  clear (&run, folder);
  gboolean written = close_output (run.events) & close_output (run.vectors);
  if (!written)
    return cli_fail ("the results could not be written whole");
  if (status == CLI_OK && run.n_frames == 0)
    return cli_fail ("no camera had a frame");
  if (opened && !cli_is_quiet ())
    summary_print (summary, stderr);
  return status;
}

static int
run (int argc, char **argv)
{
  static Options o;
  const GOptionEntry entries[] = {
    { "events", 0, 0, G_OPTION_ARG_FILENAME, &o.events,
      "Write events (JSON lines; -: standard output)", "FILE" },
    { "vectors", 0, 0, G_OPTION_ARG_FILENAME, &o.vectors,
      "Write who is where on the floor (JSON lines)", "FILE" },
    { "model", 0, 0, G_OPTION_ARG_FILENAME, &o.model, "Model, see 'aisle models'", "NAME" },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  if (!cli_parse (&command_shop, "SHOP.json", 1, entries, &argc, &argv))
    return CLI_USAGE;
  g_autoptr (AisleShopFile) file = aisle_shop_file_load (argv[1], &error);
  if (!file)
    return cli_fail ("%s", error->message);
  signal (SIGINT, ask_to_stop);
  signal (SIGTERM, ask_to_stop);
  return count_shop (file, &o);
}

const CliCommand command_shop = { "shop", "Count a shop under several cameras", run };
