/* SPDX-License-Identifier: MIT */
/** @file cli.c — see cli.h */
#include "pipelines/cli.h"

#include <stdio.h>

static gboolean quiet;

static void
print_line (const char *prefix, const char *format, va_list arguments)
{
  g_autofree char *text = g_strdup_vprintf (format, arguments);
  fprintf (stderr, "%s%s\n", prefix, text);
}

gboolean
cli_is_quiet (void)
{
  return quiet;
}

void
cli_say (const char *format, ...)
{
  va_list arguments;

  if (quiet)
    return;
  va_start (arguments, format);
  print_line ("", format, arguments);
  va_end (arguments);
}

void
cli_warn (const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  print_line ("aisle: ", format, arguments);
  va_end (arguments);
}

int
cli_fail (const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  print_line ("aisle: ", format, arguments);
  va_end (arguments);
  return CLI_FAILED;
}

int
cli_misuse (const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  print_line ("aisle: ", format, arguments);
  va_end (arguments);
  return CLI_USAGE;
}

gboolean
cli_parse (const CliCommand *command, const char *arguments, int n_arguments,
           const GOptionEntry *entries, int *argc, char ***argv)
{
  const GOptionEntry common[] = {
    { "quiet", 'q', 0, G_OPTION_ARG_NONE, &quiet, "Print results and errors only", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (arguments);
  g_autoptr (GError) error = NULL;
  g_autofree char *program = g_strconcat ("aisle ", command->name, NULL);
  int most = ABS (n_arguments);

  g_set_prgname (program);
  g_option_context_set_summary (context, command->summary);
  if (entries)
    g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_add_main_entries (context, common, NULL);
  if (g_option_context_parse (context, argc, argv, &error)
      && (n_arguments < 0 ? *argc <= most + 1 : *argc == most + 1))
    return TRUE;
  if (error)
    cli_warn ("%s (see '%s --help')", error->message, program);
  else if (*argc > most + 1)
    cli_warn ("'%s' is one argument too many (see '%s --help')", (*argv)[most + 1], program);
  else
    cli_warn ("%s needs %s (see '%s --help')", program, arguments, program);
  return FALSE;
}

gboolean
cli_parse_time (const char *text, gint64 *time)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (text, utc);

  if (!date)
    return FALSE;
  *time = g_date_time_to_unix (date) * G_USEC_PER_SEC + g_date_time_get_microsecond (date);
  return TRUE;
}
