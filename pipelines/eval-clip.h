/* SPDX-License-Identifier: MIT */
/** @file eval-clip.h The truth of one clip in a file of truths, see eval-places.h. */
#pragma once

#include "pipelines/eval-places.h"

G_BEGIN_DECLS

/** Add the clip's truth to @places. @from, @to: (out): seconds that it is about. */
gboolean eval_clip_load (const char *path, const char *clip, EvalPlaces *places, double *from,
                         double *to, GError **error);

/** The line, zone or queue of that name; @add: a new one if need be, else NULL. */
EvalLine *eval_places_line (EvalPlaces *places, const char *name, gboolean add);
EvalPlace *eval_places_zone (EvalPlaces *places, const char *name, gboolean add);
EvalPlace *eval_places_queue (EvalPlaces *places, const char *name, gboolean add);

G_END_DECLS
