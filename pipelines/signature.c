/* SPDX-License-Identifier: MIT */
/** @file signature.c Ed25519 by GnuTLS. */
#include "pipelines/signature.h"

#include <gnutls/abstract.h>

G_DEFINE_QUARK (signature-error-quark, signature_error)

static gboolean
load_key (const char *path, char **text, gnutls_datum_t *pem, GError **error)
{
  gsize length;

  if (!g_file_get_contents (path, text, &length, error))
    return FALSE;
  *pem = (gnutls_datum_t) { (unsigned char *) *text, (unsigned) length };
  return TRUE;
}

static gboolean
refuse_key (const char *path, const char *kind, GError **error)
{
  g_set_error (error, SIGNATURE_ERROR, SIGNATURE_ERROR_KEY,
               "'%s' is not a PEM file with %s Ed25519 key", path, kind);
  return FALSE;
}

GBytes *
signature_make (const char *data, gsize length, const char *key, GError **error)
{
  const gnutls_datum_t bytes = { (unsigned char *) data, (unsigned) length };
  gnutls_datum_t pem, signature;
  g_autofree char *text = NULL;
  gnutls_privkey_t private;
  GBytes *result = NULL;

  if (!load_key (key, &text, &pem, error))
    return NULL;
  gnutls_privkey_init (&private);
  if (gnutls_privkey_import_x509_raw (private, &pem, GNUTLS_X509_FMT_PEM, NULL, 0) == 0
      && gnutls_privkey_sign_data2 (private, GNUTLS_SIGN_EDDSA_ED25519, 0, &bytes, &signature)
             == 0) {
    result = g_bytes_new (signature.data, signature.size);
    gnutls_free (signature.data);
  } else
    refuse_key (key, "a private", error);
  gnutls_privkey_deinit (private);
  return result;
}

gboolean
signature_check (const char *data, gsize length, GBytes *signature, const char *key, GError **error)
{
  const gnutls_datum_t bytes = { (unsigned char *) data, (unsigned) length };
  const gnutls_datum_t told = { (unsigned char *) g_bytes_get_data (signature, NULL),
                                (unsigned) g_bytes_get_size (signature) };
  g_autofree char *text = NULL;
  gnutls_datum_t pem;
  gnutls_pubkey_t public;
  gboolean good = FALSE;

  if (!load_key (key, &text, &pem, error))
    return FALSE;
  gnutls_pubkey_init (&public);
  if (gnutls_pubkey_import (public, &pem, GNUTLS_X509_FMT_PEM) != 0
      || gnutls_pubkey_get_pk_algorithm (public, NULL) != GNUTLS_PK_EDDSA_ED25519)
    refuse_key (key, "a public", error);
  else if (gnutls_pubkey_verify_data2 (public, GNUTLS_SIGN_EDDSA_ED25519, 0, &bytes, &told) < 0)
    g_set_error_literal (error, SIGNATURE_ERROR, SIGNATURE_ERROR_WRONG,
                         "the signature is not of this file and this key");
  else
    good = TRUE;
  gnutls_pubkey_deinit (public);
  return good;
}
