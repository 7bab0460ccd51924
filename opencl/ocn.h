/* SPDX-License-Identifier: MIT */
/**
 * @file ocn.h
 * The inference library of Aisle: ONNX in, OpenCL kernels out. It knows nothing of GStreamer.
 *
 * An `OcnDevice` opens an OpenCL device. An `OcnModel` reads an ONNX file for one device and one
 * input shape; it is immutable and shared. An `OcnSession` owns the memory of one running copy.
 *
 *     OcnDevice *device = ocn_device_new ("cpu", 0, &error);
 *     OcnModel *model = ocn_model_new (device, "person.onnx", NULL, &error);
 *     OcnSession *session = ocn_session_new (model, &error);
 *     ocn_session_set_image (session, 0, &image, &preprocess, &mapping, &error);
 *     ocn_session_run (session, &error);
 *     const float *boxes = ocn_session_get_output (session, 0, &error);
 *
 * Errors: a function that can fail takes a `GError **` and reports `OCN_ERROR` with one of
 * `OcnErrorCode` and one sentence that says what to do. Nothing aborts, exits or prints.
 * Threads: devices and models may be used from any thread at once, a session from one at a time.
 * Tensors are 32-bit floats, dense and row-major, unless stated otherwise.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Export mark of the public functions. */
#define OCN_API __attribute__ ((visibility ("default")))

/** The greatest number of dimensions of a tensor. */
#define OCN_MAX_RANK 8

/** Domain of every error of this library. */
#define OCN_ERROR (ocn_error_quark ())
OCN_API GQuark ocn_error_quark (void);

typedef enum {
  OCN_ERROR_NO_DEVICE,   /**< no OpenCL device fits the selector */
  OCN_ERROR_DEVICE,      /**< a device or its compiler failed; the sentence has the OpenCL error */
  OCN_ERROR_FILE,        /**< the model file cannot be read */
  OCN_ERROR_MODEL,       /**< the model is malformed: not ONNX, truncated, contradictory */
  OCN_ERROR_LIMIT,       /**< the model exceeds a safety limit (nesting, count, size) */
  OCN_ERROR_UNSUPPORTED, /**< an operator, type or attribute that this library does not run */
  OCN_ERROR_SHAPE,       /**< shapes do not fit each other or the given input shape */
  OCN_ERROR_ARGUMENT,    /**< an argument is out of range, e.g. an input index */
} OcnErrorCode;

/** Dimensions of a tensor, outermost first. `rank` 0 is a scalar. */
typedef struct {
  guint rank;
  gint64 dims[OCN_MAX_RANK];
} OcnShape;

/** Number of elements of @shape; 1 for a scalar. */
OCN_API gsize ocn_shape_count (const OcnShape *shape);

/* ---- devices ------------------------------------------------------------------------------ */

typedef struct _OcnDevice OcnDevice;

/** One line of what OpenCL sees, for reports (`aisle devices`). Strings are owned by the struct. */
typedef struct {
  guint platform_index; /**< platform in the order of the ICD loader */
  guint device_index;   /**< device within the platform; selector "platform:device" */
  char *platform;       /**< platform name and version */
  char *name;           /**< device name */
  char *driver;         /**< driver version */
  char *type;           /**< "cpu", "gpu" or "accelerator" */
  guint compute_units;
  guint vector_width; /**< floats in the device's native vector */
  guint64 memory;     /**< bytes of global memory */
  char *problem;      /**< NULL, or why the device cannot be used */
} OcnDeviceInfo;

/**
 * Every device the ICD loader shows, best first (usable before broken; GPU, CPU,
 * accelerator; more compute units).
 * Returns: (transfer full): array of `OcnDeviceInfo *`, empty when there is none. Never NULL.
 */
OCN_API GPtrArray *ocn_device_list (void);

