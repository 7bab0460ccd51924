/* SPDX-License-Identifier: MIT */
/** @file classes.c Lists of labels. */
#include "gst/classes.h"

char **
gst_aisle_classes_parse (const char *list)
{
  g_autoptr (GStrvBuilder) classes = g_strv_builder_new ();
  g_auto (GStrv) parts = g_strsplit (list != NULL ? list : "", ",", -1);
  for (char **part = parts; *part != NULL; part++)
    if (*g_strstrip (*part) != '\0')
      g_strv_builder_add (classes, *part);
  return g_strv_builder_end (classes);
}

gboolean
gst_aisle_classes_match (char *const *classes, const char *label)
{
  if (classes[0] == NULL)
    return TRUE;
  for (; *classes != NULL; classes++)
    if (label != NULL && g_ascii_strcasecmp (*classes, label) == 0)
      return TRUE;
  return FALSE;
}
