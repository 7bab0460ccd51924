/* SPDX-License-Identifier: MIT */
/** @file fuzz.h What libFuzzer and fuzz-replay.c call. */
#pragma once

#include <stddef.h>

#include <glib.h>

int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);
