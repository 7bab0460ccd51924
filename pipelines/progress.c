/* SPDX-License-Identifier: MIT */
/** @file progress.c — see progress.h */
#include "pipelines/progress.h"

#include "pipelines/cli.h"

#include <stdio.h>
#include <unistd.h>

#define WIDTH 30

static gboolean
is_wanted (void)
{
  return !cli_is_quiet () && isatty (STDERR_FILENO);
}

void
progress_show (double position, double duration, guint frames, double frames_per_second)
{
  double done = duration > 0 ? CLAMP (position / duration, 0, 1) : 0;
  char bar[WIDTH + 1] = { 0 };

  if (!is_wanted ())
    return;
  for (int i = 0; i < WIDTH; i++)
    bar[i] = i < done * WIDTH ? '#' : '.';
  if (duration > 0)
    fprintf (stderr, "\r%s %3.0f %%  ", bar, done * 100);
  else
    fprintf (stderr, "\r");
  fprintf (stderr, "%.1f s, %u frames, %.0f per second \033[K", position, frames,
           frames_per_second);
}

void
progress_clear (void)
{
  if (is_wanted ())
    fprintf (stderr, "\r\033[K");
}
