/* SPDX-License-Identifier: MIT */
/**
 * @file cli.h
 * What every command of `aisle` shares: options, messages, exit statuses.
 * Results go to stdout, words about them to stderr.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Exit statuses. */
enum {
  CLI_OK = 0,
  CLI_FAILED = 1, /**< something went wrong at run time */
  CLI_USAGE = 2,  /**< the command line is wrong */
};

typedef struct {
  const char *name;
  const char *summary; /**< one line of `aisle --help` */
  int (*run) (int argc, char **argv); /**< argv[0] is the command's name; returns an exit status */
} CliCommand;

extern const CliCommand command_analyze, command_audit, command_bench, command_check,
  command_devices, command_eval, command_explain, command_infer, command_models, command_replay,
  command_shop, command_track, command_uniform;

#define CLI_UP_TO(n) (-(n))

/**
 * Parse the options of @command; --help prints and exits, --quiet silences cli_say().
 * @arguments: what follows the options, for the usage line, e.g. "MODEL", or "" for nothing.
 * @n_arguments: how many of them there must be, or CLI_UP_TO (the most).
 * @argv: (inout): on success argv[1…argc − 1] are the arguments left.
 * Returns: FALSE after it has named the mistake; the command then returns CLI_USAGE.
 */
gboolean cli_parse (const CliCommand *command, const char *arguments, int n_arguments,
                    const GOptionEntry *entries, int *argc, char ***argv);

/** Whether --quiet was given. */
gboolean cli_is_quiet (void);
/** One line on stderr, unless --quiet. */
void cli_say (const char *format, ...) G_GNUC_PRINTF (1, 2);
/** "aisle: …" on stderr, --quiet or not. */
void cli_warn (const char *format, ...) G_GNUC_PRINTF (1, 2);
/** As cli_warn(). Returns: CLI_FAILED. */
int cli_fail (const char *format, ...) G_GNUC_PRINTF (1, 2);
/** As cli_warn(). Returns: CLI_USAGE. */
int cli_misuse (const char *format, ...) G_GNUC_PRINTF (1, 2);

/** RFC 3339, e.g. 2026-11-24T09:00:00Z; @time: µs since 1970. */
gboolean cli_parse_time (const char *text, gint64 *time);

G_END_DECLS
