/* SPDX-License-Identifier: MIT */
/**
 * @file live-config.h
 * The config file of an element, loaded again when it changes on disk. One thread at a time.
 */
#pragma once

#include "gst/core/config-file.h"

G_BEGIN_DECLS

typedef struct _GstAisleLiveConfig GstAisleLiveConfig;

/**
 * @path: (nullable): NULL for an empty config.
 * Returns: (transfer full): NULL with AISLE_CONFIG_ERROR.
 */
GstAisleLiveConfig *gst_aisle_live_config_new (const char *path, GError **error);
void gst_aisle_live_config_free (GstAisleLiveConfig *live);

/** Returns: (transfer none): the config in force. */
const AisleConfig *gst_aisle_live_config_get (const GstAisleLiveConfig *live);

/**
 * Look at the file again, at most once a second; cheap to call for each frame. @now:
 * g_get_monotonic_time().
 * A file that cannot be used leaves the config in force. It may be half written: the reason is
 * told once, when the file has not changed for a poll, and again only after another change.
 * Returns: TRUE when there is a new config; FALSE without @error when there is none.
 */
gboolean gst_aisle_live_config_poll (GstAisleLiveConfig *live, gint64 now, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GstAisleLiveConfig, gst_aisle_live_config_free)

G_END_DECLS
