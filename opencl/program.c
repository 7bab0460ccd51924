/* SPDX-License-Identifier: MIT */
/** @file program.c  Builds programs from cached binaries or from source. */
#include "opencl/program.h"

#include <string.h>

#include "opencl/cache.h"
#include "opencl/runtime.h"

/* Raise it when the layout of a cache file or the meaning of kernels' arguments changes. */
#define FORMAT "ocn-1"

struct _OcnProgram {
  OcnDevice *device; /* not owned: a generic program belongs to it */
  cl_program program;
  char *key;
  gboolean from_cache;
  GMutex lock;         /* guards the two sets */
  GHashTable *cached;  /* kernels that the cached binary has compiled */
  GHashTable *created; /* kernels that this process uses */
};

static char *
make_key (const OcnDevice *device, const char *source)
{
  g_autofree char *all
      = g_strjoin ("\n", FORMAT, OCN_BUILD_OPTIONS, device->identity, source, NULL);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, all, -1);
}

void
ocn_program_free (OcnProgram *program)
{
  if (program == NULL)
    return;
  if (program->program != NULL)
    clReleaseProgram (program->program);
  g_hash_table_unref (program->cached);
  g_hash_table_unref (program->created);
  g_mutex_clear (&program->lock);
  g_free (program->key);
  g_free (program);
}

/* A cached entry is a line of kernel names, then the driver's binary. */
static gboolean
build_from_binary (OcnProgram *self, GBytes *entry)
{
  gsize length;
  const char *data = g_bytes_get_data (entry, &length);
  const char *end = memchr (data, '\n', length);
  cl_int status, accepted;

  if (end == NULL)
    return FALSE;
  const unsigned char *binary = (const unsigned char *) end + 1;
  gsize size = length - (gsize) (end + 1 - data);
  self->program = clCreateProgramWithBinary (self->device->context, 1, &self->device->id, &size,
                                             &binary, &accepted, &status);
  if (status != CL_SUCCESS || accepted != CL_SUCCESS
      || clBuildProgram (self->program, 1, &self->device->id, OCN_BUILD_OPTIONS, NULL, NULL)
             != CL_SUCCESS) {
    if (self->program != NULL)
      clReleaseProgram (self->program);
    self->program = NULL;
    return FALSE;
  }
  g_autofree char *line = g_strndup (data, (gsize) (end - data));
  g_auto (GStrv) names = g_strsplit (line, " ", -1);
  for (char **name = names; *name != NULL; name++)
    g_hash_table_add (self->cached, g_strdup (*name));
  return TRUE;
}

static void
set_build_error (OcnProgram *self, cl_int status, GError **error)
{
  gsize length = 0;

  clGetProgramBuildInfo (self->program, self->device->id, CL_PROGRAM_BUILD_LOG, 0, NULL, &length);
  g_autofree char *log = g_malloc0 (length + 1);
  clGetProgramBuildInfo (self->program, self->device->id, CL_PROGRAM_BUILD_LOG, length, log, NULL);
  if (length > 2000)
    log[2000] = '\0';
  g_set_error (error, OCN_ERROR, OCN_ERROR_DEVICE,
               "the compiler of %s failed with %s; update its driver or choose another device: %s",
               self->device->info.name, ocn_cl_name (status), g_strstrip (log));
}

static gboolean
build_from_source (OcnProgram *self, const char *source, GError **error)
{
  cl_int status;

  self->program = clCreateProgramWithSource (self->device->context, 1, &source, NULL, &status);
  if (!ocn_cl_check (status, "creating a program", error))
    return FALSE;
  status = clBuildProgram (self->program, 1, &self->device->id, OCN_BUILD_OPTIONS, NULL, NULL);
  if (status != CL_SUCCESS)
    set_build_error (self, status, error);
  return status == CL_SUCCESS;
}

OcnProgram *
ocn_program_new (OcnDevice *device, const char *source, GError **error)
{
  g_autoptr (OcnRuntimeGuard) guard = ocn_runtime_enter ();
  g_autoptr (OcnProgram) self = g_new0 (OcnProgram, 1);

  self->device = device;
  self->key = make_key (device, source);
  g_mutex_init (&self->lock);
  self->cached = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->created = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_autoptr (GBytes) entry = device->keeps_kernels ? NULL : ocn_cache_load (self->key);
  if (entry != NULL) {
    self->from_cache = build_from_binary (self, entry);
    if (self->from_cache)
      return g_steal_pointer (&self);
    g_message ("%s rejects its cached kernels, which are made anew", device->info.name);
    ocn_cache_remove (self->key);
  }
  if (!build_from_source (self, source, error))
    return NULL;
  return g_steal_pointer (&self);
}

OcnProgram *
ocn_program_generic (OcnDevice *device, const char *file, GError **error)
{
  g_mutex_lock (&device->lock);
  OcnProgram *program = g_hash_table_lookup (device->programs, file);
  if (program == NULL) {
    program = ocn_program_new (device, ocn_kernel_source (file), error);
    if (program != NULL)
      g_hash_table_insert (device->programs, (gpointer) g_intern_string (file), program);
  }
  g_mutex_unlock (&device->lock);
  return program;
}

cl_kernel
ocn_program_kernel (OcnProgram *program, const char *name, GError **error)
{
  cl_int status;
  cl_kernel kernel = clCreateKernel (program->program, name, &status);

  if (status != CL_SUCCESS) {
    g_autofree char *doing = g_strdup_printf ("creating the kernel %s", name);
    ocn_cl_check (status, doing, error);
    return NULL;
  }
  g_mutex_lock (&program->lock);
  g_hash_table_add (program->created, g_strdup (name));
  g_mutex_unlock (&program->lock);
  return kernel;
}

gboolean
ocn_program_is_cached (const OcnProgram *program)
{
  return program->from_cache;
}

/* Adds the created kernels to the cached ones. Whether there was a new one. */
static gboolean
merge_created (OcnProgram *program)
{
  GHashTableIter iter;
  gpointer name;
  gboolean news = FALSE;

  g_hash_table_iter_init (&iter, program->created);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    news |= g_hash_table_add (program->cached, g_strdup (name));
  return news;
}

static GBytes *
make_entry (OcnProgram *program)
{
  gsize size = 0;

  clGetProgramInfo (program->program, CL_PROGRAM_BINARY_SIZES, sizeof size, &size, NULL);
  if (size == 0)
    return NULL;
  g_autofree unsigned char *binary = g_malloc (size);
  if (clGetProgramInfo (program->program, CL_PROGRAM_BINARIES, sizeof binary, &binary, NULL)
      != CL_SUCCESS)
    return NULL;
  g_autofree char **names = (char **) g_hash_table_get_keys_as_array (program->cached, NULL);
  g_autofree char *line = g_strjoinv (" ", names);
  g_autoptr (GByteArray) entry = g_byte_array_new ();
  g_byte_array_append (entry, (const guint8 *) line, (guint) strlen (line));
  g_byte_array_append (entry, (const guint8 *) "\n", 1);
  g_byte_array_append (entry, binary, (guint) size);
  return g_byte_array_free_to_bytes (g_steal_pointer (&entry));
}

void
ocn_program_save (OcnProgram *program)
{
  g_autoptr (OcnRuntimeGuard) guard = ocn_runtime_enter ();

  g_mutex_lock (&program->lock);
  if (!program->device->keeps_kernels && merge_created (program)) {
    g_autoptr (GBytes) entry = make_entry (program);
    if (entry != NULL)
      ocn_cache_save (program->key, entry);
  }
  g_mutex_unlock (&program->lock);
}
