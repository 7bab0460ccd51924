/* SPDX-License-Identifier: MIT */
/** @file event-fields.c The table of the members of events. */
#include "gst/core/event-fields.h"

#include <string.h>

#define ANY (-G_MAXDOUBLE)

static const char *const types[] = {
  "line-crossed", "visit-ended",  "counts",      "camera-lost",
  "camera-back",  "queue-left",   "queue-alert", "occupancy-corrected",
  "camera-blind", "camera-clear", NULL
};
static const char *const clocks[] = { "", "local", NULL };
static const char *const directions[] = { "in", "out", NULL };
static const char *const reasons[] = { "left", "lost", "end", NULL };
static const char *const outcomes[] = { "served", "abandoned", "lost", NULL };
static const char *const corrections[] = { "reset", "empty", "negative", NULL };
static const char *const blind_causes[] = {
  "covered", "moved", "dark", "frozen", "unfocused", NULL
};
static const char *const statures[] = { "", "adult", "child", NULL };
static const char *const states[] = { "cleared", "raised", NULL };

G_STATIC_ASSERT (G_N_ELEMENTS (types) == AISLE_EVENT_N_TYPES + 1);
G_STATIC_ASSERT (sizeof (AisleEventType) == sizeof (guint) && sizeof (gboolean) == sizeof (guint));

/* IN opens a member of a struct; what a line adds in braces is written after it. */
#define IN(type, label, what, member)                                                              \
  .name = label, .kind = AISLE_FIELD_##what, .offset = offsetof (type, member)
#define EVENT(label, what, member) IN (AisleEvent, label, what, member)
#define CHOICE(label, member, names) EVENT (label, CHOICE, member), .choices = names
#define UNLESS(value) .optional = TRUE, .absent = value
#define SINCE(value) UNLESS (value), .written = TRUE

/* --- items of counts --------------------------------------------------------- */

#define LINE(label, what, member) IN (AisleLineCounts, label, what, member)
static const AisleField line_fields[] = {
  { LINE ("name", TEXT, name) },
  { LINE ("in", COUNT, in) },
  { LINE ("out", COUNT, out) },
  { LINE ("total_in", COUNT, total_in) },
  { LINE ("total_out", COUNT, total_out) },
  { LINE ("day_in", COUNT, day_in), SINCE (0) },
  { LINE ("day_out", COUNT, day_out), SINCE (0) },
  { LINE ("groups_in", COUNT, groups_in), UNLESS (0) },
  { LINE ("groups_out", COUNT, groups_out), UNLESS (0) },
  { LINE ("children_in", COUNT, children_in), UNLESS (0) },
  { LINE ("children_out", COUNT, children_out), UNLESS (0) },
  { LINE ("staff_in", COUNT, staff_in), UNLESS (0) },
  { LINE ("staff_out", COUNT, staff_out), UNLESS (0) },
  { LINE ("reentries", COUNT, reentries), UNLESS (0) },
  { 0 },
};

#define ZONE(label, what, member) IN (AisleZoneCounts, label, what, member)
static const AisleField zone_fields[] = {
  { ZONE ("name", TEXT, name) },
  { ZONE ("occupancy", UINT, occupancy) },
  { ZONE ("visits", COUNT, visits) },
  { ZONE ("dwell_mean", NUMBER, dwell_mean) },
  { ZONE ("density", NUMBER, density), UNLESS (-1) },
  { ZONE ("faced", COUNT, faced), UNLESS (0) },
  { ZONE ("reached", COUNT, reached), UNLESS (0) },
  { 0 },
};

#define QUEUE(label, what, member) IN (AisleQueueCounts, label, what, member)
static const AisleField queue_fields[] = {
  { QUEUE ("name", TEXT, name) },
  { QUEUE ("length", UINT, length) },
  { QUEUE ("served", COUNT, served) },
  { QUEUE ("abandoned", COUNT, abandoned) },
  { QUEUE ("wait_mean", NUMBER, wait_mean) },
  { QUEUE ("wait_most", NUMBER, wait_most) },
  { QUEUE ("served_per_minute", NUMBER, served_per_minute) },
  { QUEUE ("expected_wait", NUMBER, expected_wait), UNLESS (-1) },
  { 0 },
};

