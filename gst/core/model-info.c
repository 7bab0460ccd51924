/* SPDX-License-Identifier: MIT */
/** @file model-info.c Reads the .modelinfo keyfile that describes a model. */
#include "gst/core/model-info.h"

#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

/* A keyfile is a few kilobytes; more is a mistake and would be read into memory whole. */
#define MAX_FILE_SIZE (1 << 20)
#define MAX_SIDE 16384

G_DEFINE_QUARK (aisle - model - error - quark, aisle_model_error)

static const struct {
  const char *name;
  gboolean has_strides;
  float nms_iou;
} heads[] = {
  [AISLE_HEAD_CENTERNET] = { "centernet", TRUE, 0 },
  [AISLE_HEAD_SSD] = { "ssd", TRUE, 0.5f },
  [AISLE_HEAD_YOLOX] = { "yolox", TRUE, 0.5f },
  [AISLE_HEAD_YOLOV8] = { "yolov8", FALSE, 0.5f },
  [AISLE_HEAD_NANODET] = { "nanodet", TRUE, 0.5f },
  [AISLE_HEAD_FASTESTDET] = { "fastestdet", TRUE, 0.5f },
};

static const char *const known_keys[] = {
  "name",   "licence", "head",    "outputs",        "input-size", "size-step",  "fit",    "padding",
  "colors", "strides", "nms-iou", "high-threshold", "reg-max",    "ssd-scales", "labels",
  "cell-offset", NULL,
};

/** A keyfile being read, with its name for messages. */
typedef struct {
  GKeyFile *file;
  const char *name;
  GError **error;
} Reader;

G_GNUC_PRINTF (4, 5)
static gboolean
fail (const Reader *reader, const char *group, const char *key, const char *format, ...)
{
  g_autofree char *problem = NULL;
  va_list arguments;

  va_start (arguments, format);
  problem = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (reader->error, AISLE_MODEL_ERROR, AISLE_MODEL_ERROR_VALUE, "%s: [%s] %s %s",
               reader->name, group, key, problem);
  return FALSE;
}

/* --- values --- */

static gboolean
parse_number (const char *text, double minimum, double maximum, double *value)
{
  char *end;

  while (g_ascii_isspace (*text))
    text++;
  *value = g_ascii_strtod (text, &end);
  while (g_ascii_isspace (*end))
    end++;
  return end != text && *end == '\0' && *value >= minimum && *value <= maximum;
}

/* An absent key leaves @value as it is. */
static gboolean
read_number (const Reader *reader, const char *key, double minimum, double maximum, float *value)
{
  g_autofree char *text = g_key_file_get_string (reader->file, "aisle", key, NULL);
  double number;

  if (text == NULL)
    return TRUE;
  if (!parse_number (text, minimum, maximum, &number))
    return fail (reader, "aisle", key, "is '%s' and must be a number from %g to %g", text, minimum,
                 maximum);
  *value = number;
  return TRUE;
}

static gboolean
read_whole_number (const Reader *reader, const char *key, guint minimum, guint maximum,
                   guint *value)
{
  float number = *value;

  if (!read_number (reader, key, minimum, maximum, &number))
    return FALSE;
  if (number != floorf (number))
    return fail (reader, "aisle", key, "must be a whole number");
  *value = number;
  return TRUE;
}

/* @values: at most @max_values; @n_values: (inout): unchanged when the key is absent. */
static gboolean
read_numbers (const Reader *reader, const char *key, double minimum, double maximum,
              guint max_values, float *values, guint *n_values)
{
  g_auto (GStrv) parts = g_key_file_get_string_list (reader->file, "aisle", key, NULL, NULL);
  double number;

  if (parts == NULL)
    return TRUE;
  if (g_strv_length (parts) < 1 || g_strv_length (parts) > max_values)
    return fail (reader, "aisle", key, "must have 1 to %u numbers, separated by ';'", max_values);
  for (guint i = 0; parts[i] != NULL; i++) {
    if (!parse_number (parts[i], minimum, maximum, &number))
      return fail (reader, "aisle", key, "has '%s' and must have numbers from %g to %g", parts[i],
                   minimum, maximum);
    values[i] = number;
  }
  *n_values = g_strv_length (parts);
  return TRUE;
}

