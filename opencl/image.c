/* SPDX-License-Identifier: MIT */
/** @file image.c  Picture → input: checks, letterbox geometry, colour matrices, the launch. */
#include "opencl/image.h"

#include <math.h>
#include <string.h>

#include "opencl/error.h"
#include "opencl/kernels/image-format.h"
#include "opencl/program.h"
#include "opencl/session.h"

#define MAX_SIZE 16384

/* Bytes of a pixel of the first plane, the order of its channels, and the planes. */
static const struct {
  guint pixel_bytes;
  int red, green, blue; /* bytes within a pixel */
  int layout;           /* as the kernel knows it */
} formats[] = {
  [OCN_FORMAT_I420] = { 1, 0, 0, 0, IMAGE_PLANAR },
  [OCN_FORMAT_NV12] = { 1, 0, 0, 0, IMAGE_SEMIPLANAR },
  [OCN_FORMAT_GRAY8] = { 1, 0, 0, 0, IMAGE_GRAY },
  [OCN_FORMAT_RGB] = { 3, 0, 1, 2, IMAGE_PACKED },
  [OCN_FORMAT_BGR] = { 3, 2, 1, 0, IMAGE_PACKED },
  [OCN_FORMAT_RGBX] = { 4, 0, 1, 2, IMAGE_PACKED },
  [OCN_FORMAT_BGRX] = { 4, 2, 1, 0, IMAGE_PACKED },
  [OCN_FORMAT_XRGB] = { 4, 1, 2, 3, IMAGE_PACKED },
  [OCN_FORMAT_XBGR] = { 4, 3, 2, 1, IMAGE_PACKED },
};

gboolean
ocn_image_stage_init (OcnImageStage *stage, OcnDevice *device, GError **error)
{
  OcnProgram *program = ocn_program_generic (device, "image", error);

  stage->device = device;
  stage->kernel = program == NULL ? NULL : ocn_program_kernel (program, "image", error);
  return stage->kernel != NULL;
}

void
ocn_image_stage_clear (OcnImageStage *stage)
{
  if (stage->kernel != NULL)
    clReleaseKernel (stage->kernel);
  if (stage->planes != NULL)
    clReleaseMemObject (stage->planes);
  stage->kernel = NULL;
  stage->planes = NULL;
}

/* Bytes of a row and rows of plane @i; 0 rows where the format has no such plane. */
static void
plane_size (const OcnImage *image, guint i, gsize *row, guint *rows)
{
  guint half_width = (image->width + 1) / 2, half_height = (image->height + 1) / 2;

  *row = (gsize) image->width * formats[image->format].pixel_bytes;
  *rows = image->height;
  if (i == 0)
    return;
  gboolean planar = formats[image->format].layout == IMAGE_PLANAR;
  gboolean semi = formats[image->format].layout == IMAGE_SEMIPLANAR;
  *row = planar ? half_width : 2 * (gsize) half_width;
  *rows = planar || (semi && i == 1) ? half_height : 0;
}

gboolean
ocn_image_check (const OcnImage *image, GError **error)
{
  if ((guint) image->format >= G_N_ELEMENTS (formats))
    return ocn_fail (error, OCN_ERROR_ARGUMENT, "image format %d is unknown", image->format);
  if (image->width < 1 || image->height < 1 || image->width > MAX_SIZE
      || image->height > MAX_SIZE)
    return ocn_fail (error, OCN_ERROR_ARGUMENT, "an image of %u×%u is not within 1…%d pixels",
                     image->width, image->height, MAX_SIZE);
  if (!(image->pixel_aspect >= 0) || isinf (image->pixel_aspect))
    return ocn_fail (error, OCN_ERROR_ARGUMENT, "a pixel aspect ratio of %g is impossible",
                     image->pixel_aspect);
  for (guint i = 0; i < 3; i++) {
    gsize row;
    guint rows;
    plane_size (image, i, &row, &rows);
    if (rows > 0 && (image->planes[i] == NULL || image->strides[i] < row))
      return ocn_fail (error, OCN_ERROR_ARGUMENT,
                       "plane %u of the image is missing or its stride is below %" G_GSIZE_FORMAT,
                       i, row);
    if (rows > 0 && image->strides[i] > G_MAXINT / 4 / rows)
      return ocn_fail (error, OCN_ERROR_ARGUMENT, "plane %u of the image is too large", i);
  }
  return TRUE;
}

