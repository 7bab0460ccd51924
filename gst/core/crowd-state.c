/* SPDX-License-Identifier: MIT */
/** @file crowd-state.c The people of a crowd as JSON and back. */
#include "gst/core/crowd-state.h"

#include "gst/core/record.h"

/* Far beyond any stream, and what is added up in double stays exact. */
#define PTS -1e12, 1e12
#define PLACE -1e3, 1e3
#define METRES -1e12, 1e12

#define PERSON(kind, member, ...)                                                                  \
  { #member, AISLE_RECORD_##kind, G_STRUCT_OFFSET (AislePerson, member), __VA_ARGS__ }
static const AisleRecordField person_fields[] = {
  PERSON (INT64, track),
  PERSON (INT64, origin),
  PERSON (INT64, reported),
  PERSON (BOOLEAN, gone),
  PERSON (BOOLEAN, on_path),
  PERSON (DOUBLE, place.x, PLACE),
  PERSON (DOUBLE, place.y, PLACE),
  PERSON (DOUBLE, first_place.x, PLACE),
  PERSON (DOUBLE, first_place.y, PLACE),
  PERSON (DOUBLE, pts, PTS),
  PERSON (DOUBLE, first_pts, PTS),
  PERSON (DOUBLE, height, 0, 1e3),
  PERSON (INT64, stitched),
  PERSON (DOUBLE, handed, 0, 1),
  PERSON (DOUBLE, confidence, 0, 1),
  PERSON (DOUBLE, rope, METRES),
  PERSON (DOUBLE, stand.ahead.x, PLACE),
  PERSON (DOUBLE, stand.ahead.y, PLACE),
  PERSON (BOOLEAN, motion.known),
  PERSON (DOUBLE, motion.first.x, METRES),
  PERSON (DOUBLE, motion.first.y, METRES),
  PERSON (DOUBLE, motion.place.x, METRES),
  PERSON (DOUBLE, motion.place.y, METRES),
  PERSON (DOUBLE, motion.pts, PTS),
  PERSON (DOUBLE, motion.vx, METRES),
  PERSON (DOUBLE, motion.vy, METRES),
  PERSON (DOUBLE, motion.weight, 0, 1),
  PERSON (DOUBLE, motion.heel.x, METRES),
  PERSON (DOUBLE, motion.heel.y, METRES),
  PERSON (DOUBLE, motion.walked, METRES),
  PERSON (INT, stature.n, 0, AISLE_STATURE_LOOKS),
  PERSON (DOUBLE, stature.interval, PTS),
  PERSON (DOUBLE, stature.first, PTS),
  PERSON (DOUBLE, stature.last, PTS),
  PERSON (BOOLEAN, funnel.known),
  PERSON (INT, funnel.zone, 0, AISLE_CONFIG_MAX_ITEMS - 1),
  PERSON (DOUBLE, funnel.enter_pts, PTS),
  PERSON (BOOLEAN, staff.is_staff),
  PERSON (DOUBLE, staff.uniform, 0, 1e3),
  PERSON (BOOLEAN, was_shown),
  PERSON (DOUBLE, shown, PTS),
  { NULL },
};

#define LINE(kind, member, ...)                                                                    \
  { #member, AISLE_RECORD_##kind, G_STRUCT_OFFSET (AisleLineMemory, member), __VA_ARGS__ }
static const AisleRecordField line_fields[] = {
  LINE (INT, side, -1, 1),
  LINE (INT, met),
  LINE (DOUBLE, met_in, PTS),
  LINE (DOUBLE, met_out, PTS),
  LINE (INT, near_side, -1, 1),
  LINE (DOUBLE, near_pts, PTS),
  LINE (INT, first_side, -1, 1),
  LINE (INT, first_met),
  LINE (DOUBLE, first_met_in, PTS),
  LINE (DOUBLE, first_met_out, PTS),
  { NULL },
};

#define VISIT(kind, member, ...)                                                                   \
  { #member, AISLE_RECORD_##kind, G_STRUCT_OFFSET (AisleVisit, member), __VA_ARGS__ }
static const AisleRecordField visit_fields[] = {
  VISIT (INT, presence, AISLE_PRESENCE_OUTSIDE, AISLE_PRESENCE_AWAY),
  VISIT (INT, sides, 0, 2),
  VISIT (BOOLEAN, within),
  VISIT (DOUBLE, met_pts, PTS),
  VISIT (DOUBLE, met_walked, METRES),
  VISIT (DOUBLE, enter_pts, PTS),
  VISIT (DOUBLE, leave_pts, PTS),
  VISIT (BOOLEAN, stitched),
  VISIT (DOUBLE, enter_walked, METRES),
  VISIT (DOUBLE, leave_walked, METRES),
  VISIT (DOUBLE, engagement.faced, 0, 1e12),
  VISIT (INT, engagement.reached),
  VISIT (DOUBLE, engagement.usual[0], METRES),
  VISIT (DOUBLE, engagement.usual[1], METRES),
  VISIT (DOUBLE, engagement.known, PTS),
  VISIT (INT, engagement.side, -1, 1),
  VISIT (DOUBLE, engagement.since_pts, PTS),
  VISIT (BOOLEAN, engagement.counted),
  { NULL },
};

#define QUEUE(kind, member, ...)                                                                   \
  { #member, AISLE_RECORD_##kind, G_STRUCT_OFFSET (AisleQueueMemory, member), __VA_ARGS__ }
static const AisleRecordField queue_fields[] = {
  QUEUE (INT, phase, AISLE_QUEUE_PHASE_NONE, AISLE_QUEUE_PHASE_PRESENT),
  QUEUE (BOOLEAN, in_area),
  QUEUE (BOOLEAN, in_service),
  QUEUE (DOUBLE, enter_pts, PTS),
  QUEUE (DOUBLE, service_pts, PTS),
  QUEUE (DOUBLE, left_pts, PTS),
  QUEUE (DOUBLE, stood, 0, 1e12),
  QUEUE (BOOLEAN, stitched),
  { NULL },
};

static const AisleRecordField turn_in_fields[] = {
  { "passed", AISLE_RECORD_BOOLEAN, G_STRUCT_OFFSET (AisleTurnIn, passed) },
  { "turned_in", AISLE_RECORD_BOOLEAN, G_STRUCT_OFFSET (AisleTurnIn, turned_in) },
  { NULL },
};

static const AisleRecordField look_fields[] = {
  { "metres", AISLE_RECORD_FLOAT, 0, 0, 100 },
  { NULL },
};

void
aisle_crowd_append_json (const AisleCrowd *crowd, GString *text)
{
  const AisleConfig *config = crowd->config;
  guint n_seen = crowd->persons->len;
  g_string_append_c (text, '[');
  /* Who is hidden comes back as somebody who is gone, and then is hidden again. */
  for (guint i = 0; i < n_seen + crowd->hidden->len; i++) {
    const AislePerson *person =
        i < n_seen ? crowd->persons->pdata[i] : crowd->hidden->pdata[i - n_seen];
    g_string_append (text, i > 0 ? ",{\"person\":" : "{\"person\":");
    aisle_record_append (text, person_fields, person);
    aisle_record_append_list (text, "lines", line_fields, person->lines, config->n_lines,
                              sizeof *person->lines);
    aisle_record_append_list (text, "visits", visit_fields, person->visits, config->n_zones,
                              sizeof *person->visits);
    aisle_record_append_list (text, "queues", queue_fields, person->queues, config->n_queues,
                              sizeof *person->queues);
    aisle_record_append_list (text, "turn_ins", turn_in_fields, person->turn_ins,
                              config->n_turn_ins, sizeof *person->turn_ins);
    aisle_record_append_list (text, "looks", look_fields, person->stature.metres, person->stature.n,
                              sizeof *person->stature.metres);
    g_string_append_c (text, '}');
  }
  g_string_append_c (text, ']');
}

static gboolean
read_person (const AisleConfig *config, JsonNode *node, AislePerson *person, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *own = object ? json_object_get_member (object, "person") : NULL;
  if (!own) {
    g_set_error (error, AISLE_RECORD_ERROR, AISLE_RECORD_ERROR_MEMBER,
                 "a person has no \"person\"");
    return FALSE;
  }
  return aisle_record_read (own, person_fields, person, error)
         && aisle_record_read_list (object, "lines", line_fields, person->lines, config->n_lines,
                                    sizeof *person->lines, error)
         && aisle_record_read_list (object, "visits", visit_fields, person->visits, config->n_zones,
                                    sizeof *person->visits, error)
         && aisle_record_read_list (object, "queues", queue_fields, person->queues,
                                    config->n_queues, sizeof *person->queues, error)
         && aisle_record_read_list (object, "turn_ins", turn_in_fields, person->turn_ins,
                                    config->n_turn_ins, sizeof *person->turn_ins, error)
         && aisle_record_read_list (object, "looks", look_fields, person->stature.metres,
                                    person->stature.n, sizeof *person->stature.metres, error);
}

gboolean
aisle_crowd_read_json (AisleCrowd *crowd, JsonArray *array, GError **error)
{
  for (guint i = 0; i < json_array_get_length (array); i++) {
    AislePerson *person = aisle_person_new (0, crowd->config);
    g_ptr_array_add (crowd->persons, person);
    if (!read_person (crowd->config, json_array_get_element (array, i), person, error))
      return FALSE;
    person->funnel.known &= person->funnel.zone < crowd->config->n_zones;
  }
  return TRUE;
}
