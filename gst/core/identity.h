/* SPDX-License-Identifier: MIT */
/**
 * @file identity.h
 * Track numbers that events may carry: a keyed hash (SipHash-2-4, Aumasson & Bernstein, INDOCRYPT
 * 2012) of camera and internal id under a salt that is drawn anew for each UTC day, so that
 * numbers of two days or two cameras cannot be joined. The salt lives in memory only.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _AisleIdentity AisleIdentity;

/**
 * @camera: name of the camera. @seed: 0 draws the salts at random; else they follow from it and
 * the day, for repeatable runs.
 */
AisleIdentity *aisle_identity_new (const char *camera, guint64 seed);
void aisle_identity_free (AisleIdentity *identity);

/**
 * @time_us: µs since 1970, UTC; its day picks the salt. The salts of the two days last asked for
 *   are kept: a track over midnight changes its number, and a frame out of order changes nothing.
 * Returns: 1…2⁵³, the same for equal day and @track_id.
 */
guint64 aisle_identity_track_number (AisleIdentity *identity, gint64 time_us, guint64 track_id);

/** SipHash-2-4 of @length bytes under a 128-bit key, both little-endian words as in the paper. */
guint64 aisle_siphash (const guint64 key[2], const void *data, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AisleIdentity, aisle_identity_free)

G_END_DECLS
