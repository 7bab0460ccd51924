/* SPDX-License-Identifier: MIT */
/** @file network.c  Containers of the lowered network. */
#include "opencl/network.h"

#include <stdarg.h>
#include <string.h>

#include "opencl/program.h"

static void
value_free (gpointer data)
{
  OcnValue *value = data;

  g_free (value->data);
  g_free (value);
}

static void
layer_free (gpointer data)
{
  OcnLayer *layer = data;

  g_free (layer->name);
  g_free (layer->kernel);
  g_string_free (layer->defines, TRUE);
  g_string_free (layer->names, TRUE);
  g_array_unref (layer->sizes);
  g_array_unref (layer->args);
  g_array_unref (layer->pictures);
  g_free (layer);
}

OcnNetwork *
ocn_network_new (gsize alignment, guint lanes)
{
  OcnNetwork *network = g_new0 (OcnNetwork, 1);

  network->values = g_ptr_array_new_with_free_func (value_free);
  network->layers = g_ptr_array_new_with_free_func (layer_free);
  network->inputs = g_array_new (FALSE, FALSE, sizeof (int));
  network->outputs = g_array_new (FALSE, FALSE, sizeof (int));
  network->alignment = alignment;
  network->lanes = lanes;
  network->source = g_string_new (NULL);
  return network;
}

void
ocn_network_free (OcnNetwork *network)
{
  if (network == NULL)
    return;
  g_ptr_array_unref (network->values);
  g_ptr_array_unref (network->layers);
  g_array_unref (network->inputs);
  g_array_unref (network->outputs);
  g_string_free (network->source, TRUE);
  g_free (network);
}

OcnValue *
ocn_network_value (const OcnNetwork *network, int index)
{
  return g_ptr_array_index (network->values, (guint) index);
}

int
ocn_network_add_value (OcnNetwork *network, const OcnShape *shape, guint lanes)
{
  OcnValue *value = g_new0 (OcnValue, 1);

  value->shape = *shape;
  value->lanes = lanes;
  value->base = -1;
  value->bytes = ocn_shape_count (shape) * sizeof (float);
  g_ptr_array_add (network->values, value);
  return (int) network->values->len - 1;
}

int
ocn_network_add_constant (OcnNetwork *network, gpointer data, gsize bytes)
{
  const OcnShape shape = { 1, { (gint64) (bytes / sizeof (float)) } };
  int index = ocn_network_add_value (network, &shape, 0);

  ocn_network_value (network, index)->data = data;
  return index;
}

int
ocn_network_add_ints (OcnNetwork *network, const int *ints, gsize count)
{
  return ocn_network_add_constant (network, g_memdup2 (ints, count * sizeof *ints),
                                   count * sizeof *ints);
}

int
ocn_network_add_alias (OcnNetwork *network, int base, const OcnShape *shape)
{
  int index = ocn_network_add_value (network, shape, 0);

  ocn_network_value (network, index)->base = base;
  return index;
}

static OcnLayer *
add_layer (OcnNetwork *network, const char *name, const char *file)
{
  OcnLayer *layer = g_new0 (OcnLayer, 1);

  layer->name = g_strdup (name);
  layer->file = file;
  layer->defines = g_string_new (NULL);
  layer->names = g_string_new (NULL);
  layer->sizes = g_array_new (FALSE, FALSE, sizeof (int));
  layer->args = g_array_new (FALSE, FALSE, sizeof (OcnArg));
  layer->pictures = g_array_new (FALSE, FALSE, sizeof (OcnPicture));
  g_ptr_array_add (network->layers, layer);
  return layer;
}

OcnLayer *
ocn_network_add_layer (OcnNetwork *network, const char *name, const char *file, const char *kernel)
{
  OcnLayer *layer = add_layer (network, name, file);

  layer->kernel = g_strdup (kernel);
  return layer;
}

OcnLayer *
ocn_network_add_special (OcnNetwork *network, const char *name, const char *file)
{
  OcnLayer *layer = add_layer (network, name, file);

  layer->special = TRUE;
  return layer;
}

