/* SPDX-License-Identifier: MIT */
/**
 * @file model-info.c
 * Keyfiles right and wrong, where models are found, and the choice of an input size.
 */
#include <gst/check/gstcheck.h>

#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

#include "gst/core/model-info.h"

#define TENSORS                                                                                    \
  "[modelinfo]\nversion=1.0\n[in]\ndir=input\ndims=1,3,240,320\nranges=0,255\n"                    \
  "[second]\ndir=output\n[first]\ndir=output\n"
#define FULL                                                                                       \
  TENSORS "[aisle]\nname=full\nlicence=MIT: as its package says\nhead=nanodet\nlabels=cat;dog\n"   \
          "outputs=first\ninput-size=64x96\nsize-step=32\nfit=stretch\npadding=7\ncolors=bgr\n"    \
          "strides=8;16\nnms-iou=0.6\nhigh-threshold=0.3\nreg-max=15\n"    \
          "cell-offset=0.5\n"

static AisleModelInfo *
parse (const char *text, GError **error)
{
  return aisle_model_info_parse (text, strlen (text), "x.modelinfo", error);
}

GST_START_TEST (test_all_keys)
{
  g_autoptr (AisleModelInfo) info = parse (FULL, NULL);

  fail_unless (info != NULL);
  fail_unless_equals_string (info->name, "full");
  fail_unless_equals_string (info->licence, "MIT: as its package says");
  fail_unless (info->head == AISLE_HEAD_NANODET);
  fail_unless_equals_int (g_strv_length (info->labels), 2);
  fail_unless_equals_string (info->labels[1], "dog");
  fail_unless_equals_string (info->input, "in");
  fail_unless_equals_int (g_strv_length (info->outputs), 1);
  fail_unless_equals_string (info->outputs[0], "first");
  fail_unless (info->input_width == 64 && info->input_height == 96 && info->size_step == 32);
  fail_unless (!info->letterbox && info->bgr && info->padding == 7);
  fail_unless (info->n_strides == 2 && info->strides[0] == 8 && info->strides[1] == 16);
  fail_unless (info->nms_iou == 0.6f && info->high_threshold == 0.3f && info->reg_max == 15);
  fail_unless (info->cell_offset == 0.5f);
  for (int i = 0; i < 3; i++)
    fail_unless (info->mean[i] == 0 && info->scale[i] == 1);
}
GST_END_TEST;

GST_START_TEST (test_defaults)
{
  g_autoptr (AisleModelInfo) info = parse (TENSORS "[aisle]\nhead=yolov8\nlabels=person\n", NULL);

  fail_unless (info != NULL);
  fail_unless_equals_string (info->name, "x");
  fail_unless (info->licence == NULL);
  fail_unless_equals_string (info->outputs[0], "second");
  fail_unless_equals_string (info->outputs[1], "first");
  fail_unless (info->input_width == 320 && info->input_height == 240 && info->size_step == 0);
  fail_unless (info->letterbox && !info->bgr && info->padding == 114);
  fail_unless (info->n_strides == 0 && info->nms_iou == 0.5f && info->reg_max == 7);
  fail_unless (info->cell_offset == 0);
}
GST_END_TEST;

/* ranges=low,high says what 0 and 255 become. */
GST_START_TEST (test_ranges)
{
  g_autoptr (AisleModelInfo) info =
      parse ("[modelinfo]\nversion=1.0\n[in]\ndir=input\nranges=-1,1;0,1; -2.5 , 2.6\n"
             "[out]\ndir=output\n[aisle]\nhead=yolov8\nlabels=a\n",
             NULL);
  const float ends[3][2] = { { -1, 1 }, { 0, 1 }, { -2.5f, 2.6f } };

  fail_unless (info != NULL);
  for (int i = 0; i < 3; i++) {
    fail_unless (fabsf ((0 - info->mean[i]) * info->scale[i] - ends[i][0]) < 1e-5f);
    fail_unless (fabsf ((255 - info->mean[i]) * info->scale[i] - ends[i][1]) < 1e-5f);
  }
  fail_unless (info->input_width == 0 && info->input_height == 0);
}
GST_END_TEST;

