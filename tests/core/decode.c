/* SPDX-License-Identifier: MIT */
/**
 * @file decode.c
 * Each head on a tensor of few values whose boxes can be told by hand, and on bad input. The
 * Python tests of the models compare with a plain reference on real outputs.
 */
#include <gst/check/gstcheck.h>

#include <math.h>
#include <string.h>

#include "gst/core/decode.h"

#define SEED 4
#define MAX_VALUES 20000

static char *labels[] = { "person", "dog", NULL };
static char *outputs[] = { "a", "b", NULL };

/** A head's input and outputs; every head finds a person of 16 × 24 at (8, 4). */
typedef struct {
  AisleModelInfo info;
  guint width, height, n_outputs;
  AisleTensor tensors[2];
  float data[2][MAX_VALUES];
} Case;

static void
set_tensor (Case *c, guint index, guint rank, const gint64 *dims)
{
  gint64 count = 1;

  c->tensors[index].data = c->data[index];
  c->tensors[index].rank = rank;
  for (guint i = 0; i < rank; i++)
    count *= c->tensors[index].dims[i] = dims[i];
  fail_unless (count <= MAX_VALUES);
  c->n_outputs = index + 1;
}

static void
init_case (Case *c, AisleHead head, guint n_strides, const guint *strides)
{
  memset (c, 0, sizeof *c);
  c->info.name = "test";
  c->info.head = head;
  c->info.labels = labels;
  c->info.outputs = outputs;
  c->info.nms_iou = head == AISLE_HEAD_CENTERNET ? 0 : 0.5f;
  c->info.n_strides = n_strides;
  for (guint i = 0; i < n_strides; i++)
    c->info.strides[i] = strides[i];
  c->width = 32;
  c->height = 64;
}

/* The centre is (16, 16). */
static void
make_centernet (Case *c)
{
  init_case (c, AISLE_HEAD_CENTERNET, 1, (guint[]){ 4 });
  set_tensor (c, 0, 4, (gint64[]){ 1, 2, 16, 8 });
  set_tensor (c, 1, 4, (gint64[]){ 1, 4, 16, 8 });
  c->data[0][4 * 8 + 4] = 0.75f;
  c->data[0][4 * 8 + 5] = 0.5f;
  for (guint i = 0; i < 4; i++)
    c->data[1][i * 128 + 4 * 8 + 4] = i % 2 ? 12 : 8;
}

/* The anchor: third map's first, at (0.5, 0.5) of the input with a scale of 0.5. */
static void
make_ssd (Case *c)
{
  gsize index = 3 * 8 + 6 * 2;

  init_case (c, AISLE_HEAD_SSD, 3, (guint[]){ 16, 32, 64 });
  c->info.ssd_min_scale = 0.1f;
  c->info.ssd_max_scale = 0.5f;
  set_tensor (c, 0, 3, (gint64[]){ 1, 42, 4 });
  set_tensor (c, 1, 3, (gint64[]){ 1, 42, 2 });
  c->data[0][index * 4] = (16 / 64.f - 0.5f) / 0.5f * 10;
  c->data[0][index * 4 + 1] = 0;
  c->data[0][index * 4 + 2] = logf (24 / 64.f / 0.5f) * 5;
  c->data[0][index * 4 + 3] = logf (16 / 32.f / 0.5f) * 5;
  c->data[1][index * 2] = 0.75f;
}

static void
make_yolox (Case *c)
{
  const float cell[] = { 0.5f, -0.5f, logf (16 / 16.f), logf (24 / 16.f), 0.75f, 1, 0.25f };

  init_case (c, AISLE_HEAD_YOLOX, 2, (guint[]){ 8, 16 });
  set_tensor (c, 0, 3, (gint64[]){ 1, 40, 7 });
  memcpy (c->data[0] + (32 + 2 * 1 + 0) * 7, cell, sizeof cell);
  c->data[0][34 * 7] = 1;
  c->data[0][34 * 7 + 1] = 0;
}

static void
make_yolov8 (Case *c)
{
  const float cell[] = { 16, 16, 16, 24, 0.75f, 0.25f };

  init_case (c, AISLE_HEAD_YOLOV8, 0, NULL);
  set_tensor (c, 0, 3, (gint64[]){ 1, 6, 50 });
  for (guint i = 0; i < 6; i++)
    c->data[0][i * 50 + 49] = cell[i];
}

