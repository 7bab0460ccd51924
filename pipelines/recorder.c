/* SPDX-License-Identifier: MIT */
/** @file recorder.c — see recorder.h */
#include "pipelines/recorder.h"

#include "gst/core/mot.h"
#include "gst/heat-trail.h"
#include "gst/scene-metadata.h"
#include "pipelines/heat-picture.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <gst/video/video.h>
#include <stdio.h>

struct _Recorder {
  FILE *detections, *tracks;
  char *heatmap;
  GstAisleHeatTrail *trail;
  FloorRecord *floor; /* NULL: not wanted */
  int failure;        /* errno of the first write that failed */

  /* Streaming thread. */
  guint n_detected, n_counted;
  guint width, height;
  GArray *people, *counts;
  GString *text;
};

static FILE *
open_file (const char *path, GError **error)
{
  FILE *file = g_fopen (path, "w");

  if (!file)
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "cannot write '%s': %s",
                 path, g_strerror (errno));
  return file;
}

Recorder *
recorder_new (const RecorderFiles *files, GError **error)
{
  g_autoptr (Recorder) recorder = g_new0 (Recorder, 1);

  recorder->heatmap = g_strdup (files->heatmap);
  recorder->trail = gst_aisle_heat_trail_new ();
  recorder->people = g_array_new (FALSE, FALSE, sizeof (AisleScenePerson));
  recorder->counts = g_array_new (FALSE, FALSE, sizeof (AisleSceneCount));
  recorder->text = g_string_new (NULL);
  if ((files->floor.heatmap || files->floor.flow || files->floor.paths)
      && !(recorder->floor = floor_record_new (&files->floor, error)))
    return NULL;
  if ((files->detections && !(recorder->detections = open_file (files->detections, error)))
      || (files->tracks && !(recorder->tracks = open_file (files->tracks, error))))
    return NULL;
  return g_steal_pointer (&recorder);
}

void
recorder_free (Recorder *recorder)
{
  if (!recorder)
    return;
  g_clear_pointer (&recorder->detections, fclose);
  g_clear_pointer (&recorder->tracks, fclose);
  g_clear_pointer (&recorder->trail, gst_aisle_heat_trail_free);
  g_clear_pointer (&recorder->floor, floor_record_free);
  g_array_unref (recorder->people);
  g_array_unref (recorder->counts);
  g_string_free (recorder->text, TRUE);
  g_free (recorder->heatmap);
  g_free (recorder);
}

/* ---- frames: streaming thread ------------------------------------------------------------- */

static void
read_people (Recorder *recorder, GstBuffer *buffer)
{
  GstAnalyticsRelationMeta *meta = gst_buffer_get_analytics_relation_meta (buffer);

  g_array_set_size (recorder->people, 0);
  g_array_set_size (recorder->counts, 0);
  if (meta)
    gst_aisle_scene_read (meta, recorder->people, recorder->counts);
}

static void
write_out (Recorder *recorder, FILE *file)
{
  const GString *text = recorder->text;

  if (fwrite (text->str, 1, text->len, file) != text->len && recorder->failure == 0)
    recorder->failure = errno;
}

/* @tracks: write only those that are tracked and seen; else every box, without a number. */
static void
write_mot (Recorder *recorder, FILE *file, guint frame, gboolean tracks)
{
  g_string_set_size (recorder->text, 0);
  for (guint i = 0; i < recorder->people->len; i++) {
    const AisleScenePerson *person = &g_array_index (recorder->people, AisleScenePerson, i);
    AisleMotRow row = { frame, tracks ? (gint64) person->track : -1, person->box };
    if (!tracks || (person->track && !person->coasting))
      aisle_mot_append (recorder->text, &row);
  }
  write_out (recorder, file);
}

static GstPadProbeReturn
on_detected (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  Recorder *recorder = user_data;

  recorder->n_detected++;
  if (!recorder->detections)
    return GST_PAD_PROBE_OK;
  read_people (recorder, GST_PAD_PROBE_INFO_BUFFER (info));
  write_mot (recorder, recorder->detections, recorder->n_detected, FALSE);
  return GST_PAD_PROBE_OK;
}

static GstPadProbeReturn
on_counted (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  Recorder *recorder = user_data;
  GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER (info);
  guint frame = ++recorder->n_counted;

  if (!recorder->tracks && !recorder->heatmap && !recorder->floor)
    return GST_PAD_PROBE_OK;
  read_people (recorder, buffer);
  if (recorder->tracks)
    write_mot (recorder, recorder->tracks, frame, TRUE);
  gst_aisle_heat_trail_update (recorder->trail, (gint64) GST_BUFFER_PTS (buffer),
                               (const AisleScenePerson *) recorder->people->data,
                               recorder->people->len);
  if (recorder->floor)
    floor_record_update (recorder->floor, (gint64) GST_BUFFER_PTS (buffer),
                         (const AisleScenePerson *) recorder->people->data, recorder->people->len);
  return GST_PAD_PROBE_OK;
}

static GstPadProbeReturn
on_caps (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  Recorder *recorder = user_data;
  GstEvent *event = GST_PAD_PROBE_INFO_EVENT (info);
  GstVideoInfo video;
  GstCaps *caps;

  if (GST_EVENT_TYPE (event) != GST_EVENT_CAPS)
    return GST_PAD_PROBE_OK;
  gst_event_parse_caps (event, &caps);
  if (gst_video_info_from_caps (&video, caps)) {
    recorder->width = (guint) GST_VIDEO_INFO_WIDTH (&video);
    recorder->height = (guint) GST_VIDEO_INFO_HEIGHT (&video);
  }
  return GST_PAD_PROBE_OK;
}

void
recorder_attach (Recorder *recorder, GstElement *detect, GstElement *footfall)
{
  g_autoptr (GstPad) detected = gst_element_get_static_pad (detect, "src");
  g_autoptr (GstPad) counted = gst_element_get_static_pad (footfall, "src");

  gst_pad_add_probe (detected, GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, on_caps, recorder, NULL);
  gst_pad_add_probe (detected, GST_PAD_PROBE_TYPE_BUFFER, on_detected, recorder, NULL);
  gst_pad_add_probe (counted, GST_PAD_PROBE_TYPE_BUFFER, on_counted, recorder, NULL);
}

/* ---- end ---------------------------------------------------------------------------------- */

static gboolean
close_file (FILE **file, int *failure)
{
  FILE *open = g_steal_pointer (file);

  if (open && fclose (open) != 0 && *failure == 0)
    *failure = errno;
  return *failure == 0;
}

static gboolean
write_heatmap (const Recorder *recorder, const AisleConfig *config, GError **error)
{
  const AisleHeatmap *map = gst_aisle_heat_trail_get (recorder->trail);
  g_autofree char *numbers = NULL;

  if (!g_str_has_suffix (recorder->heatmap, ".csv"))
    return heat_picture_write (map, config, recorder->width, recorder->height, recorder->heatmap,
                               error);
  numbers = aisle_heatmap_to_csv (map);
  return g_file_set_contents (recorder->heatmap, numbers, -1, error);
}

gboolean
recorder_finish (Recorder *recorder, const AisleConfig *config, GError **error)
{
  int failure = recorder->failure;

  if (!close_file (&recorder->detections, &failure) || !close_file (&recorder->tracks, &failure)) {
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (failure),
                 "the results could not be written whole: %s", g_strerror (failure));
    return FALSE;
  }
  if (recorder->heatmap && !write_heatmap (recorder, config, error))
    return FALSE;
  return !recorder->floor || floor_record_finish (recorder->floor, config, error);
}
