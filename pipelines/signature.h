/* SPDX-License-Identifier: MIT */
/**
 * @file signature.h
 * Ed25519 signatures of files (RFC 8032), by GnuTLS. A signature is 64 bytes in a file of its own,
 * as OpenSSL makes and checks it; keys are PEM files.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SIGNATURE_ERROR (signature_error_quark ())
GQuark signature_error_quark (void);
typedef enum {
  SIGNATURE_ERROR_KEY,   /**< not a key of that kind */
  SIGNATURE_ERROR_WRONG, /**< the signature is not of these bytes and that key */
} SignatureErrorCode;

/** @key: PEM file of a private key without a password. Returns: the signature. */
GBytes *signature_make (const char *data, gsize length, const char *key, GError **error);
/** @key: PEM file of the public key. */
gboolean signature_check (const char *data, gsize length, GBytes *signature, const char *key,
                          GError **error);

G_END_DECLS
