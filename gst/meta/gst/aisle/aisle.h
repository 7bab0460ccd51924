/* SPDX-License-Identifier: MIT */
/*
 * @file aisle.h
 * Everything of libgstaisle-1.0: the metadata and the events of Aisle.
 */
#pragma once

#include <gst/aisle/appearance-mtd.h>
#include <gst/aisle/event.h>
#include <gst/aisle/line-mtd.h>
#include <gst/aisle/motion-mtd.h>
#include <gst/aisle/occupancy-mtd.h>
#include <gst/aisle/prelude.h>
#include <gst/aisle/presence-mtd.h>
#include <gst/aisle/queue-mtd.h>
#include <gst/aisle/role-mtd.h>
#include <gst/aisle/sight-mtd.h>
#include <gst/aisle/track-mtd.h>
#include <gst/aisle/zone-mtd.h>
