/* SPDX-License-Identifier: MIT */
/**
 * @file elements.h
 * The elements of the plugin, by factory name.
 */
#pragma once

#include <gst/gst.h>

GST_ELEMENT_REGISTER_DECLARE (aisledetect)
GST_ELEMENT_REGISTER_DECLARE (aislefootfall)
GST_ELEMENT_REGISTER_DECLARE (aisleoverlay)
GST_ELEMENT_REGISTER_DECLARE (aislepublish)
GST_ELEMENT_REGISTER_DECLARE (aisletrack)
