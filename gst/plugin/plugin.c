/* SPDX-License-Identifier: MIT */
/** @file plugin.c Registers the elements. Opens nothing and changes nothing in the process. */
#include "gst/plugin/elements.h"

static gboolean
plugin_init (GstPlugin *plugin)
{
  gboolean registered = FALSE;
  registered |= GST_ELEMENT_REGISTER (aisledetect, plugin);
  registered |= GST_ELEMENT_REGISTER (aislefootfall, plugin);
  registered |= GST_ELEMENT_REGISTER (aisleoverlay, plugin);
  registered |= GST_ELEMENT_REGISTER (aislepublish, plugin);
  registered |= GST_ELEMENT_REGISTER (aisletrack, plugin);
  return registered;
}

#define PACKAGE "aisle"
GST_PLUGIN_DEFINE (GST_VERSION_MAJOR, GST_VERSION_MINOR, aisle, "In-store video analytics",
                   plugin_init, AISLE_VERSION, "MIT", "Aisle", "Aisle")
