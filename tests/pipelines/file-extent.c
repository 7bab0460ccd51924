/* SPDX-License-Identifier: MIT */
/** @file file-extent.c — containers of each kind, whole, cut, and broken. */
#include "pipelines/file-extent.h"

#include <gst/check/gstcheck.h>
#include <glib/gstdio.h>

static char *folder;

static char *
write_file (const void *bytes, gsize length)
{
  char *path = g_build_filename (folder, "clip", NULL);

  fail_unless (g_file_set_contents (path, bytes, (gssize) length, NULL));
  return path;
}

static void
check_extent (const void *bytes, gsize length, guint64 declared)
{
  g_autofree char *path = write_file (bytes, length);

  fail_unless_equals_uint64 (file_extent_declared (path), declared);
  fail_unless_equals_int (file_extent_is_cut (path), declared > length);
}

GST_START_TEST (test_riff)
{
  static const guint8 whole[20] = "RIFF\x0c\0\0\0AVI data";
  static const guint8 odd[22] = "RIFF\x0d\0\0\0AVI data";
  static const guint8 unfinished[20] = "RIFF\0\0\0\0AVI data";
  guint8 chain[40];

  check_extent (whole, 20, 20);
  check_extent (whole, 14, 20);
  check_extent (odd, 22, 22);
  check_extent (unfinished, 20, G_MAXUINT64);
  memcpy (chain, whole, 20);
  memcpy (chain + 20, whole, 20);
  check_extent (chain, 40, 40);
  check_extent (chain, 30, 40);
}
GST_END_TEST;

GST_START_TEST (test_iso)
{
  static const guint8 clip[] = "\0\0\0\x10"
                               "ftypisom\0\0\0\0"
                               "\0\0\0\x01"
                               "mdat\0\0\0\0\0\0\0\x14"
                               "data";

  check_extent (clip, 36, 36);
  check_extent (clip, 33, 36);
  check_extent (clip, 16, 16);
}
GST_END_TEST;

GST_START_TEST (test_iso_open_end)
{
  static const guint8 clip[] = "\0\0\0\x10"
                               "ftypisom\0\0\0\0"
                               "\0\0\0\0"
                               "mdatdata";

  check_extent (clip, 28, 0);
}
GST_END_TEST;

GST_START_TEST (test_ebml)
{
  static const guint8 known[] = "\x1a\x45\xdf\xa3\x82"
                                "ab"
                                "\x18\x53\x80\x67\x40\x05"
                                "hello";
  static const guint8 live[] = "\x1a\x45\xdf\xa3\x82"
                               "ab"
                               "\x18\x53\x80\x67\xff"
                               "hello";

  check_extent (known, 18, 18);
  check_extent (known, 15, 18);
  check_extent (live, 17, 0);
}
GST_END_TEST;

GST_START_TEST (test_other)
{
  check_extent ("this is no video at all", 23, 0);
  check_extent ("RI", 2, 0);
  check_extent ("", 0, 0);
  fail_unless_equals_uint64 (file_extent_declared ("/nowhere/at/all"), 0);
  fail_if (file_extent_is_cut ("/nowhere/at/all"));
}
GST_END_TEST;

static Suite *
file_extent_suite (void)
{
  Suite *suite = suite_create ("file-extent");
  TCase *tcase = tcase_create ("containers");

  folder = g_dir_make_tmp ("aisle-XXXXXX", NULL);
  suite_add_tcase (suite, tcase);
  tcase_add_test (tcase, test_riff);
  tcase_add_test (tcase, test_iso);
  tcase_add_test (tcase, test_iso_open_end);
  tcase_add_test (tcase, test_ebml);
  tcase_add_test (tcase, test_other);
  return suite;
}

GST_CHECK_MAIN (file_extent)
