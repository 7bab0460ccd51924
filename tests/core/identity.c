/* SPDX-License-Identifier: MIT */
/**
 * @file identity.c
 * SipHash against its published vectors; what track numbers promise.
 */
#include <gst/check/gstcheck.h>

#include "gst/core/identity.h"

#define DAY (24 * 3600 * G_GINT64_CONSTANT (1000000))

GST_START_TEST (test_siphash_vectors)
{
  /* Key 00 01 … 0f, messages 00 01 …: appendix A of the paper (15 bytes) and vectors.h of the
   * authors' reference implementation (0, 1, 7, 8, 63 bytes). */
  const guint64 key[2] = { 0x0706050403020100u, 0x0f0e0d0c0b0a0908u };
  const struct {
    gsize length;
    guint64 hash;
  } vectors[] = {
    { 0, 0x726fdb47dd0e0e31u }, { 1, 0x74f839c593dc67fdu },  { 7, 0xab0200f58b01d137u },
    { 8, 0x93f5f5799a932462u }, { 15, 0xa129ca6149be45e5u }, { 63, 0x958a324ceb064572u },
  };
  guint8 message[64];

  for (guint i = 0; i < sizeof message; i++)
    message[i] = (guint8) i;
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    fail_unless_equals_uint64_hex (aisle_siphash (key, message, vectors[i].length),
                                   vectors[i].hash);
}
GST_END_TEST;

GST_START_TEST (test_seeded_numbers_repeat)
{
  g_autoptr (AisleIdentity) a = aisle_identity_new ("door", 7), b = aisle_identity_new ("door", 7);
  g_autoptr (AisleIdentity) other_seed = aisle_identity_new ("door", 8);
  g_autoptr (AisleIdentity) other_camera = aisle_identity_new ("till", 7);
  guint64 number = aisle_identity_track_number (a, DAY + 5, 3);

  fail_unless_equals_uint64 (aisle_identity_track_number (b, DAY + 9, 3), number);
  fail_if (aisle_identity_track_number (a, DAY + 5, 4) == number);
  fail_if (aisle_identity_track_number (other_seed, DAY + 5, 3) == number);
  fail_if (aisle_identity_track_number (other_camera, DAY + 5, 3) == number);
}
GST_END_TEST;

GST_START_TEST (test_salt_changes_with_the_day)
{
  for (guint64 seed = 0; seed < 2; seed++) {
    g_autoptr (AisleIdentity) identity = aisle_identity_new ("door", seed);
    guint64 late = aisle_identity_track_number (identity, 2 * DAY - 1, 3);
    guint64 next = aisle_identity_track_number (identity, 2 * DAY, 3);

    fail_if (late == next);
    fail_unless_equals_uint64 (aisle_identity_track_number (identity, DAY, 3), late);
    fail_unless_equals_uint64 (aisle_identity_track_number (identity, 3 * DAY - 1, 3), next);
    /* Before 1970 days are days too. */
    fail_if (aisle_identity_track_number (identity, -1, 3)
             == aisle_identity_track_number (identity, 0, 3));
  }
}
GST_END_TEST;

GST_START_TEST (test_random_salts_differ)
{
  g_autoptr (AisleIdentity) a = aisle_identity_new ("door", 0), b = aisle_identity_new ("door", 0);

  fail_if (aisle_identity_track_number (a, 0, 1) == aisle_identity_track_number (b, 0, 1));
}
GST_END_TEST;

GST_START_TEST (test_range_and_spread)
{
  g_autoptr (AisleIdentity) identity = aisle_identity_new ("door", 1);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  guint64 largest = 0;

  for (guint64 id = 1; id <= 20000; id++) {
    guint64 *number = g_new (guint64, 1);

    *number = aisle_identity_track_number (identity, 0, id);
    fail_unless (*number >= 1 && *number <= G_GUINT64_CONSTANT (1) << 53);
    largest = MAX (largest, *number);
    fail_unless (g_hash_table_add (seen, number), "two ids share a number");
  }
  fail_unless (largest > G_GUINT64_CONSTANT (1) << 52);
}
GST_END_TEST;

static Suite *
identity_suite (void)
{
  Suite *suite = suite_create ("identity");
  TCase *cases = tcase_create ("all");

  suite_add_tcase (suite, cases);
  tcase_add_test (cases, test_siphash_vectors);
  tcase_add_test (cases, test_seeded_numbers_repeat);
  tcase_add_test (cases, test_salt_changes_with_the_day);
  tcase_add_test (cases, test_random_salts_differ);
  tcase_add_test (cases, test_range_and_spread);
  return suite;
}

GST_CHECK_MAIN (identity);