/* @value: whether the key has the first of two @words. */
static gboolean
read_choice (const Reader *reader, const char *key, const char *yes, const char *no,
             gboolean *value)
{
  g_autofree char *text = g_key_file_get_string (reader->file, "aisle", key, NULL);

  if (text == NULL)
    return TRUE;
  if (strcmp (text, yes) != 0 && strcmp (text, no) != 0)
    return fail (reader, "aisle", key, "is '%s' and must be '%s' or '%s'", text, yes, no);
  *value = strcmp (text, yes) == 0;
  return TRUE;
}

/* --- GStreamer's groups --- */

/* Names of the tensors with dir=@direction, in the order of the file. */
static char **
list_tensors (const Reader *reader, const char *direction)
{
  g_auto (GStrv) groups = g_key_file_get_groups (reader->file, NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; groups[i] != NULL; i++) {
    g_autofree char *dir = g_key_file_get_string (reader->file, groups[i], "dir", NULL);
    if (g_strcmp0 (dir, direction) == 0)
      g_strv_builder_add (builder, groups[i]);
  }
  return g_strv_builder_end (builder);
}

/* "min,max" is what pixels 0 and 255 become: value = (pixel − mean) × scale. */
static gboolean
parse_range (const char *text, float *mean, float *scale)
{
  g_auto (GStrv) ends = g_strsplit (text, ",", -1);
  double low, high;

  if (g_strv_length (ends) != 2 || !parse_number (ends[0], -1e6, 1e6, &low)
      || !parse_number (ends[1], -1e6, 1e6, &high) || low == high)
    return FALSE;
  *scale = (high - low) / 255;
  *mean = -low * 255 / (high - low);
  return TRUE;
}

static gboolean
read_ranges (const Reader *reader, const char *group, AisleModelInfo *info)
{
  g_auto (GStrv) ranges = g_key_file_get_string_list (reader->file, group, "ranges", NULL, NULL);
  guint n = ranges ? g_strv_length (ranges) : 0;

  if (n != 1 && n != 3)
    return fail (reader, group, "ranges", "must have one range 'min,max', or three joined by ';'");
  for (guint i = 0; i < 3; i++)
    if (!parse_range (ranges[n == 1 ? 0 : i], &info->mean[i], &info->scale[i]))
      return fail (reader, group, "ranges", "has '%s' and must have 'min,max' with min ≠ max",
                   ranges[n == 1 ? 0 : i]);
  return TRUE;
}

/* Width and height of a fixed [1,3,H,W] or [1,H,W,3]; a free or absent dimension leaves 0. */
static gboolean
read_dims (const Reader *reader, const char *group, AisleModelInfo *info)
{
  g_autofree char *text = g_key_file_get_string (reader->file, group, "dims", NULL);
  g_auto (GStrv) parts = g_strsplit (text ? text : "", ",", -1);
  double dims[4];
  guint first;

  if (text == NULL)
    return TRUE;
  if (g_strv_length (parts) != 4)
    return fail (reader, group, "dims", "is '%s' and must have four numbers", text);
  for (guint i = 0; i < 4; i++)
    if (!parse_number (parts[i], -1, MAX_SIDE, &dims[i]) || dims[i] != floor (dims[i]))
      return fail (reader, group, "dims", "has '%s' and must have sizes, or -1 for any", parts[i]);
  first = dims[3] == 3 || dims[3] == 1 ? 1 : 2;
  if (dims[first] > 0 && dims[first + 1] > 0) {
    info->input_height = dims[first];
    info->input_width = dims[first + 1];
  }
  return TRUE;
}

static gboolean
read_input (const Reader *reader, AisleModelInfo *info)
{
  g_auto (GStrv) inputs = list_tensors (reader, "input");
  g_autofree char *version = g_key_file_get_string (reader->file, "modelinfo", "version", NULL);

  if (version == NULL || !g_str_has_prefix (version, "1."))
    return fail (reader, "modelinfo", "version", "must be 1.0");
  if (g_strv_length (inputs) != 1)
    return fail (reader, "…", "dir", "must be 'input' in exactly one group, named as the input");
  info->input = g_strdup (inputs[0]);
  return read_dims (reader, inputs[0], info) && read_ranges (reader, inputs[0], info);
}

/* --- the group [aisle] --- */

static gboolean
check_keys (const Reader *reader)
{
  g_auto (GStrv) keys = g_key_file_get_keys (reader->file, "aisle", NULL, NULL);

  if (keys == NULL)
    return fail (reader, "aisle", "head", "is missing: the group says how to decode the outputs");
  for (guint i = 0; keys[i] != NULL; i++)
    if (!g_strv_contains (known_keys, keys[i]))
      return fail (reader, "aisle", keys[i], "is unknown; models/README.md lists the keys");
  return TRUE;
}

