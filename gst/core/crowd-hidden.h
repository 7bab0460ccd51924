/* SPDX-License-Identifier: MIT */
/**
 * @file crowd-hidden.h
 * People of a queue whom the camera has lost: nobody vanishes from the middle of a queue, they are
 * hidden behind others. Their wait goes on, and whoever appears in the middle of the queue, or at
 * the service point, after them and near enough is them. Private to the crowd.
 */
#pragma once

#include "gst/core/crowd.h"

G_BEGIN_DECLS

/** Seconds for which somebody may be hidden; then they are told as lost. */
#define AISLE_HIDDEN_TIME 60.0

/** @person will be seen no more: their open waits move to a hidden one. */
void aisle_crowd_hide (AisleCrowd *crowd, AislePerson *person);
/** It is @pts seconds: who is seen again waits on, who is not for too long is lost. */
void aisle_crowd_seek_hidden (AisleCrowd *crowd, double pts);
/** All of them are lost. */
void aisle_crowd_close_hidden (AisleCrowd *crowd);

G_END_DECLS
