/* SPDX-License-Identifier: MIT */
/**
 * @file audit-report.h
 * The report of a recount (`aisle.audit/1`), as the page gives it: read, and checked for figures
 * that do not follow from its own lists of crossings.
 */
#pragma once

#include "gst/core/eval-counts.h"
#include "pipelines/audit-page.h"

G_BEGIN_DECLS

typedef struct {
  char *camera, *line, *from, *to, *counter;
  AisleEvalCount counts[2]; /**< by direction: by hand (truth) and by the camera (found) */
  char *hashes[3];          /**< SHA-256 of events, vectors, config */
} AuditReport;

/** @name stands for the file in messages. Returns: NULL with AUDIT_ERROR_REPORT. */
AuditReport *audit_report_parse (const char *json, gsize length, const char *name, GError **error);
void audit_report_free (AuditReport *report);
/** Whether the files are those that were counted. */
gboolean audit_report_check_files (const AuditReport *report, const char *events,
                                   const char *vectors, const char *config, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuditReport, audit_report_free)

G_END_DECLS
