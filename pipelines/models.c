/* SPDX-License-Identifier: MIT */
/** @file models.c — `aisle models`: the models on this machine, and under which licence. */
#include "gst/core/model-info.h"
#include "pipelines/cli.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

/* One model as people and programs read it. */
typedef struct {
  char *name, *licence;
  const char *path;
  gint64 size;
} Entry;

/* A model without a description is listed by its file, with what is known of it. */
static Entry
describe (const char *path)
{
  g_autoptr (AisleModelInfo) info = aisle_model_info_load (path, NULL);
  GStatBuf file;
  Entry entry = { .path = path };

  if (info) {
    entry.name = g_strdup (info->name);
    entry.licence = g_strdup (info->licence);
  } else {
    g_autofree char *base = g_path_get_basename (path);
    entry.name = g_strndup (base, strlen (base) - strlen (".onnx"));
  }
  if (g_stat (path, &file) == 0)
    entry.size = file.st_size;
  if (!entry.licence)
    entry.licence = g_strdup ("unknown");
  return entry;
}

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
print_json (const Entry *entries, guint n)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++) {
    json_builder_begin_object (builder);
    add_string (builder, "name", entries[i].name);
    add_string (builder, "path", entries[i].path);
    add_string (builder, "licence", entries[i].licence);
    json_builder_set_member_name (builder, "size");
    json_builder_add_int_value (builder, entries[i].size);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);
  printf ("%s\n", text);
}

static void
print_table (const Entry *entries, guint n)
{
  for (guint i = 0; i < n; i++)
    printf ("%s  (%.1f MB)\n  %s\n  licence: %s\n", entries[i].name, entries[i].size / 1e6,
            entries[i].path, entries[i].licence);
}

static int
run (int argc, char **argv)
{
  gboolean json = FALSE;
  g_autoptr (GPtrArray) paths = NULL;
  g_autofree Entry *entries = NULL;
  const GOptionEntry options[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, "Print one JSON array", NULL },
    { NULL },
  };

  if (!cli_parse (&command_models, "", 0, options, &argc, &argv))
    return CLI_USAGE;
  paths = aisle_model_list ();
  entries = g_new (Entry, paths->len + 1);
  for (guint i = 0; i < paths->len; i++)
    entries[i] = describe (paths->pdata[i]);
  if (json)
    print_json (entries, paths->len);
  else
    print_table (entries, paths->len);
  if (paths->len == 0)
    cli_say ("There is no model here: run models/fetch, or set AISLE_MODELS to a folder.");
  for (guint i = 0; i < paths->len; i++) {
    g_free (entries[i].name);
    g_free (entries[i].licence);
  }
  return CLI_OK;
}

const CliCommand command_models = { "models", "List the models on this machine", run };
