/* SPDX-License-Identifier: MIT */
/** @file npy.c NumPy files: what is written is read, and bad ones are refused. */
#include <unistd.h>

#include <glib/gstdio.h>
#include <gst/check/gstcheck.h>

#include "opencl/npy.h"

static char *path;

static void
make_path (void)
{
  path = g_strdup_printf ("%s/ocn-npy-%d.npy", g_get_tmp_dir (), (int) getpid ());
}

static void
remove_path (void)
{
  g_remove (path);
  g_clear_pointer (&path, g_free);
}

/* A version 1 file with @dictionary and @bytes of zeroed elements. */
static void
write_file (const char *dictionary, gsize bytes)
{
  GString *file = g_string_new_len ("\x93NUMPY\x01\x00\x00\x00", 10);
  file->str[8] = (char) strlen (dictionary);
  g_string_append (file, dictionary);
  for (gsize i = 0; i < bytes; i++)
    g_string_append_c (file, i % 8 == 0 ? 2 : 0);
  fail_unless (g_file_set_contents (path, file->str, (gssize) file->len, NULL));
  g_string_free (file, TRUE);
}

GST_START_TEST (test_round_trip)
{
  const float data[] = { 1, -2.5f, 3e-30f, 4, 5, 6 };
  const OcnShape shapes[] = { { 2, { 2, 3 } }, { 1, { 6 } }, { 0 } };
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++) {
    OcnShape shape;
    fail_unless (ocn_npy_write (path, &shapes[i], data, NULL));
    g_autofree float *read = ocn_npy_read (path, &shape, NULL);
    fail_unless (read != NULL);
    fail_unless_equals_int (shape.rank, shapes[i].rank);
    fail_unless (memcmp (shape.dims, shapes[i].dims, shape.rank * sizeof (gint64)) == 0);
    fail_unless (memcmp (read, data, ocn_shape_count (&shape) * sizeof (float)) == 0);
  }
}
GST_END_TEST

GST_START_TEST (test_integers)
{
  OcnShape shape;
  write_file ("{'descr': '<i8', 'fortran_order': False, 'shape': (2,), }", 16);
  g_autofree float *read = ocn_npy_read (path, &shape, NULL);
  fail_unless (read != NULL);
  fail_unless (read[0] == 2 && read[1] == 2);
}
GST_END_TEST

GST_START_TEST (test_bad_files)
{
  static const struct {
    const char *dictionary;
    gsize bytes;
    OcnErrorCode code;
  } bad[] = {
    { "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }", 8, OCN_ERROR_UNSUPPORTED },
    { "{'descr': '<f4', 'fortran_order': True, 'shape': (1,), }", 4, OCN_ERROR_UNSUPPORTED },
    { "{'descr': '>f4', 'fortran_order': False, 'shape': (1,), }", 4, OCN_ERROR_UNSUPPORTED },
    { "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", 4, OCN_ERROR_SHAPE },
    { "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", 8, OCN_ERROR_SHAPE },
    { "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", 4, OCN_ERROR_FILE },
    { "{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999, 9999999999), }", 4,
      OCN_ERROR_FILE },
    { "{'descr': '<f4', 'fortran_order': False, 'shape': (1,1,1,1,1,1,1,1,1), }", 4,
      OCN_ERROR_FILE },
    { "{'descr': '<f4', 'fortran_order': False, 'shape': (x), }", 4, OCN_ERROR_FILE },
    { "{'descr': '<f4', 'fortran_order': False, 'shape': (1", 4, OCN_ERROR_FILE },
    { "{'descr': '<f4', 'shape': (1,), }", 4, OCN_ERROR_FILE },
    { "{'descr'", 4, OCN_ERROR_FILE },
    { "", 0, OCN_ERROR_FILE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;
    OcnShape shape;
    write_file (bad[i].dictionary, bad[i].bytes);
    fail_unless (ocn_npy_read (path, &shape, &error) == NULL);
    fail_unless (g_error_matches (error, OCN_ERROR, (int) bad[i].code), "%s: %s", bad[i].dictionary,
                 error->message);
  }
}
GST_END_TEST

GST_START_TEST (test_truncated)
{
  const OcnShape shape = { 1, { 2 } };
  const float data[] = { 1, 2 };
  g_autofree char *bytes = NULL;
  gsize length;
  fail_unless (ocn_npy_write (path, &shape, data, NULL));
  fail_unless (g_file_get_contents (path, &bytes, &length, NULL));
  fail_unless_equals_int (length, 128 + 8);
  for (gsize n = 0; n < length; n++) {
    g_autoptr (GError) error = NULL;
    OcnShape read;
    fail_unless (g_file_set_contents (path, bytes, (gssize) n, NULL));
    fail_unless (ocn_npy_read (path, &read, &error) == NULL, "accepted with %zu bytes", n);
    fail_unless (error != NULL);
  }
}
GST_END_TEST

GST_START_TEST (test_no_file)
{
  g_autoptr (GError) error = NULL;
  OcnShape shape;
  fail_unless (ocn_npy_read ("/nonexistent/x.npy", &shape, &error) == NULL);
  fail_unless (g_error_matches (error, OCN_ERROR, OCN_ERROR_FILE));
  g_clear_error (&error);
  shape = (OcnShape) { 0 };
  fail_unless (!ocn_npy_write ("/nonexistent/x.npy", &shape, (const float[]) { 1 }, &error));
  fail_unless (g_error_matches (error, OCN_ERROR, OCN_ERROR_FILE));
}
GST_END_TEST

static Suite *
npy_suite (void)
{
  Suite *suite = suite_create ("npy");
  TCase *cases = tcase_create ("general");
  suite_add_tcase (suite, cases);
  tcase_add_checked_fixture (cases, make_path, remove_path);
  tcase_add_test (cases, test_round_trip);
  tcase_add_test (cases, test_integers);
  tcase_add_test (cases, test_bad_files);
  tcase_add_test (cases, test_truncated);
  tcase_add_test (cases, test_no_file);
  return suite;
}

GST_CHECK_MAIN (npy)
