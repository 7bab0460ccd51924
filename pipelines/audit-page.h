/* SPDX-License-Identifier: MIT */
/**
 * @file audit-page.h
 * The recount page: one HTML file on which people count a line by hand, from stored vectors, and
 * then see how well it was counted. It needs nothing from outside.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define AUDIT_ERROR (audit_error_quark ())
GQuark audit_error_quark (void);
typedef enum {
  AUDIT_ERROR_NOTHING, /**< no such line, no frame or no event of that time */
  AUDIT_ERROR_REPORT,  /**< not a report, or its figures do not follow from its lists */
  AUDIT_ERROR_FILE,    /**< a file is not the one that the report is about */
} AuditErrorCode;

typedef struct {
  const char *events, *vectors, *config; /**< files */
  const char *line;                      /**< name in the config */
  gint64 from, to;                       /**< µs since 1970 */
} AuditSource;

/**
 * Frames are thinned to ten per second. The camera's own count is in the page, but shown only when
 * the hand count is done.
 * Returns: (transfer full): the page, NULL with a sentence.
 */
char *audit_page_new (const AuditSource *source, GError **error);

/** SHA-256 of a file in hexadecimal, whatever its size. Caller frees. */
char *audit_file_hash (const char *path, GError **error);

G_END_DECLS