static void
add_arg (OcnLayer *layer, OcnArgKind kind, int i, float f)
{
  const OcnArg arg = { kind, i, f };

  g_array_append_val (layer->args, arg);
}

void
ocn_layer_read (OcnLayer *layer, int value)
{
  add_arg (layer, OCN_ARG_READ, value, 0);
}

void
ocn_layer_write (OcnLayer *layer, int value)
{
  add_arg (layer, OCN_ARG_WRITE, value, 0);
}

void
ocn_layer_int (OcnLayer *layer, gint64 i)
{
  add_arg (layer, OCN_ARG_INT, (int) i, 0);
}

void
ocn_layer_ints (OcnLayer *layer, ...)
{
  va_list list;
  int i;

  va_start (list, layer);
  while ((i = va_arg (list, int)) != G_MININT)
    add_arg (layer, OCN_ARG_INT, i, 0);
  va_end (list);
}

void
ocn_layer_float (OcnLayer *layer, float f)
{
  add_arg (layer, OCN_ARG_FLOAT, 0, f);
}

void
ocn_layer_range (OcnLayer *layer, guint rank, gsize x, gsize y, gsize z)
{
  layer->rank = rank;
  layer->global[0] = x;
  layer->global[1] = y;
  layer->global[2] = z;
}

void
ocn_layer_picture (OcnLayer *layer, const char *prefix, int value)
{
  const OcnPicture picture = { prefix, value };

  g_array_append_val (layer->pictures, picture);
}

void
ocn_layer_define (OcnLayer *layer, const char *name, gint64 value)
{
  g_string_append_printf (layer->defines, "#define %s %" G_GINT64_FORMAT "\n", name, value);
}

void
ocn_layer_size (OcnLayer *layer, const char *name, gint64 value)
{
  const int size = (int) value;

  g_string_append_printf (layer->names, " const int %s = sizes[%u];", name, layer->sizes->len);
  g_array_append_val (layer->sizes, size);
}

int
ocn_network_root (const OcnNetwork *network, int index)
{
  while (ocn_network_value (network, index)->base >= 0)
    index = ocn_network_value (network, index)->base;
  return index;
}

int
ocn_network_add_part (OcnNetwork *network, int base, guint first, const OcnShape *shape)
{
  int index = ocn_network_add_value (network, shape, ocn_network_value (network, base)->lanes);
  OcnValue *value = ocn_network_value (network, index);

  value->base = base;
  value->first = first;
  return index;
}

void
ocn_network_raise_halo (OcnNetwork *network, int index, guint halo)
{
  OcnValue *root = ocn_network_value (network, ocn_network_root (network, index));

  root->halo = MAX (root->halo, halo);
}

guint
ocn_value_blocks (const OcnValue *value)
{
  return (guint) ((value->shape.dims[1] + value->lanes - 1) / value->lanes);
}

gsize
ocn_value_block_bytes (const OcnNetwork *network, int index)
{
  const OcnValue *value = ocn_network_value (network, index);
  gsize height = (gsize) value->shape.dims[2] + 2 * value->halo;
  gsize width = (gsize) value->shape.dims[3] + 2 * value->halo;
  gsize bytes = height * width * value->lanes * sizeof (float);

  return (bytes + network->alignment - 1) / network->alignment * network->alignment;
}

int
ocn_network_find_stem (const OcnNetwork *network, int input)
{
  int found = -1;

  for (guint l = 0; l < network->layers->len; l++) {
    const OcnLayer *layer = g_ptr_array_index (network->layers, l);
    for (guint a = 0; a < layer->args->len; a++) {
      const OcnArg *arg = &g_array_index (layer->args, OcnArg, a);
      if (arg->kind != OCN_ARG_READ || ocn_network_root (network, arg->i) != input)
        continue;
      if (found >= 0)
        return -1;
      found = (int) l;
    }
  }
  if (found < 0)
    return -1;
  const OcnLayer *layer = g_ptr_array_index (network->layers, (guint) found);
  gboolean packs = strcmp (layer->file, "layout") == 0
                   && ocn_network_value (network, g_array_index (layer->args, OcnArg, 1).i)->pinned;
  return packs ? found : -1;
}

