/* SPDX-License-Identifier: MIT */
/**
 * @file licence-note.h
 * Says once per user and model what is doubtful about the model's licence.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** @model: (nullable): name or path; NULL: the default model. A model without a doubt is silent. */
void licence_note (const char *model);

G_END_DECLS
