/* SPDX-License-Identifier: MIT */
/** @file staff.c Who belongs to the shop; uniforms from looks made by hand. */
#include <glib/gstdio.h>
#include <string.h>

#include "gst/core/staff.h"
#include "tests/core/checks.h"
#include "tests/core/looks.h"

#define NOISE 0.05

/* The same shirt and apron (stripes 1 and 2), hair and shoes of their own. */
static AisleAppearance
in_uniform (guint32 person, GRand *rand)
{
  return look_of ((guint32[]) { person * 10 + 1, 777, 778, person * 10 + 4 }, NOISE, rand);
}

static AisleUniform *
enrolled (GRand *rand)
{
  AisleAppearance looks[5];
  for (guint i = 0; i < 5; i++)
    looks[i] = in_uniform (100 + i, rand);
  g_autoptr (GError) error = NULL;
  AisleUniform *uniform = aisle_uniform_new (looks, 5, &error);
  g_assert_no_error (error);
  return uniform;
}

GST_START_TEST (uniform_of_stripes)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autofree AisleUniform *uniform = enrolled (rand);
  ck_assert_double_eq (uniform->looks[0].values[0], 0); /* hair */
  ck_assert (uniform->looks[0].values[LOOK_BAND] > 0);
  ck_assert_double_eq (uniform->looks[0].values[3 * LOOK_BAND], 0);
  ck_assert (uniform->threshold >= 0.94f && uniform->threshold <= 0.96f);
  for (guint i = 0; i < 20; i++) {
    AisleAppearance clerk = in_uniform (200 + i, rand), customer = look_of_person (i, NOISE, rand);
    ck_assert (aisle_uniform_similarity (uniform, &clerk) >= uniform->threshold);
    ck_assert (aisle_uniform_similarity (uniform, &customer) < uniform->threshold - 0.03f);
  }
}
GST_END_TEST;

GST_START_TEST (no_uniform)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  g_autoptr (GError) error = NULL;
  AisleAppearance looks[4];
  for (guint i = 0; i < 4; i++)
    looks[i] = look_of_person (i, NOISE, rand);
  ck_assert_ptr_null (aisle_uniform_new (looks, 4, &error));
  ck_assert (g_error_matches (error, AISLE_UNIFORM_ERROR, AISLE_UNIFORM_ERROR_LOOKS));
  g_autofree AisleUniform *one = aisle_uniform_new (looks, 1, NULL);
  ck_assert_double_eq_tol (one->threshold, 0.95, 1e-6);
}
GST_END_TEST;

static AisleUniform *
load_text (const char *text, GError **error)
{
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("uniform-XXXXXX", &path, NULL);
  ck_assert (fd >= 0);
  g_close (fd, NULL);
  ck_assert (g_file_set_contents (path, text, -1, NULL));
  AisleUniform *uniform = aisle_uniform_load (path, error);
  g_unlink (path);
  return uniform;
}

GST_START_TEST (stored)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  g_autoptr (GError) error = NULL;
  g_autofree AisleUniform *uniform = enrolled (rand);
  g_autofree char *text = aisle_uniform_to_json (uniform);
  g_autofree AisleUniform *again = load_text (text, &error);
  g_assert_no_error (error);
  g_autofree char *same = aisle_uniform_to_json (again);
  ck_assert_str_eq (text, same);
  ck_assert_uint_eq (again->n, 5);
}
GST_END_TEST;

GST_START_TEST (bad_files)
{
  static const char *const bad[] = {
    "",
    "{",
    "[]",
    "{}",
    "null",
    "{\"schema\":3,\"threshold\":0.9,\"looks\":[[0]]}",
    "{\"schema\":\"aisle.uniform/2\",\"threshold\":0.9,\"looks\":[]}",
    "{\"schema\":\"aisle.uniform/1\",\"threshold\":0.9,\"looks\":[]}",
    "{\"schema\":\"aisle.uniform/1\",\"threshold\":0.9,\"looks\":[[1,2]]}",
    "{\"schema\":\"aisle.uniform/1\",\"threshold\":\"x\",\"looks\":[[1]]}",
    "{\"schema\":\"aisle.uniform/1\",\"threshold\":0.9,\"looks\":{\"a\":1}}",
    "{\"schema\":[],\"threshold\":{},\"looks\":[{}]}",
  };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;
    ck_assert_ptr_null (load_text (bad[i], &error));
    ck_assert (g_error_matches (error, AISLE_UNIFORM_ERROR, AISLE_UNIFORM_ERROR_FILE));
    ck_assert_ptr_nonnull (strstr (error->message, "aisle uniform"));
  }
  g_autoptr (GError) error = NULL;
  ck_assert_ptr_null (aisle_uniform_load ("/nowhere/at/all", &error));
  ck_assert (g_error_matches (error, AISLE_UNIFORM_ERROR, AISLE_UNIFORM_ERROR_FILE));
}
GST_END_TEST;