/**
 * Open a device.
 * @selector: NULL or "" for the best device; else "cpu", "gpu", "PLATFORM:DEVICE" (indices of
 *   ocn_device_list()), or a part of the device's or platform's name in any case. A device that
 *   fits but fails (to open, or to compile and run a first kernel) is named once through
 *   g_warning() and the next best that fits is tried.
 * @cores: 0 for all; else a CPU sub-device with so many compute units (at most those that the
 *   process's affinity allows). An error on a device that cannot be partitioned.
 * The first call initialises the OpenCL runtimes. Signal handlers, floating-point mode, locale
 * and working directory are as before when it returns.
 * Returns: (transfer full): the device, or NULL with NO_DEVICE or DEVICE.
 */
OCN_API OcnDevice *ocn_device_new (const char *selector, guint cores, GError **error);
OCN_API OcnDevice *ocn_device_ref (OcnDevice *device);
OCN_API void ocn_device_unref (OcnDevice *device);

/** What was opened; valid as long as @device. `compute_units` is that of the sub-device. */
OCN_API const OcnDeviceInfo *ocn_device_get_info (const OcnDevice *device);

/**
 * Where compiled kernels are kept; those of a driver that keeps them itself (PoCL) are not here.
 * The folder is $OCN_CACHE_DIR, else $XDG_CACHE_HOME/ocn; OCN_CACHE_DIR="" turns the cache off.
 */
typedef struct {
  const char *folder; /**< NULL when the cache is off or the folder cannot be written */
  guint files;
  guint64 bytes;
} OcnCacheInfo;
OCN_API void ocn_cache_get_info (OcnCacheInfo *info);

/* ---- models ------------------------------------------------------------------------------- */

typedef struct _OcnModel OcnModel;

/** An input or output of a model. Valid as long as the model. */
typedef struct {
  const char *name;
  OcnShape shape; /**< with all dimensions known */
} OcnTensorInfo;

/**
 * Read, check and prepare an ONNX model.
 * @path: an ONNX file, opset 9 or later, 32-bit float inputs and outputs.
 * @input_shape: (nullable): replaces the shape of the first input (same rank), for models with
 *   free dimensions or to run at another size; all operators must accept it.
 * One model per file content, device and shape exists in the process: a second call with the
 * same three returns the first's object.
 * Untrusted files are safe: nesting, counts and sizes are checked before anything is unpacked.
 * Returns: (transfer full): the model, or NULL with FILE, MODEL, LIMIT, UNSUPPORTED (names the
 *   operator and node), SHAPE or DEVICE.
 */
OCN_API OcnModel *ocn_model_new (OcnDevice *device, const char *path, const OcnShape *input_shape,
                                 GError **error);
OCN_API OcnModel *ocn_model_ref (OcnModel *model);
OCN_API void ocn_model_unref (OcnModel *model);

OCN_API guint ocn_model_get_n_inputs (const OcnModel *model);
OCN_API guint ocn_model_get_n_outputs (const OcnModel *model);
OCN_API const OcnTensorInfo *ocn_model_get_input (const OcnModel *model, guint index);
OCN_API const OcnTensorInfo *ocn_model_get_output (const OcnModel *model, guint index);
/** Index of the output named @name, or -1. */
OCN_API int ocn_model_find_output (const OcnModel *model, const char *name);
/** Multiply-accumulates of one run, times two. */
OCN_API double ocn_model_get_flop (const OcnModel *model);

/**
 * Shapes of a model file without a device: what `@path` takes and gives. For tools and decoders
 * that choose an input size. A free dimension is -1.
 * Returns: (transfer full): array of `OcnTensorInfo *` of the inputs, or NULL with an error.
 */
OCN_API GPtrArray *ocn_model_peek_inputs (const char *path, GError **error);

/* ---- images ------------------------------------------------------------------------------- */

typedef enum {
  OCN_FORMAT_I420,
  OCN_FORMAT_NV12,
  OCN_FORMAT_GRAY8,
  OCN_FORMAT_RGB,
  OCN_FORMAT_BGR,
  OCN_FORMAT_RGBX, /**< 4 bytes, the 4th ignored: also RGBA */
  OCN_FORMAT_BGRX,
  OCN_FORMAT_XRGB,
  OCN_FORMAT_XBGR,
} OcnFormat;

