/* SPDX-License-Identifier: MIT */
/**
 * SECTION:element-aislepublish
 *
 * Writes the events of Aisle that pass by as JSON lines (`aisle.event/1`), each as soon as it
 * comes. Media passes untouched, of any kind.
 *
 * |[
 * gst-launch-1.0 videotestsrc num-buffers=50 ! aislefootfall !
 *   aislepublish url=file:events.jsonl ! fakesink
 * ]|
 */
/** @file aislepublish.c The element aislepublish: events to a file or to standard output. */
#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <gst/base/gstbasetransform.h>
#include <signal.h>
#include <unistd.h>

#include "gst/event-file.h"
#include "gst/meta/gst/aisle/event.h"
#include "gst/plugin/elements.h"

GST_DEBUG_CATEGORY_STATIC (aislepublish_debug);
#define GST_CAT_DEFAULT aislepublish_debug

enum { PROP_URL = 1, PROP_APPEND };
#define DEFAULT_URL "-"
#define DEFAULT_APPEND FALSE

static GstStaticPadTemplate sink_template =
    GST_STATIC_PAD_TEMPLATE ("sink", GST_PAD_SINK, GST_PAD_ALWAYS, GST_STATIC_CAPS_ANY);
static GstStaticPadTemplate src_template =
    GST_STATIC_PAD_TEMPLATE ("src", GST_PAD_SRC, GST_PAD_ALWAYS, GST_STATIC_CAPS_ANY);

#define GST_TYPE_AISLE_PUBLISH (gst_aisle_publish_get_type ())
G_DECLARE_FINAL_TYPE (GstAislePublish, gst_aisle_publish, GST, AISLE_PUBLISH, GstBaseTransform)

struct _GstAislePublish {
  GstBaseTransform parent;
  char *url;
  gboolean append;
  int fd;          /**< -1 when closed */
  GHashTable *ids; /**< (nullable): of events that a file held already */
  gboolean failed; /**< the error has been posted; streaming thread */
};

G_DEFINE_TYPE (GstAislePublish, gst_aisle_publish, GST_TYPE_BASE_TRANSFORM)
GST_ELEMENT_REGISTER_DEFINE_WITH_CODE (aislepublish, "aislepublish", GST_RANK_NONE,
                                       GST_TYPE_AISLE_PUBLISH,
                                       GST_DEBUG_CATEGORY_INIT (aislepublish_debug, "aislepublish",
                                                                0, "Events to JSON lines"))

/** Path of a `file:` url; NULL for any other. */
static char *
path_of_url (const char *url)
{
  if (g_str_has_prefix (url, "file://"))
    return g_filename_from_uri (url, NULL, NULL);
  if (g_str_has_prefix (url, "file:") && url[5] != '\0')
    return g_strdup (url + 5);
  return NULL;
}

static gboolean
open_file (GstAislePublish *self, const char *path)
{
  self->fd = self->append ? gst_aisle_event_file_append (path, &self->ids)
                          : open (path, O_WRONLY | O_CREAT | O_CLOEXEC | O_TRUNC, 0666);
  if (self->fd < 0)
    GST_ELEMENT_ERROR (
        self, RESOURCE, OPEN_WRITE,
        ("Cannot open %s for writing: %s. Choose another url.", path, g_strerror (errno)), (NULL));
  return self->fd >= 0;
}

static gboolean
gst_aisle_publish_start (GstBaseTransform *base)
{
  GstAislePublish *self = GST_AISLE_PUBLISH (base);
  self->failed = FALSE;
  if (g_strcmp0 (self->url, "-") == 0) {
    self->fd = dup (STDOUT_FILENO);
    if (self->fd < 0)
      GST_ELEMENT_ERROR (self, RESOURCE, OPEN_WRITE,
                         ("Standard output is closed. Use url=file:PATH."), (NULL));
    return self->fd >= 0;
  }
  g_autofree char *path = self->url != NULL ? path_of_url (self->url) : NULL;
  if (path != NULL)
    return open_file (self, path);
  GST_ELEMENT_ERROR (
      self, RESOURCE, SETTINGS,
      ("Cannot publish to \"%s\": use url=file:PATH or url=-.", self->url != NULL ? self->url : ""),
      (NULL));
  return FALSE;
}

static gboolean
gst_aisle_publish_stop (GstBaseTransform *base)
{
  GstAislePublish *self = GST_AISLE_PUBLISH (base);
  const int fd = self->fd;
  self->fd = -1;
  g_clear_pointer (&self->ids, g_hash_table_unref);
  if (fd >= 0 && close (fd) != 0 && !self->failed)
    GST_ELEMENT_ERROR (self, RESOURCE, CLOSE,
                       ("Cannot finish writing to %s: %s.", self->url, g_strerror (errno)), (NULL));
  return TRUE;
}