GST_START_TEST (by_zone)
{
  const AisleStaffConfig config = { .zone_time = 5 };
  AisleStaff staff = { 0 };
  ck_assert (!aisle_staff_follow (&staff, &config, &(AisleStaffSight) { 0.1, 900, 0, NULL }));
  ck_assert (!aisle_staff_follow (&staff, &config, &(AisleStaffSight) { 0.1, 9, 4.9, NULL }));
  ck_assert (aisle_staff_follow (&staff, &config, &(AisleStaffSight) { 0.1, 9, 5, NULL }));
  ck_assert (!aisle_staff_follow (&staff, &config, &(AisleStaffSight) { 0.1, 9, 9, NULL }));
  ck_assert (staff.is_staff); /* told once, stays so */
}
GST_END_TEST;

GST_START_TEST (by_view)
{
  const AisleStaffConfig config = { .zone_time = 5, .after = 1800 };
  AisleStaff staff = { 0 };
  ck_assert (!aisle_staff_follow (&staff, &config, &(AisleStaffSight) { 1, 1799, 0, NULL }));
  ck_assert (aisle_staff_follow (&staff, &config, &(AisleStaffSight) { 1, 1800, 0, NULL }));
}
GST_END_TEST;

/* Seen in uniform for two seconds in all, less those without. */
GST_START_TEST (by_uniform)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);
  g_autofree AisleUniform *uniform = enrolled (rand);
  const AisleStaffConfig config = { .zone_time = 5, .looks = uniform };
  AisleAppearance clerk = in_uniform (300, rand), customer = look_of_person (5, NOISE, rand);
  AisleStaff staff = { 0 };
  AisleStaffSight yes = { 0.5, 1, 0, &clerk }, no = { 0.5, 1, 0, &customer };
  AisleStaffSight unseen = { 0.5, 1, 0, NULL };
  for (guint i = 0; i < 3; i++)
    ck_assert (!aisle_staff_follow (&staff, &config, &yes));
  ck_assert (!aisle_staff_follow (&staff, &config, &no));
  ck_assert (!aisle_staff_follow (&staff, &config, &unseen));
  ck_assert (!aisle_staff_follow (&staff, &config, &yes));
  ck_assert (aisle_staff_follow (&staff, &config, &yes));
  AisleStaff guest = { 0 };
  for (guint i = 0; i < 100; i++)
    ck_assert (!aisle_staff_follow (&guest, &config, &no));
}
GST_END_TEST;

GST_START_TEST (another_id)
{
  AisleStaff earlier = { TRUE, 2 }, later = { FALSE, 1 };
  ck_assert (aisle_staff_join (&earlier, &later));
  ck_assert (later.is_staff);
  ck_assert (!aisle_staff_join (&earlier, &later));
  earlier.is_staff = later.is_staff = FALSE;
  ck_assert (!aisle_staff_join (&earlier, &later));
  ck_assert (!later.is_staff);
}
GST_END_TEST;

GST_START_TEST (known)
{
  AisleZoneConfig zones[2] = { { 0 }, { .staff = TRUE } };
  AisleConfig config = { .n_zones = 1, .zones = zones };
  ck_assert (!aisle_staff_is_known (&config));
  config.n_zones = 2;
  ck_assert (aisle_staff_is_known (&config));
  config.n_zones = 0;
  config.staff.after = 60;
  ck_assert (aisle_staff_is_known (&config));
}
GST_END_TEST;

static Suite *
staff_suite (void)
{
  Suite *s = suite_create ("staff");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (s, tc);
  tcase_add_test (tc, uniform_of_stripes);
  tcase_add_test (tc, no_uniform);
  tcase_add_test (tc, stored);
  tcase_add_test (tc, bad_files);
  tcase_add_test (tc, by_zone);
  tcase_add_test (tc, by_view);
  tcase_add_test (tc, by_uniform);
  tcase_add_test (tc, another_id);
  tcase_add_test (tc, known);
  return s;
}

GST_CHECK_MAIN (staff)
