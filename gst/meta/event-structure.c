/* SPDX-License-Identifier: MIT */
/** @file event-structure.c AisleEvent to GstStructure and back; the fields are those of event.h. */
#include "gst/meta/event-private.h"

#define EVENT_SCHEMA "aisle.event/1"

/* ---- to a structure ----------------------------------------------------------------------- */

static void
set_time (GstStructure *structure, const char *field, gint64 usecs)
{
  g_autoptr (GstDateTime) time = gst_date_time_new_from_unix_epoch_utc_usecs (usecs);
  gst_structure_set (structure, field, GST_TYPE_DATE_TIME, time, NULL);
}

static void
append_structure (GValue *array, GstStructure *structure)
{
  GValue value = G_VALUE_INIT;
  g_value_init (&value, GST_TYPE_STRUCTURE);
  g_value_take_boxed (&value, structure);
  gst_value_array_append_and_take_value (array, &value);
}

static void
set_lines (GstStructure *structure, const AisleEvent *event)
{
  GValue array = G_VALUE_INIT;
  gst_value_array_init (&array, event->n_lines);
  for (guint i = 0; i < event->n_lines; i++) {
    const AisleLineCounts *line = &event->lines[i];
    append_structure (&array,
                      gst_structure_new ("line", "name", G_TYPE_STRING, line->name, "in",
                                         G_TYPE_UINT64, line->in, "out", G_TYPE_UINT64, line->out,
                                         "total_in", G_TYPE_UINT64, line->total_in, "total_out",
                                         G_TYPE_UINT64, line->total_out, NULL));
  }
  gst_structure_take_value (structure, "lines", &array);
}

static void
set_zones (GstStructure *structure, const AisleEvent *event)
{
  GValue array = G_VALUE_INIT;
  gst_value_array_init (&array, event->n_zones);
  for (guint i = 0; i < event->n_zones; i++) {
    const AisleZoneCounts *zone = &event->zones[i];
    append_structure (&array,
                      gst_structure_new ("zone", "name", G_TYPE_STRING, zone->name, "occupancy",
                                         G_TYPE_UINT, zone->occupancy, "visits", G_TYPE_UINT64,
                                         zone->visits, "dwell_mean", G_TYPE_DOUBLE,
                                         zone->dwell_mean, NULL));
  }
  gst_structure_take_value (structure, "zones", &array);
}

static void
set_counts (GstStructure *structure, const AisleEvent *event)
{
  set_time (structure, "start", event->start);
  set_time (structure, "end", event->end);
  set_lines (structure, event);
  set_zones (structure, event);
  gst_structure_set (structure, "frames", G_TYPE_UINT64, event->frames, "dropped", G_TYPE_UINT64,
                     event->dropped, NULL);
}

static void
set_members_of_type (GstStructure *structure, const AisleEvent *event)
{
  switch (event->type) {
  case AISLE_EVENT_LINE_CROSSED:
    gst_structure_set (structure, "line", G_TYPE_STRING, event->name, "direction", G_TYPE_STRING,
                       aisle_direction_name (event->direction), "track", G_TYPE_UINT64,
                       event->track, NULL);
    break;
  case AISLE_EVENT_VISIT_ENDED:
    gst_structure_set (structure, "zone", G_TYPE_STRING, event->name, "track", G_TYPE_UINT64,
                       event->track, "enter_pts", G_TYPE_DOUBLE, event->enter_pts, "leave_pts",
                       G_TYPE_DOUBLE, event->leave_pts, "dwell", G_TYPE_DOUBLE, event->dwell,
                       "reason", G_TYPE_STRING, aisle_visit_reason_name (event->reason), "stitched",
                       G_TYPE_BOOLEAN, event->stitched, NULL);
    break;
  case AISLE_EVENT_COUNTS:
    set_counts (structure, event);
    break;
  case AISLE_EVENT_CAMERA_LOST:
  case AISLE_EVENT_CAMERA_BACK:
    gst_structure_set (structure, "gap", G_TYPE_DOUBLE, event->gap, NULL);
    break;
  }
}