static gboolean
read_head (const Reader *reader, AisleModelInfo *info)
{
  g_autofree char *text = g_key_file_get_string (reader->file, "aisle", "head", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    if (g_strcmp0 (text, heads[i].name) == 0) {
      info->head = i;
      info->nms_iou = heads[i].nms_iou;
      return TRUE;
    }
  return fail (reader, "aisle", "head",
               "is '%s' and must be one of centernet, ssd, yolox, "
               "yolov8, nanodet, fastestdet",
               text ? text : "");
}

static gboolean
read_strides (const Reader *reader, AisleModelInfo *info)
{
  float strides[AISLE_MAX_STRIDES];

  if (!read_numbers (reader, "strides", 1, MAX_SIDE, AISLE_MAX_STRIDES, strides, &info->n_strides))
    return FALSE;
  if (heads[info->head].has_strides && info->n_strides == 0)
    return fail (reader, "aisle", "strides", "is missing: the head %s needs it",
                 heads[info->head].name);
  for (guint i = 0; i < info->n_strides; i++) {
    if (strides[i] != floorf (strides[i]))
      return fail (reader, "aisle", "strides", "must have whole numbers");
    info->strides[i] = strides[i];
  }
  return TRUE;
}

/* "folder/own.onnx.modelinfo" → "own". */
static char *
name_of_file (const char *path)
{
  static const char *const endings[] = { ".modelinfo", ".onnx" };
  char *name = g_path_get_basename (path);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (name, endings[i]))
      name[strlen (name) - strlen (endings[i])] = '\0';
  return name;
}

static gboolean
read_names (const Reader *reader, AisleModelInfo *info)
{
  GKeyFile *file = reader->file;

  info->name = g_key_file_get_string (file, "aisle", "name", NULL);
  if (info->name == NULL)
    info->name = name_of_file (reader->name);
  info->licence = g_key_file_get_string (file, "aisle", "licence", NULL);
  info->labels = g_key_file_get_string_list (file, "aisle", "labels", NULL, NULL);
  if (info->labels == NULL || info->labels[0] == NULL)
    return fail (reader, "aisle", "labels", "is missing: the names of the classes, joined by ';'");
  info->outputs = g_key_file_get_string_list (file, "aisle", "outputs", NULL, NULL);
  if (info->outputs == NULL)
    info->outputs = list_tensors (reader, "output");
  if (info->outputs[0] == NULL)
    return fail (reader, "aisle", "outputs",
                 "is missing, and no group has dir=output: name the outputs that hold detections");
  return TRUE;
}

static gboolean
read_size (const Reader *reader, AisleModelInfo *info)
{
  g_autofree char *text = g_key_file_get_string (reader->file, "aisle", "input-size", NULL);

  if (text != NULL && !aisle_size_parse (text, &info->input_width, &info->input_height))
    return fail (reader, "aisle", "input-size", "is '%s' and must be WIDTHxHEIGHT", text);
  if (!read_whole_number (reader, "size-step", 0, MAX_SIDE, &info->size_step))
    return FALSE;
  if (info->size_step > 0
      && (info->input_width == 0 || info->input_width % info->size_step != 0
          || info->input_height % info->size_step != 0))
    return fail (reader, "aisle", "size-step", "must divide input-size, and needs it");
  return TRUE;
}

static gboolean
read_ssd (const Reader *reader, AisleModelInfo *info)
{
  float scales[2];
  guint n = 0;

  if (info->head != AISLE_HEAD_SSD)
    return TRUE;
  if (!read_numbers (reader, "ssd-scales", 0.001, 1, 2, scales, &n))
    return FALSE;
  if (n != 2 || scales[0] > scales[1])
    return fail (reader, "aisle", "ssd-scales",
                 "must be two rising parts of the input: the anchors of the first and last map");
  info->ssd_min_scale = scales[0];
  info->ssd_max_scale = scales[1];
  return TRUE;
}

