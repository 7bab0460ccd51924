/* SPDX-License-Identifier: MIT */
/** @file person.c Who takes over from whom, and how surely. */
#include <gst/check/gstcheck.h>

#include "gst/core/person.h"

static GPtrArray *persons;
static AisleConfig *config;

static void
set_up (void)
{
  config = aisle_config_parse ("{}", -1, "test.json", NULL);
  persons = g_ptr_array_new_with_free_func ((GDestroyNotify) aisle_person_free);
}

static void
tear_down (void)
{
  g_ptr_array_unref (persons);
  aisle_config_unref (config);
}

/* Seen from @first to @last (seconds), standing at @x (body heights). @look: 0 none, 1 or 2. */
static AislePerson *
add (double x, double first, double last, int look)
{
  AislePerson *person = aisle_person_new (persons->len + 1, config);

  person->height = 0.1;
  person->place = person->first_place = (AislePoint) { 0.1 * x, 0.5 };
  person->first_pts = first;
  person->pts = last;
  person->on_path = TRUE;
  person->seen = look > 0;
  for (int i = 0; look && i < 4; i++)
    person->look.values[16 * i + look] = 0.5f;
  g_ptr_array_add (persons, person);
  return person;
}

static AislePerson *
successor (const AislePerson *gone, double *confidence)
{
  return aisle_person_find_successor (gone, persons, 1, confidence);
}

GST_START_TEST (test_confidence_falls_with_distance)
{
  AislePerson *gone = add (1, 0, 10, 0), *later = add (1, 11, 12, 0);
  double near = 0, far = 0;

  fail_unless (successor (gone, &near) == later);
  later->first_place.x = 0.21; /* 1.1 of a reach of 1.15 */
  fail_unless (successor (gone, &far) == later);
  fail_unless (near > .98 && near < 1 && far > .85 && far < .95, "%g %g", near, far);
  later->first_place.x = 0.22;
  fail_unless (successor (gone, &far) == NULL);
}
GST_END_TEST;

GST_START_TEST (test_looks)
{
  AislePerson *gone = add (1, 0, 10, 1), *later = add (1.5, 11, 12, 1);
  double like = 0, unlike = 0;

  fail_unless (successor (gone, &like) == later);
  later->look = add (90, 0, 1, 2)->look;
  fail_unless (successor (gone, &unlike) == later);
  fail_unless (like > .99 && unlike < like - .02, "%g %g", like, unlike);
}
GST_END_TEST;

GST_START_TEST (test_rivals)
{
  AislePerson *gone = add (1, 0, 10, 0), *a = add (1.2, 11, 12, 0);
  double confidence = -1;

  /* Nobody knows which; nor when only one of them is known by sight. */
  AislePerson *b = add (0.8, 11, 12, 0);
  fail_unless (successor (gone, &confidence) == NULL);
  gone->seen = a->seen = TRUE;
  gone->look.values[0] = a->look.values[0] = 1;
  fail_unless (successor (gone, &confidence) == NULL);
  fail_unless (confidence == -1);
  /* Looks tell them apart. */
  b->seen = TRUE;
  b->look.values[1] = 1;
  fail_unless (successor (gone, &confidence) == a);
  fail_unless (confidence > .9 && confidence < .99, "%g", confidence);
  /* Somebody who is alike has gone as well. */
  AislePerson *other = add (1.3, 0, 10, 0);
  other->seen = TRUE;
  other->look = gone->look;
  fail_unless (successor (gone, &confidence) == NULL);
}
GST_END_TEST;

static Suite *
person_suite (void)
{
  Suite *suite = suite_create ("person");
  TCase *cases = tcase_create ("all");

  suite_add_tcase (suite, cases);
  tcase_add_checked_fixture (cases, set_up, tear_down);
  tcase_add_test (cases, test_confidence_falls_with_distance);
  tcase_add_test (cases, test_looks);
  tcase_add_test (cases, test_rivals);
  return suite;
}

GST_CHECK_MAIN (person);