typedef enum { OCN_MATRIX_BT601, OCN_MATRIX_BT709, OCN_MATRIX_BT2020 } OcnMatrix;

/** A picture in host memory. Not owned. Chroma of odd sizes is rounded up. */
typedef struct {
  OcnFormat format;
  guint width, height;     /**< pixels, 1…16384 */
  const guint8 *planes[3]; /**< first byte of each plane */
  gsize strides[3];        /**< bytes from one row to the next */
  OcnMatrix matrix;        /**< YUV formats only */
  gboolean full_range;     /**< YUV and GRAY8: 0…255 instead of 16…235/240 */
  double pixel_aspect;     /**< width of a pixel / its height; 0 means 1 */
} OcnImage;

/**
 * A rectangle of @image, in the same memory: what a closer look at it takes. With subsampled chroma
 * (I420, NV12) @x and @y are even.
 * @crop: (out): may be @image itself. Returns: FALSE with ARGUMENT when the rectangle is empty, not
 *   within @image, or @image is impossible.
 */
OCN_API gboolean ocn_image_crop (const OcnImage *image, guint x, guint y, guint width, guint height,
                                 OcnImage *crop, GError **error);

typedef enum {
  OCN_FIT_LETTERBOX, /**< keep the shape, centre, pad */
  OCN_FIT_STRETCH,   /**< fill the input */
} OcnFit;

/** How an image becomes an input: bilinear resampling, value = (pixel − mean) × scale. */
typedef struct {
  OcnFit fit;
  gboolean bgr;    /**< the model's channel 0 is blue */
  float mean[3];   /**< in the model's channel order, on the 0…255 scale */
  float scale[3];  /**< 1 keeps 0…255 */
  float padding;   /**< pixel value of the letterbox's bars, 0…255 */
} OcnPreprocess;

/** Where the image lies in the input: input_x = image_x × scale_x + offset_x, same for y. */
typedef struct {
  double scale_x, scale_y, offset_x, offset_y;
} OcnMapping;

/* ---- sessions ----------------------------------------------------------------------------- */

typedef struct _OcnSession OcnSession;

/** Plan and allocate everything that a run needs. Later calls allocate nothing. */
OCN_API OcnSession *ocn_session_new (OcnModel *model, GError **error);
OCN_API void ocn_session_free (OcnSession *session);

/** Copy a dense tensor of the input's shape into input @index. */
OCN_API gboolean ocn_session_set_input (OcnSession *session, guint index, const float *data,
                                        GError **error);
/**
 * Convert, resize and normalise @image into input @index, which is [1,3,H,W] or [1,H,W,3]
 * ([1,1,H,W] for grey models), in one kernel. @mapping: (out) (optional).
 */
OCN_API gboolean ocn_session_set_image (OcnSession *session, guint index, const OcnImage *image,
                                        const OcnPreprocess *preprocess, OcnMapping *mapping,
                                        GError **error);
/** Run the network on the inputs set last, and wait for it. */
OCN_API gboolean ocn_session_run (OcnSession *session, GError **error);
/**
 * Output @index of the last run, dense, of ocn_model_get_output()'s shape.
 * Returns: (transfer none): valid until the next call on @session; NULL with ARGUMENT or DEVICE.
 */
OCN_API const float *ocn_session_get_output (OcnSession *session, guint index, GError **error);

/** Time of one layer, for `aisle bench --profile`. */
typedef struct {
  const char *name;   /**< node name of the model */
  const char *kernel; /**< kernel that ran it */
  double ms;          /**< of the last profiled run */
  double flop;
} OcnLayerProfile;

/**
 * Run once with a wait after each layer.
 * Returns: (transfer full): array of `OcnLayerProfile`, in order of execution.
 */
OCN_API GArray *ocn_session_profile (OcnSession *session, GError **error);
/** Bytes of device memory that @session holds, weights (shared) not included. */
OCN_API gsize ocn_session_get_memory (const OcnSession *session);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OcnDevice, ocn_device_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OcnModel, ocn_model_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OcnSession, ocn_session_free)

G_END_DECLS
