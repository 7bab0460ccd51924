/* SPDX-License-Identifier: MIT */
/** @file aisle.c — the program `aisle`: picks the command. */
#include "pipelines/cli.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

static const CliCommand *const commands[] = {
  &command_analyze,
  &command_shop,
  &command_track,
  &command_replay,
  &command_explain,
  &command_eval,
  &command_audit,
  &command_check,
  &command_uniform,
  &command_devices,
  &command_models,
  &command_infer,
  &command_bench,
};

static void
print_usage (FILE *file)
{
  fprintf (file, "Usage: aisle COMMAND [OPTIONS]\n\nCounts people on videos and cameras.\n\n");
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    fprintf (file, "  %-10s %s\n", commands[i]->name, commands[i]->summary);
  fprintf (file, "\n'aisle COMMAND --help' lists the options of a command.\n");
}

int
main (int argc, char **argv)
{
  setlocale (LC_CTYPE, "");
  if (argc < 2) {
    print_usage (stderr);
    return CLI_USAGE;
  }
  if (!strcmp (argv[1], "--help") || !strcmp (argv[1], "-h") || !strcmp (argv[1], "help")) {
    print_usage (stdout);
    return CLI_OK;
  }
  if (!strcmp (argv[1], "--version")) {
    printf ("aisle %s\n", AISLE_VERSION);
    return CLI_OK;
  }
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (!strcmp (argv[1], commands[i]->name))
      return commands[i]->run (argc - 1, argv + 1);
  return cli_misuse ("there is no command '%s' (see 'aisle --help')", argv[1]);
}
