/* SPDX-License-Identifier: MIT */
/**
 * @file image.c
 * Pictures into inputs: every format, odd sizes, padded strides, letterbox and stretch, against a
 * plain reference in double.
 */
#include <math.h>
#include <string.h>

#include <gst/check/gstcheck.h>

#include "opencl/graph-edit.h"
#include "opencl/session.h"

#define SEED 20260103
#define STRIDE 160
#define ROWS 64

static guint8 bytes[3][STRIDE * ROWS];

/* ---- the reference ------------------------------------------------------------------------ */

/* Bilinear with half-pixel centres and clamped edges; bytes @pixel apart, @at into a pixel. */
static double
sample (const guint8 *plane, int pixel, int at, int width, int height, double x, double y)
{
  x = CLAMP (x, 0, width - 1);
  y = CLAMP (y, 0, height - 1);
  int x0 = (int) x, y0 = (int) y, x1 = MIN (x0 + 1, width - 1), y1 = MIN (y0 + 1, height - 1);
  double fx = x - x0, fy = y - y0;
  const guint8 *top = plane + y0 * STRIDE + at, *bottom = plane + y1 * STRIDE + at;

  return (1 - fy) * ((1 - fx) * top[x0 * pixel] + fx * top[x1 * pixel])
         + fy * ((1 - fx) * bottom[x0 * pixel] + fx * bottom[x1 * pixel]);
}

static void
yuv_to_rgb (const OcnImage *image, double y, double u, double v, double rgb[3])
{
  static const double kr[] = { 0.299, 0.2126, 0.2627 }, kb[] = { 0.114, 0.0722, 0.0593 };
  double r = kr[image->matrix], b = kb[image->matrix], g = 1 - r - b;

  y = image->full_range ? y : (y - 16) * 255 / 219;
  u = (u - 128) * (image->full_range ? 1 : 255.0 / 224);
  v = (v - 128) * (image->full_range ? 1 : 255.0 / 224);
  rgb[0] = CLAMP (y + 2 * (1 - r) * v, 0, 255);
  rgb[1] = CLAMP (y - 2 * (1 - b) * b / g * u - 2 * (1 - r) * r / g * v, 0, 255);
  rgb[2] = CLAMP (y + 2 * (1 - b) * u, 0, 255);
}

static void
colour (const OcnImage *image, double x, double y, double rgb[3])
{
  static const struct {
    int pixel, at[3];
  } packed[] = {
    [OCN_FORMAT_RGB] = { 3, { 0, 1, 2 } },  [OCN_FORMAT_BGR] = { 3, { 2, 1, 0 } },
    [OCN_FORMAT_RGBX] = { 4, { 0, 1, 2 } }, [OCN_FORMAT_BGRX] = { 4, { 2, 1, 0 } },
    [OCN_FORMAT_XRGB] = { 4, { 1, 2, 3 } }, [OCN_FORMAT_XBGR] = { 4, { 3, 2, 1 } },
  };
  int width = (int) image->width, height = (int) image->height;
  int half_width = (width + 1) / 2, half_height = (height + 1) / 2;
  double cx = (x + 0.5) / 2 - 0.5, cy = (y + 0.5) / 2 - 0.5, u = 128, v = 128;

  if (image->format >= OCN_FORMAT_RGB) {
    for (int c = 0; c < 3; c++)
      rgb[c] = sample (bytes[0], packed[image->format].pixel, packed[image->format].at[c], width,
                       height, x, y);
    return;
  }
  if (image->format == OCN_FORMAT_I420) {
    u = sample (bytes[1], 1, 0, half_width, half_height, cx, cy);
    v = sample (bytes[2], 1, 0, half_width, half_height, cx, cy);
  } else if (image->format == OCN_FORMAT_NV12) {
    u = sample (bytes[1], 2, 0, half_width, half_height, cx, cy);
    v = sample (bytes[1], 2, 1, half_width, half_height, cx, cy);
  }
  yuv_to_rgb (image, sample (bytes[0], 1, 0, width, height, x, y), u, v, rgb);
}

/* The value of channel @c of the input at @x, @y. */
static double
expected (const OcnImage *image, const OcnPreprocess *p, int width, int height, int c, int x, int y)
{
  double aspect = image->pixel_aspect > 0 ? image->pixel_aspect : 1, rgb[3];
  double scale = MIN (width / (image->width * aspect), height / (double) image->height);
  int w = width, h = height;

  if (p->fit == OCN_FIT_LETTERBOX) {
    w = (int) lround (image->width * aspect * scale);
    h = (int) lround (image->height * scale);
  }
  int ix = x - (width - w) / 2, iy = y - (height - h) / 2;
  if (ix < 0 || iy < 0 || ix >= w || iy >= h)
    rgb[0] = rgb[1] = rgb[2] = p->padding;
  else
    colour (image, (ix + 0.5) * image->width / w - 0.5, (iy + 0.5) * image->height / h - 0.5, rgb);
  return (rgb[p->bgr ? 2 - c : c] - p->mean[c]) * p->scale[c];
}