/* In FULL, the line @from becomes @to; the sentence must name @group and @key. */
static const struct {
  const char *from, *to, *group, *key;
} mistakes[] = {
  { "version=1.0\n", "", "[modelinfo]", "version" },
  { "version=1.0\n", "version=2.0\n", "[modelinfo]", "version" },
  { "dir=input\n", "", "…", "dir" },
  { "[second]\ndir=output\n", "[second]\ndir=input\n", "…", "dir" },
  { "ranges=0,255\n", "", "[in]", "ranges" },
  { "ranges=0,255\n", "ranges=0,255;0,255\n", "[in]", "ranges" },
  { "ranges=0,255\n", "ranges=5,5\n", "[in]", "ranges" },
  { "ranges=0,255\n", "ranges=0,nan\n", "[in]", "ranges" },
  { "ranges=0,255\n", "ranges=0\n", "[in]", "ranges" },
  { "dims=1,3,240,320\n", "dims=1,3,240\n", "[in]", "dims" },
  { "dims=1,3,240,320\n", "dims=1,3,two,320\n", "[in]", "dims" },
  { "head=nanodet\n", "", "[aisle]", "head" },
  { "head=nanodet\n", "head=magic\n", "[aisle]", "head" },
  { "labels=cat;dog\n", "", "[aisle]", "labels" },
  { "labels=cat;dog\n", "labels=\n", "[aisle]", "labels" },
  { "strides=8;16\n", "", "[aisle]", "strides" },
  { "strides=8;16\n", "strides=\n", "[aisle]", "strides" },
  { "strides=8;16\n", "strides=0\n", "[aisle]", "strides" },
  { "strides=8;16\n", "strides=8.5\n", "[aisle]", "strides" },
  { "strides=8;16\n", "strides=8;x\n", "[aisle]", "strides" },
  { "strides=8;16\n", "strides=1;2;3;4;5;6;7;8;9\n", "[aisle]", "strides" },
  { "input-size=64x96\n", "input-size=64\n", "[aisle]", "input-size" },
  { "input-size=64x96\n", "input-size=64x-96\n", "[aisle]", "input-size" },
  { "input-size=64x96\n", "input-size=1e9x1\n", "[aisle]", "input-size" },
  { "input-size=64x96\n", "input-size=64x96x32\n", "[aisle]", "input-size" },
  { "input-size=64x96\n", "input-size=64x16385\n", "[aisle]", "input-size" },
  { "input-size=64x96\n", "input-size=0x96\n", "[aisle]", "input-size" },
  { "size-step=32\n", "size-step=7\n", "[aisle]", "size-step" },
  { "size-step=32\n", "size-step=-1\n", "[aisle]", "size-step" },
  { "fit=stretch\n", "fit=crop\n", "[aisle]", "fit" },
  { "colors=bgr\n", "colors=yuv\n", "[aisle]", "colors" },
  { "padding=7\n", "padding=256\n", "[aisle]", "padding" },
  { "nms-iou=0.6\n", "nms-iou=high\n", "[aisle]", "nms-iou" },
  { "nms-iou=0.6\n", "nms-iou=nan\n", "[aisle]", "nms-iou" },
  { "high-threshold=0.3\n", "high-threshold=30\n", "[aisle]", "high-threshold" },
  { "reg-max=15\n", "reg-max=1.5\n", "[aisle]", "reg-max" },
  { "reg-max=15\n", "reg-max=1000000000\n", "[aisle]", "reg-max" },
  { "reg-max=15\n", "stride=15\n", "[aisle]", "stride" },
  { "cell-offset=0.5\n", "cell-offset=2\n", "[aisle]", "cell-offset" },
  { "head=nanodet\n", "head=ssd\n", "[aisle]", "ssd-scales" },
  { "head=nanodet\n", "head=ssd\nssd-scales=0.9;0.2\n", "[aisle]", "ssd-scales" },
};

GST_START_TEST (test_mistakes)
{
  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++) {
    g_auto (GStrv) parts = g_strsplit (FULL, mistakes[i].from, 2);
    g_autofree char *text = g_strjoinv (mistakes[i].to, parts);
    g_autoptr (GError) error = NULL;
    fail_unless_equals_int (g_strv_length (parts), 2);
    fail_unless (parse (text, &error) == NULL, "%s", mistakes[i].to);
    fail_unless (g_error_matches (error, AISLE_MODEL_ERROR, AISLE_MODEL_ERROR_VALUE));
    fail_unless (strstr (error->message, mistakes[i].group) != NULL
                     && strstr (error->message, mistakes[i].key) != NULL
                     && strstr (error->message, "x.modelinfo") != NULL,
                 "%s", error->message);
  }
}
GST_END_TEST;