#define OCCUPANCY(label, what, member) IN (AisleOccupancyCounts, label, what, member)
static const AisleField occupancy_fields[] = {
  { OCCUPANCY ("name", TEXT, name) },
  { OCCUPANCY ("occupancy", COUNT, occupancy) },
  { OCCUPANCY ("corrected", INTEGER, corrected), UNLESS (0) },
  { 0 },
};

#define TURN_IN(label, what, member) IN (AisleTurnInCounts, label, what, member)
static const AisleField turn_in_fields[] = {
  { TURN_IN ("name", TEXT, name) },
  { TURN_IN ("outside", COUNT, outside) },
  { TURN_IN ("inside", COUNT, inside) },
  { TURN_IN ("rate", NUMBER, rate), .most = 1 },
  { 0 },
};

#define TRANSITION(label, what, member) IN (AisleTransitionCounts, label, what, member)
static const AisleField transition_fields[] = {
  { TRANSITION ("from", TEXT, from) },
  { TRANSITION ("to", TEXT, to) },
  { TRANSITION ("people", COUNT, people) },
  { 0 },
};

static const AisleFieldItem line_item = { "line", TRUE, line_fields, sizeof (AisleLineCounts) };
static const AisleFieldItem zone_item = { "zone", TRUE, zone_fields, sizeof (AisleZoneCounts) };
static const AisleFieldItem queue_item = { "queue", TRUE, queue_fields, sizeof (AisleQueueCounts) };
static const AisleFieldItem occupancy_item = { "occupancy", TRUE, occupancy_fields,
                                               sizeof (AisleOccupancyCounts) };
static const AisleFieldItem turn_in_item = { "turn-in", TRUE, turn_in_fields,
                                             sizeof (AisleTurnInCounts) };
static const AisleFieldItem transition_item = { "transition", FALSE, transition_fields,
                                                sizeof (AisleTransitionCounts) };

/* --- events ------------------------------------------------------------------ */

