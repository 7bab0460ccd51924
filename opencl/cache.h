/* SPDX-License-Identifier: MIT */
/**
 * @file cache.h
 * Compiled kernels on disk: a folder of files named by a key. Any failure means "not there".
 *
 * The folder is $OCN_CACHE_DIR, else $XDG_CACHE_HOME/ocn (~/.cache/ocn); OCN_CACHE_DIR="" turns it
 * off. A folder that cannot be written turns it off too. The oldest files go when the folder
 * exceeds 256 MiB. Writers write a temporary file and rename it, so readers see whole files only,
 * from any number of processes. All functions may be called from any thread.
 */
#pragma once

#include <glib.h>

/** The entry of @key (hexadecimal), checked against the digest stored in it; NULL: absent. */
GBytes *ocn_cache_load (const char *key);
void ocn_cache_save (const char *key, GBytes *bytes);
/** Remove an entry that the device rejected. */
void ocn_cache_remove (const char *key);