/* ---- the device --------------------------------------------------------------------------- */

/* A 3 × 3 convolution whose result is its input. */
static int
add_identity (OcnGraph *graph, int x, const OcnShape *shape)
{
  static const gint64 three[] = { 3, 3 }, one[] = { 1, 1, 1, 1 };
  const OcnShape weights = { 4, { 3, 3, 3, 3 } };
  float data[81] = { 0 };
  OcnNode *node = ocn_node_new ("identity", "Conv");
  int y = ocn_graph_add_tensor (graph, "identity", OCN_TYPE_FLOAT, shape);

  for (int c = 0; c < 3; c++)
    data[(c * 3 + c) * 9 + 4] = 1;
  ocn_node_set_input (node, 0, x);
  ocn_node_set_input (
      node, 1, ocn_graph_add_constant (graph, "w", OCN_TYPE_FLOAT, &weights, data, NULL));
  ocn_node_set_ints (node, "kernel_shape", three, 2);
  ocn_node_set_ints (node, "strides", one, 2);
  ocn_node_set_ints (node, "dilations", one, 2);
  ocn_node_set_ints (node, "pads", one, 4);
  g_array_append_val (node->outputs, y);
  g_ptr_array_add (graph->nodes, node);
  return y;
}

/* A network that hands on the size of its input: by Abs, or by a convolution that keeps each
 * channel (to which the picture goes packed) and Abs. */
static OcnSession *
open_session (const OcnShape *shape, gboolean packed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OcnGraph) graph = ocn_graph_new ();
  g_autoptr (OcnDevice) device = ocn_device_new (NULL, 0, &error);
  OcnNode *node = ocn_node_new ("copy", "Abs");
  int x = ocn_graph_add_tensor (graph, "x", OCN_TYPE_FLOAT, shape);
  int y = ocn_graph_add_tensor (graph, "y", OCN_TYPE_FLOAT, shape);

  ocn_node_set_input (node, 0, packed ? add_identity (graph, x, shape) : x);
  g_array_append_val (node->outputs, y);
  g_ptr_array_add (graph->nodes, node);
  g_array_append_val (graph->inputs, x);
  g_array_append_val (graph->outputs, y);
  fail_unless (device != NULL);
  g_autoptr (OcnModel) model = ocn_model_new_from_graph (device, graph, &error);
  OcnSession *session = model == NULL ? NULL : ocn_session_new (model, &error);
  fail_unless (session != NULL, "%s", error ? error->message : "");
  return session;
}

static void
check_image (OcnSession *session, gboolean nhwc, const OcnImage *image, const OcnPreprocess *p,
             int width, int height)
{
  g_autoptr (GError) error = NULL;
  OcnMapping mapping;

  fail_unless (ocn_session_set_image (session, 0, image, p, &mapping, &error), "%s",
               error ? error->message : "");
  fail_unless (ocn_session_run (session, &error));
  const float *got = ocn_session_get_output (session, 0, &error);
  for (int c = 0; c < 3; c++)
    for (int y = 0; y < height; y++)
      for (int x = 0; x < width; x++) {
        double value = fabs (expected (image, p, width, height, c, x, y));
        int at = nhwc ? (y * width + x) * 3 + c : (c * height + y) * width + x;
        fail_unless (fabs (got[at] - value) < 2e-3 * (1 + p->scale[c]),
                     "format %d, channel %d at %d, %d: %g instead of %g", image->format, c, x, y,
                     got[at], value);
      }
}

static OcnImage
make_image (OcnFormat format, guint width, guint height)
{
  return (OcnImage) {
    .format = format,
    .width = width,
    .height = height,
    .planes = { bytes[0], bytes[1], bytes[2] },
    .strides = { STRIDE, STRIDE, STRIDE },
  };
}

GST_START_TEST (test_formats)
{
  static const guint sizes[][2] = { { 37, 23 }, { 1, 1 }, { 40, 64 }, { 2, 31 } };
  const OcnShape nchw = { 4, { 1, 3, 18, 24 } }, nhwc = { 4, { 1, 18, 24, 3 } };
  g_autoptr (OcnSession) planes = open_session (&nchw, FALSE);
  g_autoptr (OcnSession) pixels = open_session (&nhwc, FALSE);
  g_autoptr (OcnSession) packed = open_session (&nchw, TRUE);

  for (OcnFormat format = OCN_FORMAT_I420; format <= OCN_FORMAT_XBGR; format++)
    for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
      OcnImage image = make_image (format, sizes[i][0], sizes[i][1]);
      const OcnPreprocess p = {
        .fit = i % 2 == 0 ? OCN_FIT_LETTERBOX : OCN_FIT_STRETCH,
        .bgr = i == 2,
        .mean = { 10, 20, 30 },
        .scale = { 1, 0.5f, 0.25f },
        .padding = 114,
      };
      image.matrix = (OcnMatrix) (i % 3);
      image.full_range = i == 1;
      image.pixel_aspect = i == 2 ? 1.5 : 0;
      check_image (planes, FALSE, &image, &p, 24, 18);
      check_image (packed, FALSE, &image, &p, 24, 18);
      check_image (pixels, TRUE, &image, &p, 24, 18);
    }
}
GST_END_TEST;