#define LIST(label, member, of)                                                                    \
  EVENT (label, LIST, member), .length_offset = offsetof (AisleEvent, n_##member), .item = &(of)

static const AisleField common_fields[] = {
  { EVENT ("id", ID, id) },
  { CHOICE ("type", type, types) },
  { EVENT ("camera", TEXT, camera) },
  { EVENT ("time", TIME, time) },
  { CHOICE ("clock", local_clock, clocks), UNLESS (0) },
  { EVENT ("pts", NUMBER, pts), .least = ANY },
  { 0 },
};

static const AisleField line_crossed_fields[] = {
  { EVENT ("line", TEXT, name) },
  { CHOICE ("direction", direction, directions) },
  { EVENT ("track", COUNT, track) },
  { EVENT ("confidence", NUMBER, confidence), UNLESS (1), .most = 1 },
  { EVENT ("staff", BOOLEAN, staff), UNLESS (FALSE) },
  { EVENT ("reentry", BOOLEAN, reentry), UNLESS (FALSE) },
  { EVENT ("group", COUNT, group), UNLESS (0) },
  { CHOICE ("stature", stature, statures), UNLESS (AISLE_STATURE_UNKNOWN) },
  { 0 },
};

static const AisleField visit_ended_fields[] = {
  { EVENT ("zone", TEXT, name) },
  { EVENT ("track", COUNT, track) },
  { EVENT ("enter_pts", NUMBER, enter_pts), .least = ANY },
  { EVENT ("leave_pts", NUMBER, leave_pts), .least = ANY },
  { EVENT ("dwell", NUMBER, dwell) },
  { CHOICE ("reason", reason, reasons) },
  { EVENT ("stitched", BOOLEAN, stitched) },
  { EVENT ("confidence", NUMBER, confidence), UNLESS (1), .most = 1 },
  { EVENT ("staff", BOOLEAN, staff), UNLESS (FALSE) },
  { EVENT ("distance", NUMBER, distance), UNLESS (-1) },
  { EVENT ("speed", NUMBER, speed), UNLESS (-1) },
  { EVENT ("faced", NUMBER, faced), UNLESS (-1) },
  { EVENT ("reached", UINT, reached), UNLESS (0) },
  { 0 },
};

static const AisleField counts_fields[] = {
  { EVENT ("start", TIME, start) },
  { EVENT ("end", TIME, end) },
  { LIST ("lines", lines, line_item) },
  { LIST ("zones", zones, zone_item) },
  { EVENT ("frames", COUNT, frames) },
  { EVENT ("dropped", COUNT, dropped) },
  { EVENT ("minutes", UINT, minutes) },
  { EVENT ("open", BOOLEAN, open) },
  { EVENT ("blind", NUMBER, blind) },
  { LIST ("queues", queues, queue_item), UNLESS (0) },
  { LIST ("occupancy", occupancies, occupancy_item), UNLESS (0) },
  { LIST ("turn_in", turn_ins, turn_in_item), UNLESS (0) },
  { LIST ("transitions", transitions, transition_item), UNLESS (0) },
  { 0 },
};

static const AisleField gap_fields[] = {
  { EVENT ("gap", NUMBER, gap) },
  { 0 },
};

static const AisleField queue_left_fields[] = {
  { EVENT ("queue", TEXT, name) },
  { EVENT ("track", COUNT, track) },
  { EVENT ("enter_pts", NUMBER, enter_pts), .least = ANY },
  { EVENT ("leave_pts", NUMBER, leave_pts), .least = ANY },
  { EVENT ("wait", NUMBER, wait) },
  { CHOICE ("outcome", outcome, outcomes) },
  { EVENT ("staff", BOOLEAN, staff), UNLESS (FALSE) },
  { 0 },
};

static const AisleField queue_alert_fields[] = {
  { EVENT ("queue", TEXT, name) },
  { CHOICE ("state", raised, states) },
  { EVENT ("length", UINT, length) },
  { EVENT ("expected_wait", NUMBER, expected_wait), UNLESS (-1) },
  { 0 },
};

static const AisleField occupancy_corrected_fields[] = {
  { EVENT ("occupancy", TEXT, name) },
  { EVENT ("before", COUNT, before) },
  { EVENT ("after", COUNT, after) },
  { CHOICE ("cause", correction, corrections) },
  { 0 },
};

static const AisleField blind_fields[] = {
  { CHOICE ("cause", blind_cause, blind_causes) },
  { EVENT ("gap", NUMBER, gap) },
  { 0 },
};

const AisleField *
aisle_event_common_fields (void)
{
  return common_fields;
}

const AisleField *
aisle_event_type_fields (AisleEventType type)
{
  static const AisleField *const fields[AISLE_EVENT_N_TYPES] = {
    [AISLE_EVENT_LINE_CROSSED] = line_crossed_fields,
    [AISLE_EVENT_VISIT_ENDED] = visit_ended_fields,
    [AISLE_EVENT_COUNTS] = counts_fields,
    [AISLE_EVENT_CAMERA_LOST] = gap_fields,
    [AISLE_EVENT_CAMERA_BACK] = gap_fields,
    [AISLE_EVENT_QUEUE_LEFT] = queue_left_fields,
    [AISLE_EVENT_QUEUE_ALERT] = queue_alert_fields,
    [AISLE_EVENT_OCCUPANCY_CORRECTED] = occupancy_corrected_fields,
    [AISLE_EVENT_CAMERA_BLIND] = blind_fields,
    [AISLE_EVENT_CAMERA_CLEAR] = blind_fields,
  };
  g_return_val_if_fail ((guint) type < AISLE_EVENT_N_TYPES, NULL);
  return fields[type];
}

const char *
aisle_event_type_name (AisleEventType type)
{
  g_return_val_if_fail ((guint) type < AISLE_EVENT_N_TYPES, NULL);
  return types[type];
}

const char *
aisle_direction_name (AisleDirection direction)
{
  return direction == AISLE_DIRECTION_IN ? "in" : "out";
}

const char *
aisle_visit_reason_name (AisleVisitReason reason)
{
  g_return_val_if_fail ((guint) reason < G_N_ELEMENTS (reasons) - 1, NULL);
  return reasons[reason];
}

/* --- values ------------------------------------------------------------------ */

gboolean
aisle_field_is_absent (const AisleField *field, gconstpointer base)
{
  const void *at = (const char *) base + field->offset;
  if (!field->optional || field->written)
    return FALSE;
  switch (field->kind) {
  case AISLE_FIELD_COUNT:
  case AISLE_FIELD_ID:
    return *(const guint64 *) at == (guint64) field->absent;
  case AISLE_FIELD_INTEGER:
  case AISLE_FIELD_TIME:
    return *(const gint64 *) at == (gint64) field->absent;
  case AISLE_FIELD_NUMBER:
    return *(const double *) at == field->absent;
  case AISLE_FIELD_UINT:
  case AISLE_FIELD_BOOLEAN:
  case AISLE_FIELD_CHOICE:
    return *(const guint *) at == (guint) field->absent;
  case AISLE_FIELD_TEXT:
    return *(char *const *) at == NULL;
  case AISLE_FIELD_LIST:
    return aisle_field_get_length (field, base) == 0;
  }
  return FALSE;
}

void
aisle_field_set_absent (const AisleField *field, gpointer base)
{
  void *at = (char *) base + field->offset;
  switch (field->kind) {
  case AISLE_FIELD_COUNT:
  case AISLE_FIELD_ID:
    *(guint64 *) at = (guint64) field->absent;
    break;
  case AISLE_FIELD_INTEGER:
  case AISLE_FIELD_TIME:
    *(gint64 *) at = (gint64) field->absent;
    break;
  case AISLE_FIELD_NUMBER:
    *(double *) at = field->absent;
    break;
  case AISLE_FIELD_UINT:
  case AISLE_FIELD_BOOLEAN:
  case AISLE_FIELD_CHOICE:
    *(guint *) at = (guint) field->absent;
    break;
  case AISLE_FIELD_TEXT:
  case AISLE_FIELD_LIST:
    break;
  }
}

void
aisle_fields_set_absent (const AisleField *fields, gpointer base)
{
  for (const AisleField *field = fields; field->name; field++)
    if (field->optional)
      aisle_field_set_absent (field, base);
}

int
aisle_field_find_choice (const AisleField *field, const char *text)
{
  for (int i = 0; text && *text && field->choices[i]; i++)
    if (strcmp (text, field->choices[i]) == 0)
      return i;
  return -1;
}

/* --- lists ------------------------------------------------------------------- */

guint
aisle_field_get_length (const AisleField *field, const AisleEvent *event)
{
  return *(const guint *) ((const char *) event + field->length_offset);
}

gpointer
aisle_field_get_item (const AisleField *field, const AisleEvent *event, guint index)
{
  char *items;
  /* Whatever kind of pointer it is. */
  memcpy (&items, (const char *) event + field->offset, sizeof items);
  return items + index * field->item->size;
}

gpointer
aisle_field_new_items (const AisleField *field, AisleEvent *event, guint n)
{
  char *items = g_malloc0_n (MAX (n, 1), field->item->size);
  for (guint i = 0; i < n; i++)
    aisle_fields_set_absent (field->item->fields, items + i * field->item->size);
  memcpy ((char *) event + field->offset, &items, sizeof items);
  *(guint *) ((char *) event + field->length_offset) = n;
  return items;
}
