/* SPDX-License-Identifier: MIT */
/**
 * @file identity.c
 * Keyed hash of a track's internal id, with a salt per day.
 */
#include "gst/core/identity.h"

#include <string.h>
#include <unistd.h>

typedef struct {
  gboolean drawn;
  gint64 day; /* since 1970 */
  guint64 salt[2];
} Day;

struct _AisleIdentity {
  char *camera;
  guint64 seed;
  Day days[2]; /* the latest first */
};

static inline guint64
rotate (guint64 x, int bits)
{
  return x << bits | x >> (64 - bits);
}

static void
rounds (guint64 v[4], int n)
{
  for (int i = 0; i < n; i++) {
    v[0] += v[1];
    v[2] += v[3];
    v[1] = rotate (v[1], 13) ^ v[0];
    v[3] = rotate (v[3], 16) ^ v[2];
    v[0] = rotate (v[0], 32);
    v[2] += v[1];
    v[0] += v[3];
    v[1] = rotate (v[1], 17) ^ v[2];
    v[3] = rotate (v[3], 21) ^ v[0];
    v[2] = rotate (v[2], 32);
  }
}

static guint64
read_word (const guint8 *bytes, gsize n)
{
  guint64 word = 0;

  for (gsize i = 0; i < n; i++)
    word |= (guint64) bytes[i] << (8 * i);
  return word;
}

guint64
aisle_siphash (const guint64 key[2], const void *data, gsize length)
{
  guint64 v[4] = { key[0] ^ 0x736f6d6570736575u, key[1] ^ 0x646f72616e646f6du,
                   key[0] ^ 0x6c7967656e657261u, key[1] ^ 0x7465646279746573u };
  const guint8 *bytes = data;

  for (gsize at = 0; at <= length; at += 8) {
    gboolean last = length - at < 8;
    guint64 word = read_word (bytes + at, last ? length - at : 8);

    if (last)
      word |= (guint64) length << 56;
    v[3] ^= word;
    rounds (v, 2);
    v[0] ^= word;
  }
  v[2] ^= 0xff;
  rounds (v, 4);
  return v[0] ^ v[1] ^ v[2] ^ v[3];
}

AisleIdentity *
aisle_identity_new (const char *camera, guint64 seed)
{
  AisleIdentity *self = g_new0 (AisleIdentity, 1);

  self->camera = g_strdup (camera);
  self->seed = seed;
  return self;
}

void
aisle_identity_free (AisleIdentity *self)
{
  if (!self)
    return;
  g_free (self->camera);
  /* The salts must not outlive their use in freed memory. */
  explicit_bzero (self, sizeof *self);
  g_free (self);
}

static void
draw_salt (Day *day, guint64 seed)
{
  if (seed) {
    const guint64 key[2] = { seed, (guint64) day->day };

    day->salt[0] = aisle_siphash (key, "low", 3);
    day->salt[1] = aisle_siphash (key, "high", 4);
  } else if (getentropy (day->salt, sizeof day->salt) != 0) {
    for (int i = 0; i < 2; i++)
      day->salt[i] = (guint64) g_random_int () << 32 | g_random_int ();
  }
}

static const Day *
find_day (AisleIdentity *self, gint64 number)
{
  for (int i = 0; i < 2; i++)
    if (self->days[i].drawn && self->days[i].day == number)
      return &self->days[i];
  self->days[1] = self->days[0];
  self->days[0].drawn = TRUE;
  self->days[0].day = number;
  draw_salt (&self->days[0], self->seed);
  return &self->days[0];
}

guint64
aisle_identity_track_number (AisleIdentity *self, gint64 time_us, guint64 track_id)
{
  const gint64 length = 24 * 3600 * G_GINT64_CONSTANT (1000000);
  gint64 day = time_us / length - (time_us % length < 0);
  g_autoptr (GString) text = g_string_new (self->camera);
  guint64 word = GUINT64_TO_LE (track_id);

  /* The 0 keeps camera and id apart. */
  g_string_append_c (text, '\0');
  g_string_append_len (text, (const char *) &word, sizeof word);
  return (aisle_siphash (find_day (self, day)->salt, text->str, text->len) >> 11) + 1;
}