GST_START_TEST (test_mapping)
{
  const OcnShape shape = { 4, { 1, 3, 384, 384 } };
  const OcnPreprocess p = { .scale = { 1, 1, 1 } };
  OcnPlacement placement;
  OcnImage image = make_image (OCN_FORMAT_GRAY8, 128, 64);

  ocn_image_place (&image, p.fit, (guint) shape.dims[3], (guint) shape.dims[2], &placement);
  fail_unless_equals_int (placement.width, 384);
  fail_unless_equals_int (placement.height, 192);
  fail_unless_equals_float (placement.mapping.scale_x, 3);
  fail_unless_equals_float (placement.mapping.scale_y, 3);
  fail_unless_equals_float (placement.mapping.offset_x, 0);
  fail_unless_equals_float (placement.mapping.offset_y, 96);
  image.pixel_aspect = 0.5;
  ocn_image_place (&image, p.fit, 384, 384, &placement);
  fail_unless_equals_int (placement.width, 384);
  fail_unless_equals_int (placement.height, 384);
}
GST_END_TEST;

/* A crop, pixel for pixel, is what the whole picture shows there; chroma differs at its edges. */
GST_START_TEST (test_crop)
{
  const OcnShape whole = { 4, { 1, 3, 31, 39 } }, part = { 4, { 1, 3, 12, 16 } };
  const OcnPreprocess p = { .fit = OCN_FIT_STRETCH, .scale = { 1, 1, 1 } };
  g_autoptr (OcnSession) all = open_session (&whole, FALSE);
  g_autoptr (OcnSession) some = open_session (&part, FALSE);

  for (OcnFormat format = OCN_FORMAT_I420; format <= OCN_FORMAT_XBGR; format++) {
    const OcnImage image = make_image (format, 39, 31);
    OcnImage crop;
    fail_unless (ocn_image_crop (&image, 22, 10, 16, 12, &crop, NULL));
    fail_unless (ocn_session_set_image (all, 0, &image, &p, NULL, NULL));
    fail_unless (ocn_session_set_image (some, 0, &crop, &p, NULL, NULL));
    fail_unless (ocn_session_run (all, NULL) && ocn_session_run (some, NULL));
    const float *there = ocn_session_get_output (all, 0, NULL);
    const float *here = ocn_session_get_output (some, 0, NULL);
    for (int c = 0; c < 3; c++)
      for (int y = 1; y < 11; y++)
        for (int x = 1; x < 15; x++)
          fail_unless (fabsf (here[(c * 12 + y) * 16 + x]
                              - there[(c * 31 + y + 10) * 39 + x + 22]) < 0.01f,
                       "format %d, channel %d at %d, %d", format, c, x, y);
  }
}
GST_END_TEST;

GST_START_TEST (test_impossible_crops)
{
  static const guint crops[][4] = { { 0, 0, 0, 5 },   { 0, 0, 5, 0 },  { 39, 0, 1, 1 },
                                    { 0, 31, 1, 1 },  { 30, 0, 10, 1 }, { 0, 30, 1, 2 },
                                    { 1, 0, 2, 2 },   { 0, 1, 2, 2 },
                                    { 2, 2, G_MAXUINT, 2 } };
  OcnImage image = make_image (OCN_FORMAT_I420, 39, 31), crop;

  for (gsize i = 0; i < G_N_ELEMENTS (crops); i++) {
    g_autoptr (GError) error = NULL;
    fail_if (ocn_image_crop (&image, crops[i][0], crops[i][1], crops[i][2], crops[i][3], &crop,
                             &error));
    fail_unless (g_error_matches (error, OCN_ERROR, OCN_ERROR_ARGUMENT));
  }
  image.format = OCN_FORMAT_RGB;
  fail_unless (ocn_image_crop (&image, 1, 1, 2, 2, &crop, NULL));
}
GST_END_TEST;

static void
set_up (void)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (SEED);

  for (guint i = 0; i < 3; i++)
    for (guint k = 0; k < sizeof bytes[0]; k++)
      bytes[i][k] = (guint8) g_rand_int_range (dice, 0, 256);
}

static Suite *
image_suite (void)
{
  Suite *suite = suite_create ("image");
  TCase *tests = tcase_create ("image");

  g_print ("seed %d\n", SEED);
  tcase_add_checked_fixture (tests, set_up, NULL);
  tcase_set_timeout (tests, 300);
  tcase_add_test (tests, test_formats);
  tcase_add_test (tests, test_mapping);
  tcase_add_test (tests, test_crop);
  tcase_add_test (tests, test_impossible_crops);
  suite_add_tcase (suite, tests);
  return suite;
}

GST_CHECK_MAIN (image);