GstStructure *
gst_aisle_event_structure_new (const AisleEvent *event)
{
  g_return_val_if_fail (event != NULL, NULL);
  GstStructure *structure = gst_structure_new (
      GST_AISLE_EVENT_NAME, "schema", G_TYPE_STRING, EVENT_SCHEMA, "id", G_TYPE_UINT64, event->id,
      "type", G_TYPE_STRING, aisle_event_type_name (event->type), "camera", G_TYPE_STRING,
      event->camera, "pts", G_TYPE_DOUBLE, event->pts, NULL);
  set_time (structure, "time", event->time);
  if (event->local_clock)
    gst_structure_set (structure, "clock", G_TYPE_STRING, "local", NULL);
  set_members_of_type (structure, event);
  return structure;
}

/* ---- from a structure --------------------------------------------------------------------- */

static gboolean
get_time (const GstStructure *structure, const char *field, gint64 *usecs)
{
  g_autoptr (GstDateTime) time = NULL;
  if (!gst_structure_get (structure, field, GST_TYPE_DATE_TIME, &time, NULL))
    return FALSE;
  g_autoptr (GDateTime) exact = gst_date_time_to_g_date_time (time);
  if (exact == NULL)
    return FALSE;
  *usecs = g_date_time_to_unix_usec (exact);
  return TRUE;
}

static gboolean
get_direction (const GstStructure *structure, AisleDirection *direction)
{
  const char *name = gst_structure_get_string (structure, "direction");
  *direction = g_strcmp0 (name, aisle_direction_name (AISLE_DIRECTION_IN)) == 0
                   ? AISLE_DIRECTION_IN
                   : AISLE_DIRECTION_OUT;
  return g_strcmp0 (name, aisle_direction_name (*direction)) == 0;
}

static gboolean
get_reason (const GstStructure *structure, AisleVisitReason *reason)
{
  const char *name = gst_structure_get_string (structure, "reason");
  for (int i = AISLE_VISIT_LEFT; i <= AISLE_VISIT_END; i++)
    if (g_strcmp0 (name, aisle_visit_reason_name ((AisleVisitReason) i)) == 0) {
      *reason = (AisleVisitReason) i;
      return TRUE;
    }
  return FALSE;
}

/** The structures of the array @field; NULL when it is not an array of structures. */
static GPtrArray *
get_structures (const GstStructure *structure, const char *field)
{
  const GValue *array = gst_structure_get_value (structure, field);
  if (array == NULL || !GST_VALUE_HOLDS_ARRAY (array))
    return NULL;
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  for (guint i = 0; i < gst_value_array_get_size (array); i++) {
    const GValue *value = gst_value_array_get_value (array, i);
    if (!GST_VALUE_HOLDS_STRUCTURE (value))
      return NULL;
    g_ptr_array_add (found, (gpointer) gst_value_get_structure (value));
  }
  return g_steal_pointer (&found);
}

static gboolean
get_lines (const GstStructure *structure, AisleEvent *event)
{
  g_autoptr (GPtrArray) lines = get_structures (structure, "lines");
  if (lines == NULL)
    return FALSE;
  event->lines = g_new0 (AisleLineCounts, lines->len);
  for (; event->n_lines < lines->len; event->n_lines++) {
    const GstStructure *from = g_ptr_array_index (lines, event->n_lines);
    AisleLineCounts *line = &event->lines[event->n_lines];
    if (!gst_structure_get (from, "in", G_TYPE_UINT64, &line->in, "out", G_TYPE_UINT64, &line->out,
                            "total_in", G_TYPE_UINT64, &line->total_in, "total_out", G_TYPE_UINT64,
                            &line->total_out, "name", G_TYPE_STRING, &line->name, NULL))
      return FALSE;
  }
  return TRUE;
}

