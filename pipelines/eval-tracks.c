/* SPDX-License-Identifier: MIT */
/** @file eval-tracks.c `aisle eval tracks`: MOTA, IDF1, HOTA. */
#include <stdio.h>

#include "gst/core/eval-tracks.h"
#include "pipelines/eval.h"

typedef struct {
  AisleClearScores clear;
  AisleIdentityScores identity;
  AisleHotaScores hota;
} TrackScores;

static void
print_json (const TrackScores *s)
{
  g_autoptr (GString) json = g_string_new (NULL);

  eval_json_open (json, NULL, '{');
  eval_json_number (json, "mota", s->clear.mota);
  eval_json_number (json, "motp", s->clear.motp);
  eval_json_number (json, "idf1", s->identity.idf1);
  eval_json_number (json, "idp", s->identity.idp);
  eval_json_number (json, "idr", s->identity.idr);
  eval_json_number (json, "hota", s->hota.hota);
  eval_json_number (json, "deta", s->hota.deta);
  eval_json_number (json, "assa", s->hota.assa);
  eval_json_number (json, "loca", s->hota.loca);
  eval_json_open (json, "hota_at", '[');
  for (guint k = 0; k < AISLE_EVAL_ALPHAS; k++)
    eval_json_number (json, NULL, s->hota.hota_at[k]);
  eval_json_close (json, ']');
  eval_json_count (json, "switches", s->clear.switches);
  eval_json_count (json, "fragmentations", s->clear.fragmentations);
  eval_json_count (json, "matches", s->clear.matches);
  eval_json_count (json, "misses", s->clear.misses);
  eval_json_count (json, "false_positives", s->clear.false_positives);
  eval_json_count (json, "truth_boxes", s->clear.n_truth);
  eval_json_count (json, "found_boxes", s->clear.n_found);
  eval_json_count (json, "truth_ids", s->clear.truth_ids);
  eval_json_count (json, "found_ids", s->clear.found_ids);
  eval_json_close (json, '}');
  printf ("%s\n", json->str);
}

static void
print_table (const TrackScores *s)
{
  printf ("            truth    found\n");
  printf ("boxes    %8u %8u   missed %u, false %u\n", s->clear.n_truth, s->clear.n_found,
          s->clear.misses, s->clear.false_positives);
  printf ("people   %8u %8u   id switches %u, fragmentations %u\n\n", s->clear.truth_ids,
          s->clear.found_ids, s->clear.switches, s->clear.fragmentations);
  printf ("MOTA %7.4f   MOTP %7.4f\n", s->clear.mota, s->clear.motp);
  printf ("IDF1 %7.4f   IDP  %7.4f   IDR  %7.4f\n", s->identity.idf1, s->identity.idp,
          s->identity.idr);
  printf ("HOTA %7.4f   DetA %7.4f   AssA %7.4f\n", s->hota.hota, s->hota.deta, s->hota.assa);
}

gboolean
eval_tracks (const EvalOptions *options, const char *truth, const char *found, GError **error)
{
  g_autoptr (GArray) truth_rows = NULL;
  g_autoptr (GArray) found_rows = NULL;
  g_autoptr (AisleEvalTracks) tracks = NULL;
  TrackScores scores;

  if (!eval_load_rows (options, truth, found, &truth_rows, &found_rows, error)
      || !(tracks = aisle_eval_tracks_new (truth_rows, found_rows, error)))
    return FALSE;
  aisle_eval_clear (tracks, &scores.clear);
  aisle_eval_identity (tracks, &scores.identity);
  aisle_eval_hota (tracks, &scores.hota);
  (options->json ? print_json : print_table) (&scores);
  return TRUE;
}