gboolean
ocn_image_crop (const OcnImage *image, guint x, guint y, guint width, guint height, OcnImage *crop,
                GError **error)
{
  if (!ocn_image_check (image, error))
    return FALSE;
  const int layout = formats[image->format].layout;
  const gboolean halved = layout == IMAGE_PLANAR || layout == IMAGE_SEMIPLANAR;
  if (width < 1 || height < 1 || x >= image->width || y >= image->height
      || width > image->width - x || height > image->height - y || (halved && (x | y) & 1))
    return ocn_fail (error, OCN_ERROR_ARGUMENT,
                     "a crop of %u×%u at %u, %u is not possible in an image of %u×%u", width,
                     height, x, y, image->width, image->height);
  *crop = *image;
  crop->width = width;
  crop->height = height;
  crop->planes[0] += y * image->strides[0] + x * formats[image->format].pixel_bytes;
  for (guint i = 1; halved && i < (layout == IMAGE_PLANAR ? 3u : 2u); i++)
    crop->planes[i] += y / 2 * image->strides[i] + (layout == IMAGE_PLANAR ? x / 2 : x);
  return TRUE;
}

void
ocn_image_place (const OcnImage *image, OcnFit fit, guint width, guint height,
                 OcnPlacement *placement)
{
  double aspect = image->pixel_aspect > 0 ? image->pixel_aspect : 1;
  double shown = image->width * aspect;
  double scale = MIN (width / shown, height / (double) image->height);

  *placement = (OcnPlacement) { 0, 0, width, height, { 0 } };
  if (fit == OCN_FIT_LETTERBOX) {
    placement->width = CLAMP ((guint) lround (shown * scale), 1, width);
    placement->height = CLAMP ((guint) lround (image->height * scale), 1, height);
    placement->x = (width - placement->width) / 2;
    placement->y = (height - placement->height) / 2;
  }
  placement->mapping = (OcnMapping) {
    .scale_x = placement->width / (double) image->width,
    .scale_y = placement->height / (double) image->height,
    .offset_x = placement->x,
    .offset_y = placement->y,
  };
}

/* Copy the planes to the device; their offsets. */
static gboolean
stage_planes (OcnImageStage *stage, cl_command_queue queue, const OcnImage *image, int offsets[3],
              GError **error)
{
  gsize sizes[3], total = 0;

  for (guint i = 0; i < 3; i++) {
    gsize row;
    guint rows;
    plane_size (image, i, &row, &rows);
    sizes[i] = rows == 0 ? 0 : image->strides[i] * (rows - 1) + row;
    offsets[i] = (int) total;
    total += (sizes[i] + 63) / 64 * 64;
  }
  if (total > stage->bytes) {
    cl_int status;
    if (stage->planes != NULL)
      clReleaseMemObject (stage->planes);
    stage->bytes = 0;
    stage->planes
        = clCreateBuffer (stage->device->context, CL_MEM_READ_ONLY, total, NULL, &status);
    if (!ocn_cl_check (status, "allocating memory for the image", error))
      return FALSE;
    stage->bytes = total;
  }
  for (guint i = 0; i < 3; i++)
    if (sizes[i] > 0
        && !ocn_cl_check (clEnqueueWriteBuffer (queue, stage->planes, CL_TRUE, (gsize) offsets[i],
                                                sizes[i], image->planes[i], 0, NULL, NULL),
                          "copying the image", error))
      return FALSE;
  return TRUE;
}

/* Offsets and factors that make R, G, B in 0…255 of Y, U, V bytes (ITU-R BT.601, 709, 2020). */
static void
colour_matrix (const OcnImage *image, OcnImageParameters *p)
{
  static const double weights[][2] = { [OCN_MATRIX_BT601] = { 0.299, 0.114 },
                                       [OCN_MATRIX_BT709] = { 0.2126, 0.0722 },
                                       [OCN_MATRIX_BT2020] = { 0.2627, 0.0593 } };
  guint matrix = MIN ((guint) image->matrix, G_N_ELEMENTS (weights) - 1);
  double kr = weights[matrix][0], kb = weights[matrix][1], kg = 1 - kr - kb;
  double chroma = image->full_range ? 1 : 255.0 / 224;

  p->luma_offset = image->full_range ? 0 : 16;
  p->luma_scale = image->full_range ? 1.0f : (float) (255.0 / 219);
  p->red_v = (float) (2 * (1 - kr) * chroma);
  p->green_u = (float) (-2 * (1 - kb) * kb / kg * chroma);
  p->green_v = (float) (-2 * (1 - kr) * kr / kg * chroma);
  p->blue_u = (float) (2 * (1 - kb) * chroma);
}

static void
normalisation (const OcnPreprocess *preprocess, guint channels, OcnImageParameters *p)
{
  for (guint c = 0; c < 3; c++) {
    guint to = channels == 3 && preprocess->bgr ? 2 - c : c;
    p->mean[c] = preprocess->mean[channels == 3 ? to : 0];
    p->scale[c] = preprocess->scale[channels == 3 ? to : 0];
  }
  p->padding = preprocess->padding;
}

