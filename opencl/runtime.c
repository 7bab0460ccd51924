/* SPDX-License-Identifier: MIT */
/** @file runtime.c  Saves and restores process state round foreign runtimes. */
#define _GNU_SOURCE
#include "opencl/runtime.h"

#include <fenv.h>
#include <link.h>
#include <locale.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

typedef struct {
  guintptr start, end;
} CodeRange;

/* Process-wide state; shared by all guards, saved by the first and restored by the last. */
static struct {
  GMutex lock;
  guint depth;
  struct sigaction handlers[NSIG];
  gboolean known[NSIG];
  char *locale;
  char *folder;
  GArray *code; /* CodeRange: what was loaded before any driver */
} saved;

struct _OcnRuntimeGuard {
  fenv_t floating_point; /* of the calling thread */
};

/* Drivers, and their LLVM, that something else has loaded without using them yet. */
static gboolean
is_driver (const char *path)
{
  static const char *const words[] = { "LLVM", "OpenCL", "opencl", "ocl" };
  g_autofree char *name = g_path_get_basename (path);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (name, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

static int
add_code (struct dl_phdr_info *object, size_t size, void *ranges)
{
  if (is_driver (object->dlpi_name))
    return 0;
  for (int i = 0; i < object->dlpi_phnum; i++) {
    const ElfW (Phdr) *part = &object->dlpi_phdr[i];
    CodeRange range = { object->dlpi_addr + part->p_vaddr, 0 };
    range.end = range.start + part->p_memsz;
    if (part->p_type == PT_LOAD && (part->p_flags & PF_X))
      g_array_append_val ((GArray *) ranges, range);
  }
  return 0;
}

/* A handler in code that was there before any driver is the application's, set meanwhile. */
static gboolean
is_of_application (guintptr handler)
{
  for (guint i = 0; i < saved.code->len; i++) {
    const CodeRange *range = &g_array_index (saved.code, CodeRange, i);
    if (handler >= range->start && handler < range->end)
      return TRUE;
  }
  return FALSE;
}

static void
save_process (void)
{
  if (saved.code == NULL) {
    saved.code = g_array_new (FALSE, FALSE, sizeof (CodeRange));
    dl_iterate_phdr (add_code, saved.code);
  }
  for (int i = 1; i < NSIG; i++)
    saved.known[i] = sigaction (i, NULL, &saved.handlers[i]) == 0;
  saved.locale = g_strdup (setlocale (LC_ALL, NULL));
  saved.folder = g_get_current_dir ();
}

static gboolean
handler_changed (int number)
{
  struct sigaction now;
  const struct sigaction *before = &saved.handlers[number];

  return sigaction (number, NULL, &now) == 0
         && (now.sa_sigaction != before->sa_sigaction || now.sa_flags != before->sa_flags)
         && !is_of_application ((guintptr) now.sa_sigaction);
}

static void
restore_process (void)
{
  g_autofree char *folder = g_get_current_dir ();

  for (int i = 1; i < NSIG; i++)
    if (saved.known[i] && handler_changed (i))
      sigaction (i, &saved.handlers[i], NULL);
  if (g_strcmp0 (setlocale (LC_ALL, NULL), saved.locale) != 0)
    setlocale (LC_ALL, saved.locale);
  if (strcmp (folder, saved.folder) != 0 && chdir (saved.folder) != 0)
    g_warning ("cannot return to the working directory %s", saved.folder);
  g_clear_pointer (&saved.locale, g_free);
  g_clear_pointer (&saved.folder, g_free);
}

OcnRuntimeGuard *
ocn_runtime_enter (void)
{
  OcnRuntimeGuard *guard = g_new (OcnRuntimeGuard, 1);

  fegetenv (&guard->floating_point);
  g_mutex_lock (&saved.lock);
  if (saved.depth++ == 0)
    save_process ();
  g_mutex_unlock (&saved.lock);
  return guard;
}

void
ocn_runtime_leave (OcnRuntimeGuard *guard)
{
  g_mutex_lock (&saved.lock);
  if (--saved.depth == 0)
    restore_process ();
  g_mutex_unlock (&saved.lock);
  fesetenv (&guard->floating_point);
  g_free (guard);
}

/* Path of cpu.max of this process's cgroup, NULL without cgroup v2. */
static char *
find_quota_file (void)
{
  g_autofree char *text = NULL;

  if (!g_file_get_contents ("/proc/self/cgroup", &text, NULL, NULL))
    return NULL;
  const char *entry = strstr (text, "0::");
  if (entry == NULL)
    return NULL;
  g_autofree char *path = g_strndup (entry + 3, strcspn (entry + 3, "\n"));
  return g_build_filename ("/sys/fs/cgroup", path, "cpu.max", NULL);
}

/* The quota in processors, rounded up; G_MAXUINT where there is none. */
static guint
cgroup_quota (void)
{
  g_autofree char *file = find_quota_file ();
  g_autofree char *text = NULL;
  unsigned long long quota, period;

  if (file == NULL || !g_file_get_contents (file, &text, NULL, NULL))
    return G_MAXUINT;
  if (sscanf (text, "%llu %llu", &quota, &period) != 2 || period == 0 || quota == 0)
    return G_MAXUINT;
  return (guint) MIN ((quota + period - 1) / period, G_MAXUINT);
}

guint
ocn_runtime_processors (void)
{
  cpu_set_t set;
  guint count = g_get_num_processors ();

  if (sched_getaffinity (0, sizeof set, &set) == 0)
    count = (guint) CPU_COUNT (&set);
  return MAX (1, MIN (count, cgroup_quota ()));
}
