/* SPDX-License-Identifier: MIT */
/** @file audit.c `aisle audit`: a page to count by hand, and its report signed. */
#include "gst/core/event.h"
#include "pipelines/audit-report.h"
#include "pipelines/cli.h"
#include "pipelines/signature.h"

#include <stdio.h>

#define SIGNATURE ".sig" /* follows the report's name */

typedef struct {
  char *config, *line, *from, *output, *sign, *verify, *key;
  int minutes;
} Options;

static int
make_page (const Options *options, char **argv)
{
  AuditSource source = {
    .events = argv[1], .vectors = argv[2], .config = options->config, .line = options->line
  };
  g_autofree char *page = NULL;
  g_autoptr (GError) error = NULL;

  if (!options->config || !options->line || !options->from || !options->output)
    return cli_misuse ("--config, --line, --from and --output must be given");
  if (!cli_parse_time (options->from, &source.from))
    return cli_misuse ("--from must be a time such as 2026-11-24T09:00:00Z");
  if (options->minutes < 1 || options->minutes > 240)
    return cli_misuse ("--minutes is from 1 to 240");
  source.to = source.from + options->minutes * 60 * G_USEC_PER_SEC;
  if (!(page = audit_page_new (&source, &error))
      || !g_file_set_contents (options->output, page, -1, &error))
    return cli_fail ("%s", error->message);
  cli_say ("open %s in a browser", options->output);
  return CLI_OK;
}

static AuditReport *
load_report (const char *path, char **text, gsize *length, GError **error)
{
  return g_file_get_contents (path, text, length, error)
             ? audit_report_parse (*text, *length, path, error)
             : NULL;
}

static int
sign (const Options *options)
{
  g_autofree char *path = g_strconcat (options->sign, SIGNATURE, NULL);
  g_autofree char *text = NULL;
  g_autoptr (AuditReport) report = NULL;
  g_autoptr (GBytes) signature = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  if (!(report = load_report (options->sign, &text, &length, &error))
      || !(signature = signature_make (text, length, options->key, &error))
      || !g_file_set_contents (path, g_bytes_get_data (signature, NULL),
                               (gssize) g_bytes_get_size (signature), &error))
    return cli_fail ("%s", error->message);
  cli_say ("the signature is in %s", path);
  return CLI_OK;
}

static void
print_report (const AuditReport *report)
{
  printf ("%s, %s: %s to %s, counted by %s\n", report->camera, report->line, report->from,
          report->to, report->counter);
  for (guint d = 0; d < 2; d++)
    printf ("%-3s  by hand %" G_GUINT64_FORMAT ", by Aisle %" G_GUINT64_FORMAT ", accuracy %.4f\n",
            aisle_direction_name (d), report->counts[d].truth, report->counts[d].found,
            aisle_eval_accuracy (&report->counts[d]));
}

static int
verify (const Options *options, int argc, char **argv)
{
  g_autofree char *path = g_strconcat (options->verify, SIGNATURE, NULL);
  g_autofree char *text = NULL, *raw = NULL;
  g_autoptr (AuditReport) report = NULL;
  g_autoptr (GBytes) signature = NULL;
  g_autoptr (GError) error = NULL;
  gsize length, raw_length;

  if (argc == 3 && !options->config)
    return cli_misuse ("EVENTS and VECTORS are compared together with --config");
  if (!g_file_get_contents (options->verify, &text, &length, &error)
      || !g_file_get_contents (path, &raw, &raw_length, &error))
    return cli_fail ("%s", error->message);
  signature = g_bytes_new (raw, raw_length);
  if (!signature_check (text, length, signature, options->key, &error)
      || !(report = audit_report_parse (text, length, options->verify, &error)))
    return cli_fail ("%s", error->message);
  if (argc == 3 && !audit_report_check_files (report, argv[1], argv[2], options->config, &error))
    return cli_fail ("%s", error->message);
  print_report (report);
  return CLI_OK;
}

static int
run (int argc, char **argv)
{
  Options options = { .minutes = 15 };
  const GOptionEntry entries[] = {
    { "config", 0, 0, G_OPTION_ARG_FILENAME, &options.config, "Lines and zones", "FILE" },
    { "line", 0, 0, G_OPTION_ARG_STRING, &options.line, "The line to count at", "NAME" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &options.from, "When to begin (RFC 3339)", "TIME" },
    { "minutes", 0, 0, G_OPTION_ARG_INT, &options.minutes, "How long; default 15", "N" },
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &options.output, "The page to write", "FILE.html" },
    { "sign", 0, 0, G_OPTION_ARG_FILENAME, &options.sign, "Sign a page's report: writes REPORT.sig",
      "REPORT" },
    { "verify", 0, 0, G_OPTION_ARG_FILENAME, &options.verify,
      "Check a signed report, with EVENTS and VECTORS the files too", "REPORT" },
    { "key", 0, 0, G_OPTION_ARG_FILENAME, &options.key,
      "PEM file of an Ed25519 key: private to sign, public to verify", "FILE" },
    { NULL },
  };

  if (!cli_parse (&command_audit, "[EVENTS VECTORS]", CLI_UP_TO (2), entries, &argc, &argv))
    return CLI_USAGE;
  if (options.sign && options.verify)
    return cli_misuse ("--sign and --verify exclude each other");
  if ((options.sign || options.verify) && !options.key)
    return cli_misuse ("--key must be given");
  if (options.sign)
    return argc == 1 ? sign (&options) : cli_misuse ("--sign needs nothing but --key");
  if (argc != 3 && (argc != 1 || !options.verify))
    return cli_misuse ("EVENTS and VECTORS must be given (see 'aisle audit --help')");
  return options.verify ? verify (&options, argc, argv) : make_page (&options, argv);
}

const CliCommand command_audit = { "audit", "Recount a line by hand, on a page; sign the report",
                                   run };