/* Every beginning of a good file is read or refused, never worse. */
GST_START_TEST (test_truncated)
{
  for (guint n = 0; n < strlen (FULL); n++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (AisleModelInfo) info = aisle_model_info_parse (FULL, n, "cut", &error);
    fail_unless ((info != NULL) != (error != NULL));
  }
  fail_unless (parse ("not a keyfile", NULL) == NULL);
}
GST_END_TEST;

GST_START_TEST (test_files)
{
  g_autofree char *folder = g_dir_make_tmp ("aisle-XXXXXX", NULL);
  g_autofree char *model = g_build_filename (folder, "net.onnx", NULL);
  g_autofree char *keyfile = g_strconcat (model, ".modelinfo", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *none = NULL, *found = NULL, *by_path = NULL;

  g_setenv ("AISLE_MODELS", folder, TRUE);
  none = aisle_model_find ("net", &error);
  fail_unless (none == NULL && g_error_matches (error, AISLE_MODEL_ERROR, AISLE_MODEL_ERROR_FILE));
  fail_unless (strstr (error->message, "models/fetch") != NULL);
  g_clear_error (&error);
  fail_unless (g_file_set_contents (model, "", 0, NULL));
  found = aisle_model_find ("net", NULL);
  fail_unless_equals_string (found, model);
  by_path = aisle_model_find (model, NULL);
  fail_unless_equals_string (by_path, model);
  fail_unless (aisle_model_find (folder, NULL) == NULL);

  fail_unless (aisle_model_info_load (model, &error) == NULL);
  fail_unless (g_error_matches (error, AISLE_MODEL_ERROR, AISLE_MODEL_ERROR_FILE));
  fail_unless (g_file_set_contents (keyfile, FULL, -1, NULL));
  aisle_model_info_free (aisle_model_info_load (model, NULL));
  g_unlink (keyfile);
  g_unlink (model);
  g_rmdir (folder);
}
GST_END_TEST;

static const struct {
  guint frame_width, frame_height, width, height;
} sizes[] = {
  { 768, 576, 384, 288 },   { 640, 480, 384, 288 },   { 1920, 1080, 448, 256 },
  { 1280, 720, 448, 256 },  { 1080, 1920, 256, 448 }, { 1280, 1024, 384, 288 },
  { 1000, 1000, 320, 320 }, { 720, 576, 384, 288 },   { 0, 0, 384, 288 },
};

GST_START_TEST (test_choose_size)
{
  AisleModelInfo info = { .input_width = 384, .input_height = 288, .size_step = 32 };
  guint width, height;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    aisle_model_info_choose_size (&info, sizes[i].frame_width, sizes[i].frame_height, &width,
                                  &height);
    fail_unless_equals_int (width, sizes[i].width);
    fail_unless_equals_int (height, sizes[i].height);
  }
  info.size_step = 0;
  aisle_model_info_choose_size (&info, 1920, 1080, &width, &height);
  fail_unless (width == 384 && height == 288);
}
GST_END_TEST;

/* Against all sizes there are, for every shape of frame. */
GST_START_TEST (test_choose_size_is_best)
{
  AisleModelInfo info = { .input_width = 416, .input_height = 320, .size_step = 32 };

  for (guint frame_width = 1; frame_width < 5000; frame_width += 37) {
    double best = 0;
    guint width, height;
    for (guint h = 32; h <= 4400; h += 32)
      for (guint w = 32; w <= 4400; w += 32)
        if (w * h <= 416 * 320 * 1.05)
          best = MAX (best, MIN ((double)w / frame_width, h / 480.0));
    aisle_model_info_choose_size (&info, frame_width, 480, &width, &height);
    fail_unless (width % 32 == 0 && height % 32 == 0 && width > 0 && height > 0);
    fail_unless (width * height <= 416 * 320 * 1.05);
    fail_unless (MIN ((double)width / frame_width, height / 480.0) == best);
  }
}
GST_END_TEST;

static Suite *
model_info_suite (void)
{
  Suite *suite = suite_create ("model-info");
  TCase *cases = tcase_create ("all");

  suite_add_tcase (suite, cases);
  tcase_add_test (cases, test_all_keys);
  tcase_add_test (cases, test_defaults);
  tcase_add_test (cases, test_ranges);
  tcase_add_test (cases, test_mistakes);
  tcase_add_test (cases, test_truncated);
  tcase_add_test (cases, test_files);
  tcase_add_test (cases, test_choose_size);
  tcase_add_test (cases, test_choose_size_is_best);
  return suite;
}

GST_CHECK_MAIN (model_info);