/* Sharp distributions: bins 1 and 2 in strides of 8 make 8 and, half and half, 12. */
static void
make_nanodet (Case *c)
{
  float *cell;

  init_case (c, AISLE_HEAD_NANODET, 2, (guint[]){ 8, 16 });
  c->info.reg_max = 3;
  set_tensor (c, 0, 3, (gint64[]){ 1, 40, 18 });
  cell = c->data[0] + (2 * 4 + 2) * 18;
  cell[0] = 0.75f;
  cell[1] = 0.5f;
  for (guint i = 0; i < 4; i++) {
    cell[2 + i * 4 + 1] = 100;
    cell[2 + i * 4 + 2] = i % 2 ? 100 : -100;
  }
}

static void
make_fastestdet (Case *c)
{
  const float cell[] = { 0.75f, 0, 0, 0, logf (24 / 64.f / (1 - 24 / 64.f)), 0.75f, 0.2f };

  init_case (c, AISLE_HEAD_FASTESTDET, 1, (guint[]){ 16 });
  set_tensor (c, 0, 4, (gint64[]){ 1, 7, 4, 2 });
  for (guint i = 0; i < 7; i++)
    c->data[0][i * 8 + 3] = cell[i];
}

static void (*const makers[]) (Case *) = { make_centernet, make_ssd,     make_yolox,
                                           make_yolov8,    make_nanodet, make_fastestdet };

static GArray *
run (const Case *c, float threshold, const gboolean *wanted, GError **error)
{
  return aisle_decode (&c->info, c->tensors, c->n_outputs, c->width, c->height, threshold, wanted,
                       error);
}

GST_START_TEST (test_one_box)
{
  g_autofree Case *c = g_new (Case, 1);
  g_autoptr (GArray) boxes = NULL;
  AisleBox *box;

  makers[__i__](c);
  boxes = run (c, 0.4f, NULL, NULL);
  fail_unless_equals_int (boxes->len, 1);
  box = &g_array_index (boxes, AisleBox, 0);
  fail_unless_equals_int (box->label, 0);
  fail_unless (fabsf (box->confidence - 0.75f) < 1e-6f);
  fail_unless (fabsf (box->x - 8) < 1e-4f && fabsf (box->y - 4) < 1e-4f, "%g %g", box->x, box->y);
  fail_unless (fabsf (box->w - 16) < 1e-4f && fabsf (box->h - 24) < 1e-4f);
}
GST_END_TEST;

GST_START_TEST (test_wanted_and_threshold)
{
  g_autofree Case *c = g_new (Case, 1);
  g_autoptr (GArray) dogs = NULL, none = NULL, background = NULL;
  char *with_background[] = { "background", "dog", NULL };

  makers[__i__](c);
  dogs = run (c, 0.6f, (gboolean[]){ FALSE, TRUE }, NULL);
  fail_unless_equals_int (dogs->len, 0);
  none = run (c, 0.76f, NULL, NULL);
  fail_unless_equals_int (none->len, 0);
  c->info.labels = with_background;
  background = run (c, 0.6f, NULL, NULL);
  fail_unless_equals_int (background->len, 0);
}
GST_END_TEST;

GST_START_TEST (test_not_finite)
{
  const float wrong[] = { NAN, INFINITY, -INFINITY };
  g_autofree Case *c = g_new (Case, 1);

  for (guint k = 0; k < G_N_ELEMENTS (wrong); k++)
    for (guint index = 0; index < 2; index++) {
      g_autoptr (GArray) boxes = NULL;
      makers[__i__](c);
      for (guint i = 0; i < MAX_VALUES; i++)
        c->data[index][i] = wrong[k];
      boxes = run (c, 0.1f, NULL, NULL);
      for (guint i = 0; index == 0 && i < boxes->len; i++) {
        AisleBox *box = &g_array_index (boxes, AisleBox, i);
        fail_unless (isfinite (box->x) && isfinite (box->y) && isfinite (box->w)
                     && isfinite (box->h) && isfinite (box->confidence));
      }
    }
}
GST_END_TEST;

/* Random bits as floats: nothing but finite boxes with area comes out. */
GST_START_TEST (test_random_bits)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  g_autofree Case *c = g_new (Case, 1);

  for (guint round = 0; round < 20; round++) {
    g_autoptr (GArray) boxes = NULL;
    makers[__i__](c);
    for (guint i = 0; i < MAX_VALUES; i++) {
      guint32 bits[2] = { g_rand_int (random), g_rand_int (random) };
      memcpy (&c->data[0][i], &bits[0], sizeof (float));
      memcpy (&c->data[1][i], &bits[1], sizeof (float));
    }
    boxes = run (c, 0.1f, NULL, NULL);
    fail_unless (boxes->len <= AISLE_DECODE_MAX_BOXES);
    for (guint i = 0; i < boxes->len; i++) {
      AisleBox *box = &g_array_index (boxes, AisleBox, i);
      fail_unless (box->w > 0 && box->h > 0 && isfinite (box->w) && isfinite (box->h));
      fail_unless (isfinite (box->x) && isfinite (box->y));
      fail_unless (box->confidence >= 0.1f && box->confidence <= 1);
    }
  }
}
GST_END_TEST;

