/* SPDX-License-Identifier: MIT */
/** @file explain.c — `aisle explain`: why an event was told. */
#include "pipelines/cli.h"
#include "pipelines/explanation.h"

#include <stdio.h>

static int
explain (const char *id, const char *vectors, const char *config_path, gboolean json,
         const char *picture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AisleConfig) config = aisle_config_load (config_path, &error);
  if (!config)
    return cli_fail ("%s", error->message);
  g_autofree char *wanted = g_ascii_strdown (id, -1);
  g_autoptr (Explanation) explanation = explanation_find (vectors, config, wanted, &error);
  if (!explanation)
    return cli_fail ("%s", error->message);
  if (picture && !explanation_draw (explanation, picture, &error))
    return cli_fail ("%s", error->message);
  g_autofree char *text =
      json ? explanation_to_json (explanation) : explanation_to_text (explanation);
  printf (json ? "%s\n" : "%s", text);
  return CLI_OK;
}

static int
run (int argc, char **argv)
{
  static char *config, *vectors, *picture;
  static gboolean json;
  const GOptionEntry entries[] = {
    { "config", 0, 0, G_OPTION_ARG_FILENAME, &config, "That of the run (JSON)", "FILE" },
    { "vectors", 0, 0, G_OPTION_ARG_FILENAME, &vectors, "What the run wrote with --vectors",
      "FILE" },
    { "picture", 0, 0, G_OPTION_ARG_FILENAME, &picture, "Draw the way", "OUT.png" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, "One JSON object", NULL },
    { NULL },
  };
  if (!cli_parse (&command_explain, "EVENT-ID", 1, entries, &argc, &argv))
    return CLI_USAGE;
  if (!config || !vectors)
    return cli_misuse ("--config and --vectors of the run that told the event must be given");
  return explain (argv[1], vectors, config, json, picture);
}

const CliCommand command_explain = { "explain", "Say why an event was told", run };