static gboolean
get_zones (const GstStructure *structure, AisleEvent *event)
{
  g_autoptr (GPtrArray) zones = get_structures (structure, "zones");
  if (zones == NULL)
    return FALSE;
  event->zones = g_new0 (AisleZoneCounts, zones->len);
  for (; event->n_zones < zones->len; event->n_zones++) {
    const GstStructure *from = g_ptr_array_index (zones, event->n_zones);
    AisleZoneCounts *zone = &event->zones[event->n_zones];
    if (!gst_structure_get (from, "occupancy", G_TYPE_UINT, &zone->occupancy, "visits",
                            G_TYPE_UINT64, &zone->visits, "dwell_mean", G_TYPE_DOUBLE,
                            &zone->dwell_mean, "name", G_TYPE_STRING, &zone->name, NULL))
      return FALSE;
  }
  return TRUE;
}

static gboolean
get_members_of_type (const GstStructure *structure, AisleEvent *event)
{
  switch (event->type) {
  case AISLE_EVENT_LINE_CROSSED:
    return get_direction (structure, &event->direction)
           && gst_structure_get (structure, "track", G_TYPE_UINT64, &event->track, "line",
                                 G_TYPE_STRING, &event->name, NULL);
  case AISLE_EVENT_VISIT_ENDED:
    return get_reason (structure, &event->reason)
           && gst_structure_get (structure, "track", G_TYPE_UINT64, &event->track, "enter_pts",
                                 G_TYPE_DOUBLE, &event->enter_pts, "leave_pts", G_TYPE_DOUBLE,
                                 &event->leave_pts, "dwell", G_TYPE_DOUBLE, &event->dwell,
                                 "stitched", G_TYPE_BOOLEAN, &event->stitched, "zone",
                                 G_TYPE_STRING, &event->name, NULL);
  case AISLE_EVENT_COUNTS:
    return get_time (structure, "start", &event->start) && get_time (structure, "end", &event->end)
           && gst_structure_get (structure, "frames", G_TYPE_UINT64, &event->frames, "dropped",
                                 G_TYPE_UINT64, &event->dropped, NULL)
           && get_lines (structure, event) && get_zones (structure, event);
  case AISLE_EVENT_CAMERA_LOST:
  case AISLE_EVENT_CAMERA_BACK:
    return gst_structure_get (structure, "gap", G_TYPE_DOUBLE, &event->gap, NULL);
  }
  return FALSE;
}

static gboolean
get_type (const GstStructure *structure, AisleEventType *type)
{
  const char *name = gst_structure_get_string (structure, "type");
  for (int i = 0; name != NULL && i <= AISLE_EVENT_CAMERA_BACK; i++)
    if (g_str_equal (name, aisle_event_type_name ((AisleEventType) i))) {
      *type = (AisleEventType) i;
      return TRUE;
    }
  return FALSE;
}

AisleEvent *
gst_aisle_event_structure_parse (const GstStructure *structure)
{
  g_return_val_if_fail (structure != NULL, NULL);
  AisleEventType type;
  gdouble pts;
  const char *camera = gst_structure_get_string (structure, "camera");
  const char *schema = gst_structure_get_string (structure, "schema");
  if (!gst_structure_has_name (structure, GST_AISLE_EVENT_NAME) || camera == NULL
      || g_strcmp0 (schema, EVENT_SCHEMA) != 0 || !get_type (structure, &type)
      || !gst_structure_get_double (structure, "pts", &pts))
    return NULL;
  g_autoptr (AisleEvent) event = aisle_event_new (type, camera, NULL, 0, pts);
  event->local_clock = g_strcmp0 (gst_structure_get_string (structure, "clock"), "local") == 0;
  if (!gst_structure_get_uint64 (structure, "id", &event->id)
      || !get_time (structure, "time", &event->time) || !get_members_of_type (structure, event))
    return NULL;
  return g_steal_pointer (&event);
}