/* How the input's picture lies in memory: pixels and floats apart. FALSE: it is not a picture. */
static gboolean
input_layout (const OcnShape *shape, const OcnPreprocess *preprocess, OcnImageParameters *p)
{
  if (shape->rank != 4 || shape->dims[0] != 1)
    return FALSE;
  gboolean planes = shape->dims[1] == 3 || shape->dims[1] == 1;
  if (!planes && shape->dims[3] != 3 && shape->dims[3] != 1)
    return FALSE;
  p->channels = (int) shape->dims[planes ? 1 : 3];
  p->height = (int) shape->dims[planes ? 2 : 1];
  p->width = (int) shape->dims[planes ? 3 : 2];
  p->step_x = planes ? 1 : p->channels;
  p->step_y = p->width * p->step_x;
  p->step_channel = planes ? p->width * p->height : 1;
  for (int c = 0; c < 3; c++)
    p->target[c] = p->channels == 3 && preprocess->bgr ? 2 - c : c;
  return TRUE;
}

static void
fill_parameters (const OcnImage *image, const OcnPreprocess *preprocess, const int offsets[3],
                 const OcnPlacement *placement, OcnImageParameters *p)
{
  p->layout = formats[image->format].layout;
  p->pixel_bytes = (int) formats[image->format].pixel_bytes;
  p->red = formats[image->format].red;
  p->green = formats[image->format].green;
  p->blue = formats[image->format].blue;
  p->image_width = (int) image->width;
  p->image_height = (int) image->height;
  for (guint i = 0; i < 3; i++) {
    p->offsets[i] = offsets[i];
    p->strides[i] = (int) image->strides[i];
  }
  p->x = (int) placement->x;
  p->y = (int) placement->y;
  p->inner_width = (int) placement->width;
  p->inner_height = (int) placement->height;
  p->ratio_x = (float) (1 / placement->mapping.scale_x);
  p->ratio_y = (float) (1 / placement->mapping.scale_y);
  colour_matrix (image, p);
  normalisation (preprocess, (guint) p->channels, p);
}

/* The value to write: the input, or where the first convolution wants it packed. */
static int
choose_target (OcnSession *session, guint index, OcnImageParameters *p)
{
  const OcnNetwork *network = session->model->network;
  int stem = session->stems[index];

  if (stem < 0)
    return g_array_index (network->inputs, int, index);
  const OcnLayer *layer = g_ptr_array_index (network->layers, (guint) stem);
  int target = g_array_index (layer->args, OcnArg, 1).i;
  const OcnValue *packed = ocn_network_value (network, target);
  int halo = (int) packed->halo;
  p->step_x = (int) packed->lanes;
  p->step_y = (p->width + 2 * halo) * p->step_x;
  p->step_channel = 1;
  p->start = halo * (p->step_y + p->step_x);
  session->skipped[stem] = TRUE;
  return target;
}

static gboolean
launch (OcnSession *session, int value, const OcnImageParameters *p, GError **error)
{
  OcnImageStage *stage = &session->stage;
  const gsize global[2] = { (gsize) p->width, (gsize) p->height };

  return ocn_cl_check (clSetKernelArg (stage->kernel, 0, sizeof (cl_mem), &stage->planes)
                           | clSetKernelArg (stage->kernel, 1, sizeof (cl_mem),
                                             &session->buffers[value])
                           | clSetKernelArg (stage->kernel, 2, sizeof *p, p),
                       "setting the image kernel's arguments", error)
         && ocn_cl_check (clEnqueueNDRangeKernel (session->queue, stage->kernel, 2, NULL, global,
                                                  NULL, 0, NULL, NULL),
                          "converting the image", error);
}

gboolean
ocn_session_set_image (OcnSession *session, guint index, const OcnImage *image,
                       const OcnPreprocess *preprocess, OcnMapping *mapping, GError **error)
{
  const OcnNetwork *network = session->model->network;
  OcnImageParameters p = { 0 };
  OcnPlacement placement;
  int offsets[3];

  if (index >= network->inputs->len)
    return ocn_fail (error, OCN_ERROR_ARGUMENT, "the model has %u inputs; there is no input %u",
                     network->inputs->len, index);
  if (!ocn_image_check (image, error))
    return FALSE;
  int value = g_array_index (network->inputs, int, index);
  if (!input_layout (&ocn_network_value (network, value)->shape, preprocess, &p))
    return ocn_fail (error, OCN_ERROR_ARGUMENT,
                     "input %u is no picture of 1 or 3 channels; set it as a tensor", index);
  value = choose_target (session, index, &p);
  ocn_image_place (image, preprocess->fit, (guint) p.width, (guint) p.height, &placement);
  if (mapping != NULL)
    *mapping = placement.mapping;
  if (!ocn_session_unmap (session, error)
      || !stage_planes (&session->stage, session->queue, image, offsets, error))
    return FALSE;
  fill_parameters (image, preprocess, offsets, &placement, &p);
  return launch (session, value, &p, error);
}