static void
fix_sizes (OcnNetwork *network)
{
  for (guint i = 0; i < network->values->len; i++) {
    OcnValue *value = ocn_network_value (network, (int) i);
    if (value->lanes == 0)
      continue;
    const OcnValue *root = ocn_network_value (network, ocn_network_root (network, (int) i));
    value->halo = root->halo;
    gsize blocks = (gsize) (value->shape.dims[0] - 1) * ocn_value_blocks (root)
                   + ocn_value_blocks (value);
    value->bytes = blocks * ocn_value_block_bytes (network, (int) i);
  }
}

static void
define_picture (const OcnNetwork *network, OcnLayer *layer, const OcnPicture *picture)
{
  const OcnValue *value = ocn_network_value (network, picture->value);
  int root = ocn_network_root (network, picture->value);
  gsize block = ocn_value_block_bytes (network, picture->value) / sizeof (float);
  const struct {
    const char *suffix;
    gint64 number;
  } sizes[] = {
    { "C", value->shape.dims[1] },
    { "H", value->shape.dims[2] },
    { "W", value->shape.dims[3] },
    { "P", value->halo },
    { "BLOCK", (gint64) block },
    { "IMAGE", (gint64) (block * ocn_value_blocks (ocn_network_value (network, root))) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autofree char *name = g_strjoin ("_", picture->prefix, sizes[i].suffix, NULL);
    ocn_layer_size (layer, name, sizes[i].number);
  }
  g_autofree char *name = g_strjoin ("_", picture->prefix, "LANES", NULL);
  ocn_layer_define (layer, name, value->lanes);
}

/* The sizes become the last argument. */
static void
add_sizes (OcnNetwork *network, OcnLayer *layer)
{
  for (guint p = 0; p < layer->pictures->len; p++)
    define_picture (network, layer, &g_array_index (layer->pictures, OcnPicture, p));
  ocn_layer_read (layer, ocn_network_add_ints (network, (const int *) layer->sizes->data,
                                               layer->sizes->len));
  g_string_append_printf (layer->defines, "#define SIZES%s\n", layer->names->str);
}

/* Append one kernel: its defines, the file, and the undoing of the defines. */
static void
append_source (OcnNetwork *network, const OcnLayer *layer)
{
  g_auto (GStrv) lines = g_strsplit (layer->defines->str, "\n", -1);

  if (network->source->len == 0)
    g_string_append_printf (network->source, "#define LANES %u\n", network->lanes);
  g_string_append_printf (network->source, "#define KERNEL %s\n%s%s#undef KERNEL\n",
                          layer->kernel, layer->defines->str, ocn_kernel_source (layer->file));
  for (char **line = lines; *line != NULL; line++)
    if (g_str_has_prefix (*line, "#define ")) {
      const char *name = *line + strlen ("#define ");
      g_string_append_printf (network->source, "#undef %.*s\n", (int) strcspn (name, " ("), name);
    }
}

/* Name the kernel of a specialised layer; the first of its kind brings the source. */
static void
name_kernel (OcnNetwork *network, OcnLayer *layer, GHashTable *kernels)
{
  g_autofree char *key = g_strconcat (layer->file, "\n", layer->defines->str, NULL);
  const char *known = g_hash_table_lookup (kernels, key);

  if (known != NULL) {
    layer->kernel = g_strdup (known);
    return;
  }
  layer->kernel = g_strdup_printf ("%s_%u", layer->file, g_hash_table_size (kernels));
  g_strdelimit (layer->kernel, "-", '_');
  g_hash_table_insert (kernels, g_steal_pointer (&key), layer->kernel);
  append_source (network, layer);
}

void
ocn_network_finish (OcnNetwork *network)
{
  g_autoptr (GHashTable) kernels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  fix_sizes (network);
  for (guint i = 0; i < network->layers->len; i++) {
    OcnLayer *layer = g_ptr_array_index (network->layers, i);
    if (!layer->special)
      continue;
    add_sizes (network, layer);
    name_kernel (network, layer, kernels);
  }
}