/** write() that reports a reader who has gone without the signal that would end the process. */
static gssize
write_without_signal (int fd, const char *data, gsize length)
{
  const struct timespec no_wait = { 0, 0 };
  sigset_t broken_pipe, before;
  sigemptyset (&broken_pipe);
  sigaddset (&broken_pipe, SIGPIPE);
  pthread_sigmask (SIG_BLOCK, &broken_pipe, &before);
  const gssize written = write (fd, data, length);
  const int reason = errno;
  if (written < 0 && reason == EPIPE)
    sigtimedwait (&broken_pipe, NULL, &no_wait);
  pthread_sigmask (SIG_SETMASK, &before, NULL);
  errno = reason;
  return written;
}

static gboolean
write_all (int fd, const char *data, gsize length)
{
  while (length > 0) {
    const gssize written = write_without_signal (fd, data, length);
    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0)
      return FALSE;
    data += written;
    length -= (gsize) written;
  }
  return TRUE;
}

static void
publish (GstAislePublish *self, const GstStructure *structure)
{
  g_autofree char *json = gst_aisle_event_structure_to_json (structure);
  if (json == NULL) {
    GST_WARNING_OBJECT (self, "not an event of a known schema: %" GST_PTR_FORMAT, structure);
    return;
  }
  guint64 id = 0;
  gst_structure_get_uint64 (structure, "id", &id);
  if (self->ids != NULL && g_hash_table_contains (self->ids, &id))
    return;
  g_autofree char *line = g_strconcat (json, "\n", NULL);
  if (self->failed || write_all (self->fd, line, strlen (line)))
    return;
  self->failed = TRUE;
  GST_ELEMENT_ERROR (self, RESOURCE, WRITE,
                     ("Cannot write an event to %s: %s.", self->url, g_strerror (errno)), (NULL));
}

static gboolean
gst_aisle_publish_sink_event (GstBaseTransform *base, GstEvent *event)
{
  const GstStructure *structure = gst_aisle_event_get_structure (event);
  if (structure != NULL)
    publish (GST_AISLE_PUBLISH (base), structure);
  return GST_BASE_TRANSFORM_CLASS (gst_aisle_publish_parent_class)->sink_event (base, event);
}

static GstFlowReturn
gst_aisle_publish_transform_ip (GstBaseTransform *base, GstBuffer *buffer)
{
  return GST_AISLE_PUBLISH (base)->failed ? GST_FLOW_ERROR : GST_FLOW_OK;
}

static void
gst_aisle_publish_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  GstAislePublish *self = GST_AISLE_PUBLISH (object);
  switch (id) {
  case PROP_URL:
    g_free (self->url);
    self->url = g_value_dup_string (value);
    break;
  case PROP_APPEND:
    self->append = g_value_get_boolean (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
  }
}

static void
gst_aisle_publish_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  GstAislePublish *self = GST_AISLE_PUBLISH (object);
  switch (id) {
  case PROP_URL:
    g_value_set_string (value, self->url);
    break;
  case PROP_APPEND:
    g_value_set_boolean (value, self->append);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
  }
}

static void
gst_aisle_publish_finalize (GObject *object)
{
  g_free (GST_AISLE_PUBLISH (object)->url);
  G_OBJECT_CLASS (gst_aisle_publish_parent_class)->finalize (object);
}

static void
gst_aisle_publish_class_init (GstAislePublishClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);
  GstBaseTransformClass *base_class = GST_BASE_TRANSFORM_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | GST_PARAM_MUTABLE_READY;

  object_class->set_property = gst_aisle_publish_set_property;
  object_class->get_property = gst_aisle_publish_get_property;
  object_class->finalize = gst_aisle_publish_finalize;
  g_object_class_install_property (
      object_class, PROP_URL,
      g_param_spec_string ("url", "URL", "Where events go: file:PATH, or - for standard output",
                           DEFAULT_URL, flags));
  g_object_class_install_property (object_class, PROP_APPEND,
                                   g_param_spec_boolean ("append", "Append",
                                                         "Keep what the file holds already, and "
                                                         "write no event that it holds again",
                                                         DEFAULT_APPEND, flags));

  gst_element_class_set_static_metadata (element_class, "Aisle publisher", "Filter/Analyzer/Video",
                                         "Writes the events that pass by as JSON lines", "Aisle");
  gst_element_class_add_static_pad_template (element_class, &sink_template);
  gst_element_class_add_static_pad_template (element_class, &src_template);

  base_class->start = GST_DEBUG_FUNCPTR (gst_aisle_publish_start);
  base_class->stop = GST_DEBUG_FUNCPTR (gst_aisle_publish_stop);
  base_class->sink_event = GST_DEBUG_FUNCPTR (gst_aisle_publish_sink_event);
  base_class->transform_ip = GST_DEBUG_FUNCPTR (gst_aisle_publish_transform_ip);
}

static void
gst_aisle_publish_init (GstAislePublish *self)
{
  self->url = g_strdup (DEFAULT_URL);
  self->append = DEFAULT_APPEND;
  self->fd = -1;
  gst_base_transform_set_passthrough (GST_BASE_TRANSFORM (self), TRUE);
}
