/* SPDX-License-Identifier: MIT */
/**
 * @file broken-device.c
 * A machine with a GPU that does not work (broken-icd.c), beside the drivers that are installed.
 */
#include <glib/gstdio.h>
#include <gst/check/gstcheck.h>
#include <string.h>

#include "opencl/ocn.h"

#define VENDORS "/etc/OpenCL/vendors"

static char *folder;
static guint n_warnings;

static GLogWriterOutput
count_warning (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  g_autofree char *line = g_log_writer_format_fields (level, fields, n_fields, FALSE);

  if (level == G_LOG_LEVEL_WARNING)
    n_warnings += strstr (line, "Broken GPU") != NULL ? 1 : 100;
  return G_LOG_WRITER_HANDLED;
}

/* The ICD loader reads its folder at the first call of a process. */
static void
install_drivers (void)
{
  g_autoptr (GDir) dir = g_dir_open (VENDORS, 0, NULL);
  const char *name;

  folder = g_dir_make_tmp ("ocn-XXXXXX", NULL);
  g_autofree char *icd = g_build_filename (folder, "0-broken.icd", NULL);
  fail_unless (g_file_set_contents (icd, BROKEN_ICD "\n", -1, NULL));
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *from = g_build_filename (VENDORS, name, NULL);
    g_autofree char *to = g_build_filename (folder, name, NULL);
    g_autofree char *library = NULL;
    if (g_file_get_contents (from, &library, NULL, NULL))
      fail_unless (g_file_set_contents (to, library, -1, NULL));
  }
  g_setenv ("OCL_ICD_VENDORS", folder, TRUE);
  g_log_set_writer_func (count_warning, NULL, NULL);
}

static void
remove_drivers (void)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_unlink (path);
  }
  g_rmdir (folder);
  g_free (folder);
}

GST_START_TEST (named_once_and_the_next_is_used)
{
  g_autoptr (GPtrArray) list = ocn_device_list ();

  fail_unless (list->len > 1);
  fail_unless_equals_string (((OcnDeviceInfo *) list->pdata[0])->name, "Broken GPU");
  for (int i = 0; i < 2; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (OcnDevice) device = ocn_device_new (NULL, 0, &error);
    fail_unless (device != NULL && error == NULL, "%s", error != NULL ? error->message : "");
    fail_unless_equals_string (ocn_device_get_info (device)->type, "cpu");
    fail_unless_equals_int (n_warnings, 1);
  }
}
GST_END_TEST;

/* Who asks for the GPU by name gets no other device. */
GST_START_TEST (no_other_than_asked_for)
{
  static const char *const selectors[] = { "gpu", "broken", "0:0" };

  for (guint i = 0; i < G_N_ELEMENTS (selectors); i++) {
    g_autoptr (GError) error = NULL;
    fail_unless (ocn_device_new (selectors[i], 0, &error) == NULL);
    fail_unless (g_error_matches (error, OCN_ERROR, OCN_ERROR_DEVICE), "%s", error->message);
    fail_unless_equals_int (n_warnings, 1);
  }
}
GST_END_TEST;

static Suite *
broken_device_suite (void)
{
  Suite *suite = suite_create ("broken device");
  TCase *tests = tcase_create ("all");

  tcase_add_unchecked_fixture (tests, install_drivers, remove_drivers);
  tcase_set_timeout (tests, 60);
  tcase_add_test (tests, named_once_and_the_next_is_used);
  tcase_add_test (tests, no_other_than_asked_for);
  suite_add_tcase (suite, tests);
  return suite;
}

GST_CHECK_MAIN (broken_device)
