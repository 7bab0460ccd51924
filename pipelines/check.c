/* SPDX-License-Identifier: MIT */
/** @file check.c — `aisle check`: will this camera count well? */
#include "gst/core/model-info.h"
#include "gst/scene-metadata.h"
#include "pipelines/analysis.h"
#include "pipelines/camera-view.h"
#include "pipelines/cli.h"
#include "pipelines/licence-note.h"
#include "pipelines/source.h"

#include <gst/video/video.h>
#include <math.h>
#include <stdio.h>

#define LIGHT_STEP 8 /* each so many-th pixel and row is enough to judge light */

typedef struct {
  CameraView *view;
  AisleModelInfo *model;
  GstVideoInfo video;
  GArray *people, *counts, *sights;
} Check;

/* Pixels of the model's input per pixel of the frame, as aisledetect chooses them. */
static double
input_scale (const AisleModelInfo *model, guint width, guint height)
{
  guint w, h;

  aisle_model_info_choose_size (model, width, height, &w, &h);
  return w && h ? MIN ((double) w / width, (double) h / height) : 1;
}

static void
take_caps (Check *check, GstEvent *event)
{
  GstCaps *caps;
  guint width, height;

  gst_event_parse_caps (event, &caps);
  if (!gst_video_info_from_caps (&check->video, caps))
    return;
  width = (guint) GST_VIDEO_INFO_WIDTH (&check->video);
  height = (guint) GST_VIDEO_INFO_HEIGHT (&check->video);
  camera_view_set_frame (check->view, width, height, input_scale (check->model, width, height));
}

/* Of RGB the green component, which is most of the brightness; of the others the luma. */
static void
measure_light (Check *check, GstBuffer *buffer)
{
  double sum = 0, squares = 0;
  guint n = 0, component = GST_VIDEO_INFO_IS_RGB (&check->video) ? 1 : 0;
  GstVideoFrame frame;

  if (!gst_video_frame_map (&frame, &check->video, buffer, GST_MAP_READ))
    return;
  for (int y = 0; y < GST_VIDEO_FRAME_HEIGHT (&frame); y += LIGHT_STEP) {
    const guint8 *row = (const guint8 *) GST_VIDEO_FRAME_COMP_DATA (&frame, component)
                        + (gsize) y * GST_VIDEO_FRAME_COMP_STRIDE (&frame, component);
    for (int x = 0; x < GST_VIDEO_FRAME_WIDTH (&frame); x += LIGHT_STEP, n++) {
      double value = row[x * GST_VIDEO_FRAME_COMP_PSTRIDE (&frame, component)];
      sum += value;
      squares += value * value;
    }
  }
  gst_video_frame_unmap (&frame);
  camera_view_add_light (check->view, sum / n, sqrt (MAX (0, squares / n - sum * sum / n / n)));
}

static void
measure_people (Check *check, GstBuffer *buffer)
{
  GstAnalyticsRelationMeta *meta = gst_buffer_get_analytics_relation_meta (buffer);

  g_array_set_size (check->people, 0);
  g_array_set_size (check->counts, 0);
  g_array_set_size (check->sights, 0);
  if (meta)
    gst_aisle_scene_read (meta, check->people, check->counts);
  for (guint i = 0; i < check->people->len; i++) {
    const AisleScenePerson *person = &g_array_index (check->people, AisleScenePerson, i);
    CameraSight sight = { person->track, person->box.x, person->box.y, person->box.w,
                          person->box.h };
    if (person->track && !person->coasting)
      g_array_append_val (check->sights, sight);
  }
  camera_view_add_people (check->view, (gint64) GST_BUFFER_PTS (buffer),
                          (const CameraSight *) check->sights->data, check->sights->len);
}

static GstPadProbeReturn
on_data (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  Check *check = user_data;

  if (!(info->type & GST_PAD_PROBE_TYPE_BUFFER)) {
    if (GST_EVENT_TYPE (GST_PAD_PROBE_INFO_EVENT (info)) == GST_EVENT_CAPS)
      take_caps (check, GST_PAD_PROBE_INFO_EVENT (info));
    return GST_PAD_PROBE_OK;
  }
  measure_light (check, GST_PAD_PROBE_INFO_BUFFER (info));
  measure_people (check, GST_PAD_PROBE_INFO_BUFFER (info));
  return GST_PAD_PROBE_OK;
}

static void
on_built (const Chain *chain, gpointer user_data)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (chain->footfall, "src");

  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, on_data,
                     user_data, NULL);
}

static void
on_event (const AisleEvent *event, gpointer user_data)
{
  if (event->type == AISLE_EVENT_CAMERA_BLIND)
    camera_view_add_blind (((Check *) user_data)->view, event->blind_cause, event->pts);
}

static int
check_camera (const AnalysisOptions *options, Check *check)
{
  g_autoptr (GPtrArray) sentences = NULL;
  AnalysisResult result;
  int status = analysis_run (options, &result);

  if (result.frames == 0)
    return status == CLI_OK ? cli_fail ("'%s' has no frames", options->location) : status;
  sentences = camera_view_judge (check->view);
  for (guint i = 0; i < sentences->len; i++)
    printf ("%s\n", (const char *) sentences->pdata[i]);
  return status;
}

static int
run (int argc, char **argv)
{
  g_autofree char *file = NULL;
  g_autofree char *model = NULL;
  g_autofree char *path = NULL;
  g_autoptr (AisleConfig) config = NULL;
  g_autoptr (AisleModelInfo) info = NULL;
  g_autoptr (CameraView) view = NULL;
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (AisleScenePerson));
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (AisleSceneCount));
  g_autoptr (GArray) sights = g_array_new (FALSE, FALSE, sizeof (CameraSight));
  g_autoptr (GError) error = NULL;
  Check check;
  AnalysisOptions options = { .timeout = 10,
                              .limit = 60,
                              .chain.threshold = CHAIN_DEFAULT,
                              .built = on_built,
                              .event = on_event,
                              .user_data = &check };
  const GOptionEntry entries[] = {
    { "config", 0, 0, G_OPTION_ARG_FILENAME, &file, "Judge its lines too", "FILE" },
    { "model", 0, 0, G_OPTION_ARG_FILENAME, &model, "Model, see 'aisle models'", "NAME" },
    { "seconds", 0, 0, G_OPTION_ARG_DOUBLE, &options.limit, "Look so long (60)", "SECONDS" },
    { "timeout", 0, 0, G_OPTION_ARG_DOUBLE, &options.timeout,
      "Wait so long for the first frame (10)", "SECONDS" },
    { NULL },
  };

  if (!cli_parse (&command_check, "VIDEO|rtsp://...", 1, entries, &argc, &argv))
    return CLI_USAGE;
  if (!(options.limit > 0) || !(options.timeout > 0))
    return cli_misuse ("--seconds and --timeout must be above 0");
  if ((file && !(config = aisle_config_load (file, &error)))
      || !(path = aisle_model_find (model ? model : AISLE_MODEL_DEFAULT, &error))
      || !(info = aisle_model_info_load (path, &error)))
    return cli_fail ("%s", error->message);
  view = camera_view_new (config);
  check = (Check) { view, info, .people = people, .counts = counts, .sights = sights };
  options.location = argv[1];
  options.camera = config ? config->camera : "camera";
  options.chain.live = source_is_live (argv[1]);
  options.chain.config = file;
  options.chain.model = model;
  gst_init (NULL, NULL);
  licence_note (model);
  return check_camera (&options, &check);
}

const CliCommand command_check = { "check", "Tell whether a camera will count well", run };
