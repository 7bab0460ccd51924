/* SPDX-License-Identifier: MIT */
/*
 * @file prelude.h
 * Export mark and common limits of libgstaisle-1.0.
 */
#pragma once

#ifndef GST_USE_UNSTABLE_API
#define GST_USE_UNSTABLE_API
#endif
#include <gst/gst.h>
#include <gst/analytics/analytics.h>

G_BEGIN_DECLS

/* Export mark of the public functions. */
#define GST_AISLE_API __attribute__ ((visibility ("default")))

/**
 * GST_AISLE_NAME_SIZE:
 *
 * Bytes of a name in a metadata struct, its NUL included. Metadata is copied byte by byte, so
 * names are inline; a longer name is cut at the end of a UTF-8 character.
 */
#define GST_AISLE_NAME_SIZE 64

G_END_DECLS
