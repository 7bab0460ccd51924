/* SPDX-License-Identifier: MIT */
/** @file interop-process.c A host application that has its own signal handlers, locale, working
 * directory and floating-point mode keeps them while it loads the plugin and runs networks. */
#define _GNU_SOURCE /* fegetexcept */
#include <fenv.h>
#include <gst/check/gstcheck.h>
#include <locale.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>
#ifdef __SSE__
#include <xmmintrin.h>
#endif

static const int signals[] = { SIGSEGV, SIGFPE,  SIGILL,  SIGBUS,  SIGABRT, SIGINT,  SIGTERM,
                               SIGHUP,  SIGQUIT, SIGUSR1, SIGUSR2, SIGPIPE, SIGCHLD, SIGALRM };
static volatile sig_atomic_t handled;

static void
on_signal (int number, siginfo_t *info, void *context)
{
  handled = number;
}

/** Be a host that has set up everything for itself. */
static void
become_host (void)
{
  struct sigaction action = { .sa_sigaction = on_signal, .sa_flags = SA_SIGINFO | SA_RESTART };
  sigemptyset (&action.sa_mask);
  sigaddset (&action.sa_mask, SIGUSR2);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    fail_unless (sigaction (signals[i], &action, NULL) == 0);
  fail_unless (setlocale (LC_ALL, "C.UTF-8") != NULL);
  fail_unless (setlocale (LC_NUMERIC, "C") != NULL);
  fail_unless (chdir ("/") == 0);
  fesetround (FE_UPWARD);
}

static unsigned int
float_control (void)
{
#ifdef __SSE__
  return _mm_getcsr () & ~(unsigned int) _MM_EXCEPT_MASK; /* without what has happened so far */
#else
  return 0;
#endif
}

/** The handlers are the host's, and they are called. */
static void
expect_own_handlers (const char *when)
{
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++) {
    struct sigaction action;
    sigaction (signals[i], NULL, &action);
    fail_unless (action.sa_sigaction == on_signal, "%s has another handler %s",
                 strsignal (signals[i]), when);
    fail_unless (action.sa_flags & SA_SIGINFO && action.sa_flags & SA_RESTART);
    fail_unless (sigismember (&action.sa_mask, SIGUSR2) == 1);
    handled = 0;
    raise (signals[i]);
    fail_unless_equals_int (handled, signals[i]);
  }
}

static void
expect_host (unsigned int control, const char *when)
{
  expect_own_handlers (when);
  fail_unless_equals_string (setlocale (LC_CTYPE, NULL), "C.UTF-8");
  fail_unless_equals_string (setlocale (LC_NUMERIC, NULL), "C");
  g_autofree char *folder = g_get_current_dir ();
  fail_unless_equals_string (folder, "/");
  fail_unless_equals_int (fegetround (), FE_UPWARD);
  fail_unless_equals_int (fegetexcept (), 0);
  fail_unless_equals_int (float_control (), control);
  sigset_t blocked;
  pthread_sigmask (SIG_SETMASK, NULL, &blocked);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    fail_unless (sigismember (&blocked, signals[i]) == 0);
}

/* ---- loading ------------------------------------------------------------------------------ */

/** What gst-inspect and a scan of the registry do. */
GST_START_TEST (loading_every_element)
{
  become_host ();
  const unsigned int control = float_control ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GstPlugin) plugin = gst_plugin_load_file (PLUGIN, &error);
  fail_unless (plugin != NULL, "%s", error != NULL ? error->message : "");
  expect_host (control, "after loading");
  GList *features
      = gst_registry_get_feature_list_by_plugin (gst_registry_get (), gst_plugin_get_name (plugin));
  fail_unless (g_list_length (features) >= 5);
  for (GList *l = features; l != NULL; l = l->next) {
    GstElement *element = gst_element_factory_create (GST_ELEMENT_FACTORY (l->data), NULL);
    fail_unless (element != NULL);
    gst_object_unref (element);
    expect_host (control, GST_OBJECT_NAME (l->data));
  }
  gst_plugin_feature_list_free (features);
}
GST_END_TEST;

/* ---- running ------------------------------------------------------------------------------ */

typedef struct {
  GMutex lock;
  guint frames;
  int rounding;         /**< of the streaming thread, that of the first frame */
  unsigned int control; /**< the same */
  gboolean changed;
} Stream;

/** The mode of the streaming thread before and after the network, on each frame. */
static GstPadProbeReturn
look_at_thread (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  Stream *stream = data;
  g_mutex_lock (&stream->lock);
  if (stream->frames++ == 0) {
    stream->rounding = fegetround ();
    stream->control = float_control ();
  } else {
    stream->changed |= stream->rounding != fegetround () || stream->control != float_control ();
  }
  g_mutex_unlock (&stream->lock);
  return GST_PAD_PROBE_OK;
}

static void
watch_pads (GstElement *pipeline, Stream *stream)
{
  g_autoptr (GstElement) detect = gst_bin_get_by_name (GST_BIN (pipeline), "d");
  const char *const names[] = { "sink", "src" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GstPad) pad = gst_element_get_static_pad (detect, names[i]);
    gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, look_at_thread, stream, NULL);
  }
}

GST_START_TEST (running_a_network)
{
  Stream stream = { 0 };
  g_mutex_init (&stream.lock);
  become_host ();
  const unsigned int control = float_control ();
  for (int i = 0; i < 2; i++) {
    g_autoptr (GstElement) pipeline = gst_parse_launch (
        "videotestsrc num-buffers=5 ! video/x-raw,width=64,height=64 ! "
        "aisledetect name=d device=cpu model=" TINY_MODEL " ! aisletrack ! fakesink",
        NULL);
    fail_unless (pipeline != NULL);
    watch_pads (pipeline, &stream);
    g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
    gst_element_set_state (pipeline, GST_STATE_PLAYING);
    expect_own_handlers ("while it starts");
    g_autoptr (GstMessage) message = gst_bus_timed_pop_filtered (
        bus, GST_CLOCK_TIME_NONE, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
    fail_unless_equals_int (GST_MESSAGE_TYPE (message), GST_MESSAGE_EOS);
    expect_host (control, "while it runs");
    gst_element_set_state (pipeline, GST_STATE_NULL);
    expect_host (control, "when it has stopped");
  }
  fail_unless_equals_int (stream.frames, 2 * 2 * 5);
  fail_if (stream.changed);
  g_mutex_clear (&stream.lock);
}
GST_END_TEST;

static Suite *
process_suite (void)
{
  Suite *suite = suite_create ("interop-process");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (suite, tc);
  tcase_add_test (tc, loading_every_element);
  tcase_add_test (tc, running_a_network);
  return suite;
}

GST_CHECK_MAIN (process);
