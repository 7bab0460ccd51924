/* SPDX-License-Identifier: MIT */
/**
 * @file network.h
 * A lowered network: values (arrays on the device) and layers (kernel launches) in order.
 *
 * OcnGraph → lower.c → OcnNetwork → plan.c (where each value lies) → model.c, session.c
 *
 * A value is dense (row-major) or blocked: N images of ⌈C/lanes⌉ blocks, each block a picture of
 * (H + 2·halo) × (W + 2·halo) pixels of `lanes` channels, blocks padded to the device's alignment:
 *
 *     n=0 block 0:  · · · · · ·      · halo pixels, always zero
 *                   · p p p p ·      p a pixel: `lanes` floats, the channels
 *                   · p p p p ·        block·lanes … block·lanes + lanes − 1
 *                   · · · · · ·
 *     n=0 block 1:  …
 *
 * The halo lets a convolution read its padding without a test. Lanes beyond C hold anything.
 */
#pragma once

#include "opencl/ocn.h"

G_BEGIN_DECLS

typedef struct {
  OcnShape shape; /**< blocked: N, C, H, W */
  guint lanes;    /**< channels per block, 0: dense */
  guint halo;     /**< blocked: may be raised until ocn_network_finish() */
  gpointer data;  /**< a constant's content, owned, until it is on the device; else NULL */
  gsize bytes;
  gboolean pinned; /**< memory of its own that nothing else uses: inputs, outputs */
  int base;        /**< -1, or the value in whose memory this one lies … */
  guint first;     /**< … from this block on (blocked) or from its start (dense) */
} OcnValue;

typedef enum { OCN_ARG_READ, OCN_ARG_WRITE, OCN_ARG_INT, OCN_ARG_FLOAT } OcnArgKind;

/** An argument of a kernel. */
typedef struct {
  OcnArgKind kind;
  int i; /**< value index, or the integer */
  float f;
} OcnArg;

/** A blocked value: PREFIX_LANES is defined; _C, _H, _W, _P (halo), _BLOCK, _IMAGE are sizes. */
typedef struct {
  const char *prefix;
  int value;
} OcnPicture;

/** One kernel launch. */
typedef struct {
  char *name;       /**< of the model's node */
  const char *file; /**< kernel file, e.g. "generic-conv" */
  char *kernel;     /**< function; a specialised layer gets its own in ocn_network_finish() */
  gboolean special; /**< compiled with `defines` instead of run as it is */
  GString *defines; /**< "#define …" lines of a specialised kernel */
  GString *names;   /**< declarations of its sizes … */
  GArray *sizes;    /**< … of int: and their values */
  GArray *pictures; /**< of OcnPicture: blocked values whose geometry the kernel knows */
  GArray *args;     /**< of OcnArg */
  guint rank;       /**< dimensions of the range, 1…3 */
  gsize global[3];
  double flop;
} OcnLayer;

typedef struct {
  GPtrArray *values; /**< of OcnValue */
  GPtrArray *layers; /**< of OcnLayer */
  GArray *inputs;    /**< of int: dense values, as the graph's inputs */
  GArray *outputs;   /**< of int: dense values, as the graph's outputs */
  gsize alignment;   /**< bytes between parts of one buffer */
  guint lanes;       /**< floats in a vector of the specialised kernels */
  GString *source;   /**< all specialised kernels, after ocn_network_finish() */
} OcnNetwork;

OcnNetwork *ocn_network_new (gsize alignment, guint lanes);
void ocn_network_free (OcnNetwork *network);

OcnValue *ocn_network_value (const OcnNetwork *network, int index);
/** Append a value without content. Returns: its index. */
int ocn_network_add_value (OcnNetwork *network, const OcnShape *shape, guint lanes);
/** Append a constant of @bytes bytes. @data: (transfer full): of g_malloc(). */
int ocn_network_add_constant (OcnNetwork *network, gpointer data, gsize bytes);
/** Append a constant array of integers. */
int ocn_network_add_ints (OcnNetwork *network, const int *ints, gsize count);
/** A value of @shape in the memory of dense value @base. */
int ocn_network_add_alias (OcnNetwork *network, int base, const OcnShape *shape);

/** Append a launch of a generic kernel. Returns: (transfer none). */
OcnLayer *ocn_network_add_layer (OcnNetwork *network, const char *name, const char *file,
                                 const char *kernel);
/** Append a launch of a kernel specialised by the defines that follow. */
OcnLayer *ocn_network_add_special (OcnNetwork *network, const char *name, const char *file);
void ocn_layer_read (OcnLayer *layer, int value);
void ocn_layer_write (OcnLayer *layer, int value);
void ocn_layer_int (OcnLayer *layer, gint64 i);
/** Several integers at once, ended by G_MININT. */
void ocn_layer_ints (OcnLayer *layer, ...);
void ocn_layer_float (OcnLayer *layer, float f);
void ocn_layer_range (OcnLayer *layer, guint rank, gsize x, gsize y, gsize z);
void ocn_layer_picture (OcnLayer *layer, const char *prefix, int value);
/** Let the specialised kernel be compiled with @name as @value. */
void ocn_layer_define (OcnLayer *layer, const char *name, gint64 value);
/** Let the specialised kernel find @value in variable @name: it serves other values as well. */
void ocn_layer_size (OcnLayer *layer, const char *name, gint64 value);

/** Let blocked value @index have a halo of at least @halo. */
void ocn_network_raise_halo (OcnNetwork *network, int index, guint halo);
/** Bytes of one block of blocked value @index, padded to the alignment. */
gsize ocn_value_block_bytes (const OcnNetwork *network, int index);
/** Blocks of one image: ⌈C / lanes⌉. */
guint ocn_value_blocks (const OcnValue *value);
/** A value of @shape in blocked value @base from block @first on. */
int ocn_network_add_part (OcnNetwork *network, int base, guint first, const OcnShape *shape);
/**
 * Fix the halos: sizes of blocked values, names and source of specialised kernels. Layers with the
 * same file and defines share a kernel.
 */
void ocn_network_finish (OcnNetwork *network);

/**
 * The layer that alone reads input value @input and packs it for the first convolution, or -1: a
 * picture may be put into the packed value at once and the layer left out.
 */
int ocn_network_find_stem (const OcnNetwork *network, int input);

/** The value that owns the memory of @index: follows `base`. */
int ocn_network_root (const OcnNetwork *network, int index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OcnNetwork, ocn_network_free)

G_END_DECLS
