/* SPDX-License-Identifier: MIT */
/**
 * @file broken-icd.c
 * An OpenCL driver whose one device, a GPU, looks well and cannot be opened; with OPENS it can be,
 * and compiles nothing.
 */
#define CL_TARGET_OPENCL_VERSION 120
#define CL_USE_DEPRECATED_OPENCL_1_1_APIS
#include <CL/cl.h>
#include <CL/cl_icd.h>
#include <string.h>

#define EXPORT __attribute__ ((visibility ("default")))

/* The loader finds the functions of an object through its first member. */
struct _cl_platform_id {
  const cl_icd_dispatch *dispatch;
};
struct _cl_device_id {
  const cl_icd_dispatch *dispatch;
};
struct _cl_context {
  const cl_icd_dispatch *dispatch;
};

EXPORT void *CL_API_CALL clGetExtensionFunctionAddress (const char *name);
static const cl_icd_dispatch dispatch;
static struct _cl_platform_id platform = { &dispatch };
static struct _cl_device_id device = { &dispatch };
#ifdef OPENS
static struct _cl_context context = { &dispatch };
#endif

static cl_int
answer (const void *value, size_t length, size_t size, void *out, size_t *out_size)
{
  if (out_size != NULL)
    *out_size = length;
  if (out != NULL && size < length)
    return CL_INVALID_VALUE;
  if (out != NULL)
    memcpy (out, value, length);
  return CL_SUCCESS;
}

static cl_int
answer_text (const char *text, size_t size, void *out, size_t *out_size)
{
  return answer (text, strlen (text) + 1, size, out, out_size);
}

static cl_int CL_API_CALL
get_platform_ids (cl_uint n, cl_platform_id *ids, cl_uint *count)
{
  if (count != NULL)
    *count = 1;
  if (ids != NULL && n > 0)
    ids[0] = &platform;
  return CL_SUCCESS;
}

static cl_int CL_API_CALL
get_platform_info (cl_platform_id id, cl_platform_info what, size_t size, void *out,
                   size_t *out_size)
{
  switch (what) {
  case CL_PLATFORM_PROFILE:
    return answer_text ("FULL_PROFILE", size, out, out_size);
  case CL_PLATFORM_VERSION:
    return answer_text ("OpenCL 1.2", size, out, out_size);
  case CL_PLATFORM_EXTENSIONS:
    return answer_text ("cl_khr_icd", size, out, out_size);
  case CL_PLATFORM_ICD_SUFFIX_KHR:
    return answer_text ("BROKEN", size, out, out_size);
  default:
    return answer_text ("Broken", size, out, out_size);
  }
}

static cl_int CL_API_CALL
get_device_ids (cl_platform_id id, cl_device_type type, cl_uint n, cl_device_id *ids,
                cl_uint *count)
{
  if (!(type & CL_DEVICE_TYPE_GPU))
    return CL_DEVICE_NOT_FOUND;
  if (count != NULL)
    *count = 1;
  if (ids != NULL && n > 0)
    ids[0] = &device;
  return CL_SUCCESS;
}

static cl_int CL_API_CALL
get_device_info (cl_device_id id, cl_device_info what, size_t size, void *out, size_t *out_size)
{
  static const cl_device_type type = CL_DEVICE_TYPE_GPU;
  static const cl_ulong memory = 1 << 30;
  static const cl_uint one = 1;

  switch (what) {
  case CL_DEVICE_TYPE:
    return answer (&type, sizeof type, size, out, out_size);
  case CL_DEVICE_GLOBAL_MEM_SIZE:
    return answer (&memory, sizeof memory, size, out, out_size);
  case CL_DEVICE_PROFILE:
    return answer_text ("FULL_PROFILE", size, out, out_size);
  case CL_DEVICE_NAME:
  case CL_DRIVER_VERSION:
    return answer_text ("Broken GPU", size, out, out_size);
  default: /* numbers, and what is available */
    return answer (&one, sizeof one, size, out, out_size);
  }
}

static cl_context CL_API_CALL
create_context (const cl_context_properties *properties, cl_uint n, const cl_device_id *ids,
                void (CL_CALLBACK *notify) (const char *, const void *, size_t, void *),
                void *user_data, cl_int *status)
{
#ifdef OPENS
  if (status != NULL)
    *status = CL_SUCCESS;
  return &context;
#else
  if (status != NULL)
    *status = CL_OUT_OF_RESOURCES;
  return NULL;
#endif
}

static cl_int CL_API_CALL
release_context (cl_context released)
{
  return CL_SUCCESS;
}

static cl_program CL_API_CALL
create_program (cl_context in, cl_uint n, const char **texts, const size_t *lengths, cl_int *status)
{
  if (status != NULL)
    *status = CL_COMPILER_NOT_AVAILABLE;
  return NULL;
}

static const cl_icd_dispatch dispatch = {
  .clGetPlatformIDs = get_platform_ids,
  .clGetPlatformInfo = get_platform_info,
  .clGetDeviceIDs = get_device_ids,
  .clGetDeviceInfo = get_device_info,
  .clCreateContext = create_context,
  .clReleaseContext = release_context,
  .clCreateProgramWithSource = create_program,
  .clGetExtensionFunctionAddress = clGetExtensionFunctionAddress,
};

void *CL_API_CALL
clGetExtensionFunctionAddress (const char *name)
{
  if (strcmp (name, "clIcdGetPlatformIDsKHR") == 0)
    return (void *) get_platform_ids;
  return strcmp (name, "clGetPlatformInfo") == 0 ? (void *) get_platform_info : NULL;
}
