/* SPDX-License-Identifier: MIT */
/** @file vector-feed.c Reads frames ahead in a thread. */
#include "pipelines/vector-feed.h"

#include <gio/gio.h>
#include <signal.h>

#define AHEAD 64

struct _VectorFeed {
  char *name; /* for messages */
  GDataInputStream *lines;
  GSubprocess *process; /* NULL: a file */
  GThread *thread;
  GMutex mutex;
  GCond changed;
  GQueue frames; /* AisleVectors, at most AHEAD */
  gboolean ended, freed;
  GError *error;
};

/* ---- the thread --------------------------------------------------------------------------- */

/* Returns: FALSE when nobody wants more. */
static gboolean
push (VectorFeed *feed, AisleVectors *frame)
{
  g_mutex_lock (&feed->mutex);
  while (g_queue_get_length (&feed->frames) >= AHEAD && !feed->freed)
    g_cond_wait (&feed->changed, &feed->mutex);
  g_queue_push_tail (&feed->frames, frame);
  g_cond_broadcast (&feed->changed);
  gboolean more = !feed->freed;
  g_mutex_unlock (&feed->mutex);
  return more;
}

static void
end (VectorFeed *feed, GError *error)
{
  if (error)
    g_prefix_error (&error, "%s: ", feed->name);
  g_mutex_lock (&feed->mutex);
  feed->ended = TRUE;
  feed->error = error;
  g_cond_broadcast (&feed->changed);
  g_mutex_unlock (&feed->mutex);
}

static gboolean
check_process (VectorFeed *feed, GError **error)
{
  return !feed->process || g_subprocess_wait_check (feed->process, NULL, error);
}

static gpointer
read_lines (gpointer data)
{
  VectorFeed *feed = data;
  GError *error = NULL;
  gsize length;
  char *line;
  gboolean more = TRUE;
  while (more && (line = g_data_input_stream_read_line (feed->lines, &length, NULL, &error))) {
    AisleVectors *frame = aisle_vectors_parse (line, (gssize) length, &error);
    g_free (line);
    more = frame && push (feed, frame);
  }
  if (!error && more)
    check_process (feed, &error);
  end (feed, error);
  return NULL;
}

/* ---- making and ending -------------------------------------------------------------------- */

static VectorFeed *
new_feed (const char *name, GInputStream *bytes, GSubprocess *process)
{
  VectorFeed *feed = g_new0 (VectorFeed, 1);
  feed->name = g_strdup (name);
  feed->lines = g_data_input_stream_new (bytes);
  feed->process = process;
  g_mutex_init (&feed->mutex);
  g_cond_init (&feed->changed);
  g_queue_init (&feed->frames);
  feed->thread = g_thread_new ("vectors", read_lines, feed);
  return feed;
}

VectorFeed *
vector_feed_new_file (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) bytes = g_file_read (file, NULL, error);
  return bytes ? new_feed (path, G_INPUT_STREAM (bytes), NULL) : NULL;
}

VectorFeed *
vector_feed_new_analysis (const char *const *arguments, GError **error)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", error);
  if (!program)
    return NULL;
  g_autoptr (GPtrArray) line = g_ptr_array_new ();
  g_ptr_array_add (line, program);
  for (guint i = 0; arguments[i]; i++)
    g_ptr_array_add (line, (gpointer) arguments[i]);
  g_ptr_array_add (line, NULL);
  GSubprocess *process = g_subprocess_newv ((const char *const *) line->pdata,
                                            G_SUBPROCESS_FLAGS_STDOUT_PIPE, error);
  return process ? new_feed (arguments[1], g_subprocess_get_stdout_pipe (process), process) : NULL;
}

void
vector_feed_stop (VectorFeed *feed)
{
  if (feed->process)
    g_subprocess_send_signal (feed->process, SIGINT);
}

void
vector_feed_free (VectorFeed *feed)
{
  if (!feed)
    return;
  g_mutex_lock (&feed->mutex);
  feed->freed = TRUE;
  g_cond_broadcast (&feed->changed);
  g_mutex_unlock (&feed->mutex);
  if (feed->process)
    g_subprocess_force_exit (feed->process);
  g_thread_join (feed->thread);
  g_queue_clear_full (&feed->frames, (GDestroyNotify) aisle_vectors_free);
  g_mutex_clear (&feed->mutex);
  g_cond_clear (&feed->changed);
  g_clear_error (&feed->error);
  g_object_unref (feed->lines);
  g_clear_object (&feed->process);
  g_free (feed->name);
  g_free (feed);
}

/* ---- frames ------------------------------------------------------------------------------- */

const AisleVectors *
vector_feed_peek (VectorFeed *feed, gint64 wait)
{
  gint64 until = g_get_monotonic_time () + wait;
  gboolean in_time = TRUE;
  g_mutex_lock (&feed->mutex);
  while (in_time && !feed->ended && g_queue_is_empty (&feed->frames)) {
    if (wait < 0)
      g_cond_wait (&feed->changed, &feed->mutex);
    else
      in_time = g_cond_wait_until (&feed->changed, &feed->mutex, until);
  }
  const AisleVectors *frame = g_queue_peek_head (&feed->frames);
  g_mutex_unlock (&feed->mutex);
  return frame;
}

AisleVectors *
vector_feed_take (VectorFeed *feed)
{
  g_mutex_lock (&feed->mutex);
  AisleVectors *frame = g_queue_pop_head (&feed->frames);
  g_cond_broadcast (&feed->changed);
  g_mutex_unlock (&feed->mutex);
  return frame;
}

gboolean
vector_feed_has_ended (VectorFeed *feed, GError **error)
{
  g_mutex_lock (&feed->mutex);
  gboolean ended = feed->ended && g_queue_is_empty (&feed->frames);
  if (ended && feed->error && error && !*error)
    *error = g_error_copy (feed->error);
  g_mutex_unlock (&feed->mutex);
  return ended;
}
