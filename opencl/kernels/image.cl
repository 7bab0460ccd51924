/* SPDX-License-Identifier: MIT */
/**
 * @file image.cl
 * Resample, convert, normalise: one work-item per pixel of the input.
 *
 * Bilinear with half-pixel centres and clamped edges, without antialiasing, as the training tools'
 * resize. Chroma samples lie in the middle of their 2 × 2 pixels.
 */
// test-defines:
#include "image-format.h"

/* Four neighbours of a plane and their weights. */
typedef struct {
  int x0, x1, y0, y1;
  float fx, fy;
} Sample;

static Sample
sample_at (float x, float y, int width, int height)
{
  Sample s;
  x = clamp (x, 0.0f, (float) (width - 1));
  y = clamp (y, 0.0f, (float) (height - 1));
  s.x0 = (int) x;
  s.y0 = (int) y;
  s.x1 = min (s.x0 + 1, width - 1);
  s.y1 = min (s.y0 + 1, height - 1);
  s.fx = x - (float) s.x0;
  s.fy = y - (float) s.y0;
  return s;
}

/* The weighted mean of bytes @pixel apart, each @at bytes into its pixel. */
static float
take (__global const uchar *plane, int stride, int pixel, int at, Sample s)
{
  __global const uchar *top = plane + s.y0 * stride + at, *bottom = plane + s.y1 * stride + at;
  const float a = (float) top[s.x0 * pixel], b = (float) top[s.x1 * pixel];
  const float c = (float) bottom[s.x0 * pixel], d = (float) bottom[s.x1 * pixel];
  const float upper = fma (b - a, s.fx, a), lower = fma (d - c, s.fx, c);
  return fma (lower - upper, s.fy, upper);
}

static float3
yuv_to_rgb (float y, float u, float v, OcnImageParameters p)
{
  const float luma = (y - p.luma_offset) * p.luma_scale;
  u -= 128.0f;
  v -= 128.0f;
  const float3 rgb = (float3) (fma (v, p.red_v, luma), fma (u, p.green_u, fma (v, p.green_v, luma)),
                               fma (u, p.blue_u, luma));
  return clamp (rgb, 0.0f, 255.0f);
}

/* R, G, B in 0…255 at a point of the picture. */
static float3
colour_at (__global const uchar *planes, float x, float y, OcnImageParameters p)
{
  const Sample s = sample_at (x, y, p.image_width, p.image_height);
  __global const uchar *first = planes + p.offsets[0], *second = planes + p.offsets[1];
  if (p.layout == IMAGE_PACKED)
    return (float3) (take (first, p.strides[0], p.pixel_bytes, p.red, s),
                     take (first, p.strides[0], p.pixel_bytes, p.green, s),
                     take (first, p.strides[0], p.pixel_bytes, p.blue, s));
  const float luma = take (first, p.strides[0], 1, 0, s);
  if (p.layout == IMAGE_GRAY)
    return yuv_to_rgb (luma, 128.0f, 128.0f, p);
  const Sample chroma = sample_at (fma (x, 0.5f, -0.25f), fma (y, 0.5f, -0.25f),
                                 (p.image_width + 1) / 2, (p.image_height + 1) / 2);
  if (p.layout == IMAGE_SEMIPLANAR)
    return yuv_to_rgb (luma, take (second, p.strides[1], 2, 0, chroma),
                       take (second, p.strides[1], 2, 1, chroma), p);
  return yuv_to_rgb (luma, take (second, p.strides[1], 1, 0, chroma),
                     take (planes + p.offsets[2], p.strides[2], 1, 0, chroma), p);
}

__kernel void
image (__global const uchar *planes, __global float *y, const OcnImageParameters p)
{
  const int ox = get_global_id (0), oy = get_global_id (1), ix = ox - p.x, iy = oy - p.y;
  float3 rgb = (float3) (p.padding);
  if (ix >= 0 && ix < p.inner_width && iy >= 0 && iy < p.inner_height)
    rgb = colour_at (planes, fma ((float) ix + 0.5f, p.ratio_x, -0.5f),
                     fma ((float) iy + 0.5f, p.ratio_y, -0.5f), p);
  y += p.start + oy * p.step_y + ox * p.step_x;
  if (p.channels == 1) {
    const float gray = fma (rgb.x, 0.299f, fma (rgb.y, 0.587f, rgb.z * 0.114f));
    y[0] = (gray - p.mean[0]) * p.scale[0];
    return;
  }
  y[p.target[0] * p.step_channel] = (rgb.x - p.mean[0]) * p.scale[0];
  y[p.target[1] * p.step_channel] = (rgb.y - p.mean[1]) * p.scale[1];
  y[p.target[2] * p.step_channel] = (rgb.z - p.mean[2]) * p.scale[2];
}
