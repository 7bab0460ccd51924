/* SPDX-License-Identifier: MIT */
/** @file hours.c Opening hours and business days, over both changes of the clock. */
#include "gst/core/hours.h"

#include "tests/core/checks.h"

#define HOUR (3600 * G_GINT64_CONSTANT (1000000))

static gint64
at (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (text, utc);
  ck_assert_msg (date != NULL, "%s", text);
  return g_date_time_to_unix_usec (date);
}

static AisleHoursConfig
hours_config (const char *zone, int open, int close)
{
  AisleHoursConfig config = { .time_zone = (char *) zone };
  for (guint i = 0; i < 7; i++) {
    config.days[i].open = open;
    config.days[i].close = close;
  }
  return config;
}

static gboolean
is_open (const AisleHoursConfig *config, const char *time)
{
  AisleHours hours;
  aisle_hours_init (&hours, config);
  gboolean open = aisle_hours_is_open (&hours, at (time));
  aisle_hours_clear (&hours);
  return open;
}

static void
expect_day (const AisleHoursConfig *config, int minute, const char *time, const char *start,
            const char *end)
{
  AisleHours hours;
  gint64 from, until;
  aisle_hours_init (&hours, config);
  aisle_hours_day (&hours, minute, at (time), &from, &until);
  ck_assert_msg (from == at (start), "%s: %+g h", time, (from - at (start)) / (double) HOUR);
  ck_assert_msg (until == at (end), "%s: %+g h", time, (until - at (end)) / (double) HOUR);
  aisle_hours_clear (&hours);
}

GST_START_TEST (without_hours)
{
  AisleHoursConfig all = { 0 }, explicit_all = hours_config ("UTC", 0, 1440);
  ck_assert (is_open (&all, "2026-01-31T00:00:00Z") && is_open (&all, "2026-01-31T23:59:59Z"));
  ck_assert (is_open (&explicit_all, "1960-01-01T00:00:00Z"));
}
GST_END_TEST;

GST_START_TEST (by_the_clock_of_the_shop)
{
  AisleHoursConfig config = hours_config ("Europe/Berlin", 9 * 60, 20 * 60 + 30);
  /* 09:00–20:30 is 08:00–19:30 UTC in winter, 07:00–18:30 in summer. */
  ck_assert (!is_open (&config, "2026-01-15T07:59:59Z"));
  ck_assert (is_open (&config, "2026-01-15T08:00:00Z"));
  ck_assert (is_open (&config, "2026-01-15T19:29:59Z"));
  ck_assert (!is_open (&config, "2026-01-15T19:30:00Z"));
  ck_assert (is_open (&config, "2026-07-15T07:00:00Z"));
  ck_assert (!is_open (&config, "2026-07-15T18:30:00Z"));
}
GST_END_TEST;

GST_START_TEST (past_midnight)
{
  AisleHoursConfig config = hours_config ("America/New_York", 18 * 60, 2 * 60);
  config.days[6].open = config.days[6].close = -1; /* Sundays closed */
  /* Friday, 2026-01-30, 18:00 in New York is 23:00 UTC. */
  ck_assert (!is_open (&config, "2026-01-30T22:59:59Z"));
  ck_assert (is_open (&config, "2026-01-30T23:00:00Z"));
  ck_assert (is_open (&config, "2026-01-31T06:59:59Z"));
  ck_assert (!is_open (&config, "2026-01-31T07:00:00Z"));
  /* Saturday's evening ends on Sunday at 2; Sunday evening does not begin. */
  ck_assert (is_open (&config, "2026-02-01T06:59:59Z"));
  ck_assert (!is_open (&config, "2026-02-01T23:30:00Z"));
  ck_assert (!is_open (&config, "2026-02-02T06:00:00Z"));
}
GST_END_TEST;

/* Berlin: 2026-03-29, 02:00 becomes 03:00; 2026-10-25, 03:00 becomes 02:00. */
GST_START_TEST (days_of_23_and_25_hours)
{
  AisleHoursConfig config = hours_config ("Europe/Berlin", 0, 1440);
  expect_day (&config, 0, "2026-03-29T12:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z");
  expect_day (&config, 0, "2026-10-25T12:00:00Z", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z");
  expect_day (&config, 5 * 60, "2026-03-29T02:59:59Z", "2026-03-28T04:00:00Z",
              "2026-03-29T03:00:00Z");
  expect_day (&config, 5 * 60, "2026-03-29T03:00:00Z", "2026-03-29T03:00:00Z",
              "2026-03-30T03:00:00Z");
  expect_day (&config, 1440, "2026-10-25T12:00:00Z", "2026-10-24T22:00:00Z",
              "2026-10-25T23:00:00Z");
}
GST_END_TEST;

GST_START_TEST (a_time_that_is_skipped_or_comes_twice)
{
  AisleHoursConfig config = hours_config ("Europe/Berlin", 2 * 60 + 30, 12 * 60);
  /* 02:30 does not exist: 03:00 summer time, the moment of the skip, stands for it. */
  expect_day (&config, 150, "2026-03-29T00:59:59Z", "2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z");
  expect_day (&config, 150, "2026-03-29T01:00:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z");
  ck_assert (!is_open (&config, "2026-03-29T00:59:59Z"));
  ck_assert (is_open (&config, "2026-03-29T01:00:00Z"));
  /* 02:30 comes twice: at 00:30 and 01:30 UTC. */
  expect_day (&config, 150, "2026-10-25T01:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
  ck_assert (is_open (&config, "2026-10-25T00:30:00Z"));
  ck_assert (is_open (&config, "2026-10-25T01:10:00Z"));
}
GST_END_TEST;

/* Every minute of two years lies in the day that holds it, and days follow each other. */
GST_START_TEST (days_follow_each_other)
{
  static const char *const zones[] = { "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu" };
  for (guint z = 0; z < G_N_ELEMENTS (zones); z++) {
    AisleHoursConfig config = hours_config (zones[z], 0, 1440);
    AisleHours hours;
    aisle_hours_init (&hours, &config);
    gint64 start, end, last_end = 0;
    for (gint64 time = at ("2025-12-31T12:00:00Z"); time < at ("2028-01-01T00:00:00Z");
         time += 7 * HOUR / 4) {
      aisle_hours_day (&hours, 4 * 60, time, &start, &end);
      ck_assert (start <= time && time < end);
      ck_assert (end - start >= 23 * HOUR && end - start <= 25 * HOUR);
      ck_assert (last_end == 0 || end == last_end || start == last_end);
      last_end = end;
    }
    aisle_hours_clear (&hours);
  }
}
GST_END_TEST;

GST_START_TEST (unknown_zone)
{
  AisleHoursConfig config = hours_config ("Europe/Atlantis", 9 * 60, 17 * 60);
  ck_assert (is_open (&config, "2026-07-15T09:00:00Z"));
  ck_assert (!is_open (&config, "2026-07-15T08:59:59Z"));
}
GST_END_TEST;

static Suite *
hours_suite (void)
{
  Suite *s = suite_create ("hours");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (s, tc);
  tcase_add_test (tc, without_hours);
  tcase_add_test (tc, by_the_clock_of_the_shop);
  tcase_add_test (tc, past_midnight);
  tcase_add_test (tc, days_of_23_and_25_hours);
  tcase_add_test (tc, a_time_that_is_skipped_or_comes_twice);
  tcase_add_test (tc, days_follow_each_other);
  tcase_add_test (tc, unknown_zone);
  return s;
}

GST_CHECK_MAIN (hours)