static void
expect_error (const Case *c, const char *word)
{
  g_autoptr (GError) error = NULL;

  fail_unless (run (c, 0.1f, NULL, &error) == NULL);
  fail_unless (g_error_matches (error, AISLE_MODEL_ERROR, AISLE_MODEL_ERROR_VALUE));
  fail_unless (strstr (error->message, word) != NULL, "%s", error->message);
}

GST_START_TEST (test_bad_shapes)
{
  g_autofree Case *c = g_new (Case, 1);

  makers[__i__](c);
  for (guint t = 0; t < c->n_outputs; t++) {
    AisleTensor good = c->tensors[t];
    c->tensors[t].rank--;
    expect_error (c, "shape");
    c->tensors[t].rank = 9;
    expect_error (c, "without data");
    c->tensors[t].rank = good.rank;
    for (guint i = 0; i < good.rank; i++) {
      c->tensors[t].dims[i] = 0;
      expect_error (c, "shape");
      c->tensors[t].dims[i] = good.dims[i];
    }
    c->tensors[t].data = NULL;
    expect_error (c, "without data");
    c->tensors[t] = good;
  }
  c->info.labels = (char *[]){ "a", "b", "c", NULL };
  expect_error (c, "3 labels");
  c->info.labels = labels;
  c->n_outputs--;
  expect_error (c, "outputs where head");
  c->n_outputs++;
  c->width = 0;
  expect_error (c, "pixels");
}
GST_END_TEST;

/* A plateau gives one box, touching the border is no reason to miss a peak. */
GST_START_TEST (test_peaks)
{
  g_autofree Case *c = g_new (Case, 1);
  g_autoptr (GArray) boxes = NULL;
  const int cells[] = { 0, 7, 8 * 15 + 7, 8 * 8 + 3, 8 * 8 + 4, 8 * 9 + 3 };

  make_centernet (c);
  memset (c->data[0], 0, sizeof c->data[0]);
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    c->data[0][cells[i]] = 1;
  for (guint i = 0; i < 4 * 128; i++)
    c->data[1][i] = 1;
  boxes = run (c, 0.5f, NULL, NULL);
  fail_unless_equals_int (boxes->len, 4);
  fail_unless_equals_float (g_array_index (boxes, AisleBox, 1).x, 3 * 4 - 1);
  fail_unless_equals_float (g_array_index (boxes, AisleBox, 1).y, 8 * 4 - 1);
}
GST_END_TEST;

GST_START_TEST (test_yolov8_layouts)
{
  g_autofree Case *a = g_new (Case, 1), *b = g_new (Case, 1);
  g_autoptr (GArray) boxes_a = NULL, boxes_b = NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  make_yolov8 (a);
  make_yolov8 (b);
  set_tensor (b, 0, 3, (gint64[]){ 1, 50, 6 });
  for (guint i = 0; i < 6; i++)
    for (guint k = 0; k < 50; k++)
      a->data[0][i * 50 + k] = b->data[0][k * 6 + i] =
          g_rand_double_range (random, 0, i < 4 ? 32 : 1);
  boxes_a = run (a, 0.3f, NULL, NULL);
  boxes_b = run (b, 0.3f, NULL, NULL);
  fail_unless (boxes_a->len > 5 && boxes_a->len == boxes_b->len);
  fail_unless (memcmp (boxes_a->data, boxes_b->data, boxes_a->len * sizeof (AisleBox)) == 0);
}
GST_END_TEST;

static Suite *
decode_suite (void)
{
  Suite *suite = suite_create ("decode");
  TCase *cases = tcase_create ("all");
  int n = G_N_ELEMENTS (makers);

  suite_add_tcase (suite, cases);
  tcase_add_loop_test (cases, test_one_box, 0, n);
  tcase_add_loop_test (cases, test_wanted_and_threshold, 0, n);
  tcase_add_loop_test (cases, test_not_finite, 0, n);
  tcase_add_loop_test (cases, test_random_bits, 0, n);
  tcase_add_loop_test (cases, test_bad_shapes, 0, n);
  tcase_add_test (cases, test_peaks);
  tcase_add_test (cases, test_yolov8_layouts);
  return suite;
}

GST_CHECK_MAIN (decode);
