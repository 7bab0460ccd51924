/* SPDX-License-Identifier: MIT */
/** @file hours.c Opening hours and business days. */
#include "gst/core/hours.h"

#define MICRO G_GINT64_CONSTANT (1000000)
#define DAY (24 * 3600)
/* 1970 began with a Thursday. */
#define FIRST_WEEKDAY 3

void
aisle_hours_init (AisleHours *hours, const AisleHoursConfig *config)
{
  hours->config = config;
  hours->zone = config->time_zone ? g_time_zone_new_identifier (config->time_zone) : NULL;
  if (!hours->zone)
    hours->zone = g_time_zone_new_utc ();
}

void
aisle_hours_clear (AisleHours *hours)
{
  g_clear_pointer (&hours->zone, g_time_zone_unref);
}

static gint64
divide_down (gint64 a, gint64 b)
{
  return a / b - (a % b < 0);
}

/* The shop's date at @time: days since 1970. */
static gint64
date_of (const AisleHours *hours, gint64 time)
{
  gint64 second = divide_down (time, MICRO);
  int interval = g_time_zone_find_interval (hours->zone, G_TIME_TYPE_UNIVERSAL, second);
  return divide_down (second + g_time_zone_get_offset (hours->zone, interval), DAY);
}

/* The moment at which the clock shows @minute on @date. */
static gint64
moment (const AisleHours *hours, gint64 date, int minute)
{
  gint64 local = date * DAY + minute * 60;
  int interval = g_time_zone_adjust_time (hours->zone, G_TIME_TYPE_DAYLIGHT, &local);
  return (local - g_time_zone_get_offset (hours->zone, interval)) * MICRO;
}

static gboolean
is_open_since (const AisleHours *hours, gint64 date, gint64 time)
{
  gint64 weekday = (date % 7 + 7 + FIRST_WEEKDAY) % 7;
  int open = hours->config->days[weekday].open, close = hours->config->days[weekday].close;
  if (open < 0)
    return FALSE;
  return moment (hours, date, open) <= time
         && time < moment (hours, close > open ? date : date + 1, close);
}

gboolean
aisle_hours_is_open (const AisleHours *hours, gint64 time)
{
  gint64 today = date_of (hours, time);
  return is_open_since (hours, today, time) || is_open_since (hours, today - 1, time);
}

void
aisle_hours_day (const AisleHours *hours, int minute, gint64 time, gint64 *start, gint64 *end)
{
  gint64 date = date_of (hours, time) + 1;
  while (moment (hours, date, minute) > time)
    date--;
  *start = moment (hours, date, minute);
  *end = moment (hours, date + 1, minute);
}
