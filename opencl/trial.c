/* SPDX-License-Identifier: MIT */
/** @file trial.c — see trial.h */
#include "opencl/trial.h"

#include "opencl/error.h"
#include "opencl/program.h"

#define SOURCE "__kernel void trial (__global int *out) { out[0] = 42; }\n"

static gboolean
run (OcnDevice *device, cl_kernel kernel, cl_command_queue queue, cl_mem out, GError **error)
{
  const gsize one = 1;
  cl_int answer = 0;
  cl_int status = clSetKernelArg (kernel, 0, sizeof out, &out);

  if (status == CL_SUCCESS)
    status = clEnqueueNDRangeKernel (queue, kernel, 1, NULL, &one, &one, 0, NULL, NULL);
  if (status == CL_SUCCESS)
    status = clEnqueueReadBuffer (queue, out, CL_TRUE, 0, sizeof answer, &answer, 0, NULL, NULL);
  if (!ocn_cl_check (status, "running a first kernel", error))
    return FALSE;
  if (answer != 42)
    ocn_fail (error, OCN_ERROR_DEVICE, "%s computes wrongly; update its driver",
              device->info.name);
  return answer == 42;
}

gboolean
ocn_trial (OcnDevice *device, GError **error)
{
  g_autoptr (OcnProgram) program = ocn_program_new (device, SOURCE, error);
  cl_kernel kernel = program == NULL ? NULL : ocn_program_kernel (program, "trial", error);
  cl_int status;

  if (kernel == NULL)
    return FALSE;
  cl_command_queue queue = clCreateCommandQueue (device->context, device->id, 0, &status);
  cl_mem out = clCreateBuffer (device->context, CL_MEM_WRITE_ONLY, sizeof (cl_int), NULL, NULL);
  gboolean works = ocn_cl_check (status, "creating a queue", error)
                   && run (device, kernel, queue, out, error);
  if (works)
    ocn_program_save (program);
  if (out != NULL)
    clReleaseMemObject (out);
  if (queue != NULL)
    clReleaseCommandQueue (queue);
  clReleaseKernel (kernel);
  return works;
}
