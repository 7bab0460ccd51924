/* SPDX-License-Identifier: MIT */
/** @file licence-note.c — see licence-note.h */
#include "pipelines/licence-note.h"

#include "gst/core/model-info.h"
#include "pipelines/cli.h"

#include <string.h>

/* A file in the user's cache remembers that the note was given. */
static gboolean
is_first_time (const char *model)
{
  g_autofree char *name = g_strconcat ("licence-noted-", model, NULL);
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "aisle", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return FALSE;
  g_mkdir_with_parents (folder, 0755);
  g_file_set_contents (path, "", 0, NULL);
  return TRUE;
}

void
licence_note (const char *model)
{
  g_autofree char *path = aisle_model_find (model ? model : AISLE_MODEL_DEFAULT, NULL);
  g_autoptr (AisleModelInfo) info = path ? aisle_model_info_load (path, NULL) : NULL;

  if (info && info->licence && strchr (info->licence, ':') && is_first_time (info->name))
    cli_say ("Licence of the model %s: %s.", info->name, info->licence);
}