static gboolean
read_info (const Reader *reader, AisleModelInfo *info)
{
  info->letterbox = TRUE;
  info->padding = 114;
  info->high_threshold = 0.4f;
  info->reg_max = 7;
  return check_keys (reader) && read_input (reader, info) && read_head (reader, info)
         && read_strides (reader, info) && read_names (reader, info) && read_size (reader, info)
         && read_choice (reader, "fit", "letterbox", "stretch", &info->letterbox)
         && read_choice (reader, "colors", "bgr", "rgb", &info->bgr)
         && read_number (reader, "padding", 0, 255, &info->padding)
         && read_number (reader, "nms-iou", 0, 1, &info->nms_iou)
         && read_number (reader, "high-threshold", 0, 1, &info->high_threshold)
         && read_number (reader, "cell-offset", 0, 1, &info->cell_offset)
         && read_whole_number (reader, "reg-max", 1, 64, &info->reg_max) && read_ssd (reader, info);
}

/* --- files --- */

AisleModelInfo *
aisle_model_info_parse (const char *text, gsize length, const char *name, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (AisleModelInfo) info = g_new0 (AisleModelInfo, 1);
  g_autoptr (GError) reason = NULL;

  if (!g_key_file_load_from_data (file, text, length, G_KEY_FILE_NONE, &reason)) {
    g_set_error (error, AISLE_MODEL_ERROR, AISLE_MODEL_ERROR_VALUE, "%s is not a keyfile: %s", name,
                 reason->message);
    return NULL;
  }
  if (!read_info (&(Reader){ file, name, error }, info))
    return NULL;
  return g_steal_pointer (&info);
}

AisleModelInfo *
aisle_model_info_load (const char *onnx_path, GError **error)
{
  g_autofree char *path = g_strconcat (onnx_path, ".modelinfo", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) reason = NULL;
  GStatBuf status;
  gsize length;

  if (g_stat (path, &status) == 0 && status.st_size > MAX_FILE_SIZE) {
    g_set_error (error, AISLE_MODEL_ERROR, AISLE_MODEL_ERROR_FILE,
                 "%s is too big for a .modelinfo (over 1 MiB)", path);
    return NULL;
  }
  if (!g_file_get_contents (path, &text, &length, &reason)) {
    g_set_error (error, AISLE_MODEL_ERROR, AISLE_MODEL_ERROR_FILE,
                 "%s; write one as models/README.md shows", reason->message);
    return NULL;
  }
  return aisle_model_info_parse (text, length, path, error);
}

const char *
aisle_head_name (AisleHead head)
{
  return heads[head].name;
}

void
aisle_model_info_free (AisleModelInfo *info)
{
  if (info == NULL)
    return;
  g_free (info->name);
  g_free (info->licence);
  g_strfreev (info->labels);
  g_free (info->input);
  g_strfreev (info->outputs);
  g_free (info);
}

static gboolean
is_file (const char *path)
{
  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

#define N_FOLDERS 3

static const char *
model_folder (guint i)
{
  const char *const folders[N_FOLDERS]
      = { g_getenv ("AISLE_MODELS"), AISLE_MODELS_BUILD, AISLE_MODELS_INSTALLED };

  return folders[i];
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

GPtrArray *
aisle_model_list (void)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < N_FOLDERS; i++) {
    g_autoptr (GDir) folder = model_folder (i) ? g_dir_open (model_folder (i), 0, NULL) : NULL;
    const char *name;
    while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
      if (g_str_has_suffix (name, ".onnx") && g_hash_table_add (names, g_strdup (name)))
        g_ptr_array_add (paths, g_build_filename (model_folder (i), name, NULL));
  }
  g_ptr_array_sort (paths, compare_paths);
  return paths;
}

char *
aisle_model_find (const char *name_or_path, GError **error)
{
  if (strchr (name_or_path, '/') != NULL || g_str_has_suffix (name_or_path, ".onnx")) {
    if (is_file (name_or_path))
      return g_strdup (name_or_path);
    g_set_error (error, AISLE_MODEL_ERROR, AISLE_MODEL_ERROR_FILE, "there is no file %s",
                 name_or_path);
    return NULL;
  }
  for (guint i = 0; i < N_FOLDERS; i++) {
    g_autofree char *file = g_strconcat (name_or_path, ".onnx", NULL);
    g_autofree char *path
        = model_folder (i) ? g_build_filename (model_folder (i), file, NULL) : NULL;
    if (path != NULL && is_file (path))
      return g_steal_pointer (&path);
  }
  g_set_error (error, AISLE_MODEL_ERROR, AISLE_MODEL_ERROR_FILE,
               "there is no model '%s' in $AISLE_MODELS, %s or %s; run models/fetch, or give the "
               "path of an ONNX file",
               name_or_path, AISLE_MODELS_BUILD, AISLE_MODELS_INSTALLED);
  return NULL;
}
