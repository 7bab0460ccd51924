/* SPDX-License-Identifier: MIT */
/** @file layout.c Layouts drawn into the frame, and the hours of a shop. */
#include "tests/simulator/layout.h"

#include <math.h>
#include <string.h>

const SimLayout *
sim_layout_find (const char *name)
{
  for (guint i = 0; i < sim_n_layouts; i++)
    if (g_str_equal (sim_layouts[i].name, name))
      return &sim_layouts[i];
  return NULL;
}

static void
add_point (GString *json, const SimLayout *layout, AislePoint floor)
{
  AislePoint at = { 0, 0 };
  char x[G_ASCII_DTOSTR_BUF_SIZE], y[G_ASCII_DTOSTR_BUF_SIZE];
  if (!sim_camera_project (&layout->camera, floor.x, floor.y, 0, &at))
    g_error ("%s: (%g, %g) is behind the camera", layout->name, floor.x, floor.y);
  g_ascii_formatd (x, sizeof x, "%.6f", CLAMP (at.x / layout->camera.width, 0, 1));
  g_ascii_formatd (y, sizeof y, "%.6f", CLAMP (at.y / layout->camera.height, 0, 1));
  g_string_append_printf (json, "[%s, %s]", x, y);
}

static void
add_line (GString *json, const SimLayout *layout, const SimLine *line)
{
  g_string_append_printf (json, "{\"name\": \"%s\", \"points\": [", line->name);
  add_point (json, layout, line->from);
  g_string_append (json, ", ");
  add_point (json, layout, line->to);
  g_string_append (json, "], \"in\": ");
  add_point (json, layout, line->in);
  g_string_append_c (json, '}');
}

static void
add_zone (GString *json, const SimLayout *layout, const SimZone *zone)
{
  g_string_append_printf (json, "{\"name\": \"%s\", \"polygon\": [", zone->name);
  for (guint i = 0; i < G_N_ELEMENTS (zone->corners); i++) {
    g_string_append (json, i ? ", " : "");
    add_point (json, layout, zone->corners[i]);
  }
  g_string_append (json, "]}");
}

char *
sim_layout_config (const SimLayout *layout)
{
  GString *json = g_string_new (NULL);
  g_string_append_printf (json, "{\"camera\": \"%s\",\n \"lines\": [", layout->name);
  for (guint i = 0; i < G_N_ELEMENTS (layout->lines) && layout->lines[i].name; i++) {
    g_string_append (json, i ? ",\n  " : "");
    add_line (json, layout, &layout->lines[i]);
  }
  g_string_append (json, "],\n \"zones\": [");
  for (guint i = 0; i < G_N_ELEMENTS (layout->zones) && layout->zones[i].name; i++) {
    g_string_append (json, i ? ",\n  " : "");
    add_zone (json, layout, &layout->zones[i]);
  }
  g_string_append (json, "]}\n");
  return g_string_free (json, FALSE);
}

/* Percent of the busiest hour: a quiet morning, a peak at noon and a higher one after work. */
static const double hours[24] = { 0,  0,  0,  0,  0,  0,  0,  0,  25, 40, 55, 70,
                                  90, 80, 65, 70, 85, 100, 95, 60, 30, 0,  0,  0 };
/* Monday first; closed on Sunday. */
static const double days[7] = { 0.8, 0.8, 0.85, 0.9, 1, 1, 0 };

double
sim_layout_busy (const SimLayout *layout, double seconds)
{
  double hour = seconds / 3600;
  guint day = (guint) (hour / 24) % 7;
  return hours[(guint) hour % 24] / 100 * days[day];
}
