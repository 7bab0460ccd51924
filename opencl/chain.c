/* SPDX-License-Identifier: MIT */
/** @file chain.c  Grows chains and writes their text. */
#include "opencl/chain.h"

#include <math.h>
#include <string.h>

#include "opencl/graph-edit.h"
#include "opencl/layers/elementwise.h"
#include "opencl/shape.h"

#define MAX_TAIL 12
#define MAX_OPERANDS 6
/* Nodes after the head among which a chain looks for more. */
#define HORIZON 256

/* What an operand of an elementwise node is to a blocked picture of a certain shape. */
typedef enum {
  OPERAND_NONE,    /* nothing that a chain can use */
  OPERAND_SCALAR,  /* a constant of one element */
  OPERAND_CHANNEL, /* a constant or blocked value per channel: [1,C,1,1] or [C,1,1] */
  OPERAND_PICTURE, /* a blocked value of the same shape */
} OperandKind;

static OperandKind
classify (const OcnLower *lower, int index, const OcnShape *picture)
{
  const OcnTensor *tensor = ocn_graph_tensor (lower->graph, index);
  const OcnShape *shape = &tensor->shape;

  if (tensor->data != NULL && ocn_shape_count (shape) == 1)
    return OPERAND_SCALAR;
  if (tensor->data != NULL) {
    gboolean three = shape->rank == 3, four = shape->rank == 4 && shape->dims[0] == 1;
    const gint64 *dims = shape->dims + (four ? 1 : 0);
    return (three || four) && dims[0] == picture->dims[1] && dims[1] == 1 && dims[2] == 1
               ? OPERAND_CHANNEL
               : OPERAND_NONE;
  }
  if (!lower->is_blocked[index])
    return OPERAND_NONE;
  if (ocn_shape_equal (shape, picture))
    return OPERAND_PICTURE;
  return shape->dims[0] == picture->dims[0] && shape->dims[1] == picture->dims[1]
                 && shape->dims[2] == 1 && shape->dims[3] == 1
             ? OPERAND_CHANNEL
             : OPERAND_NONE;
}

gboolean
ocn_chain_accepts (const OcnLower *lower, const OcnNode *node)
{
  const OcnElementwise *function = ocn_elementwise_find (node->op);
  const OcnTensor *result = ocn_graph_output (lower->graph, node, 0);
  gboolean picture = FALSE;

  if (function == NULL || result == NULL || result->shape.rank != 4)
    return FALSE;
  for (guint i = 0; i < function->operands; i++) {
    OperandKind kind = classify (lower, ocn_node_input_index (node, i), &result->shape);
    if (kind == OPERAND_NONE)
      return FALSE;
    picture |= kind == OPERAND_PICTURE;
  }
  return picture;
}

void
ocn_chain_free (OcnChain *chain)
{
  if (chain == NULL)
    return;
  g_ptr_array_unref (chain->tail);
  g_free (chain);
}

/* The tensors made inside a chain: the head's output, then each tail node's. */
static gboolean
makes (const OcnChain *chain, int tensor)
{
  gboolean found = ocn_node_output_index (chain->head, 0) == tensor;

  for (guint i = 0; i < chain->tail->len; i++)
    found |= ocn_node_output_index (g_ptr_array_index (chain->tail, i), 0) == tensor;
  return found;
}

/* How often @node reads @tensor. */
static guint
count_reads (const OcnNode *node, int tensor)
{
  guint count = 0;

  for (guint i = 0; i < node->inputs->len; i++)
    count += ocn_node_input_index (node, i) == tensor;
  return count;
}

/* Whether something outside the chain needs @tensor. */
static gboolean
leaves (const OcnLower *lower, const OcnChain *chain, int tensor)
{
  guint inside = 0;

  for (guint i = 0; i < chain->tail->len; i++)
    inside += count_reads (g_ptr_array_index (chain->tail, i), tensor);
  return lower->uses[tensor] > inside;
}

/* Whether only the output of the last node leaves the chain. */
static gboolean
is_closed (const OcnLower *lower, const OcnChain *chain)
{
  guint length = chain->tail->len;

  if (length == 0)
    return TRUE;
  const OcnNode *last = g_ptr_array_index (chain->tail, length - 1);
  if (last != chain->head && leaves (lower, chain, ocn_node_output_index (chain->head, 0)))
    return FALSE;
  for (guint i = 0; i + 1 < length; i++)
    if (leaves (lower, chain,
                ocn_node_output_index (g_ptr_array_index (chain->tail, i), 0)))
      return FALSE;
  return TRUE;
}

/* Whether the chain's kernel can do @node too. */
static gboolean
can_take (const OcnLower *lower, const OcnChain *chain, const OcnNode *node)
{
  const OcnElementwise *function = ocn_elementwise_find (node->op);
  const OcnTensor *result = ocn_graph_output (lower->graph, node, 0);
  const OcnTensor *head = ocn_graph_output (lower->graph, chain->head, 0);
  gboolean connected = FALSE;

  if (function == NULL || !ocn_shape_equal (&result->shape, &head->shape))
    return FALSE;
  for (guint i = 0; i < function->operands; i++) {
    int input = ocn_node_input_index (node, i);
    if (makes (chain, input))
      connected = TRUE;
    else if (classify (lower, input, &result->shape) == OPERAND_NONE)
      return FALSE;
  }
  return connected;
}

static guint
count_operands (const OcnChain *chain)
{
  guint count = 0;

  for (guint i = 0; i < chain->tail->len; i++) {
    const OcnNode *node = g_ptr_array_index (chain->tail, i);
    guint operands = ocn_elementwise_find (node->op)->operands;
    for (guint k = 0; k < operands; k++)
      count += !makes (chain, ocn_node_input_index (node, k));
  }
  return count;
}

OcnChain *
ocn_chain_grow (const OcnLower *lower, guint index, const gboolean *taken, gboolean alone)
{
  const OcnGraph *graph = lower->graph;
  OcnChain *chain = g_new0 (OcnChain, 1);
  gboolean simple;
  guint closed;

  chain->head = g_ptr_array_index (graph->nodes, index);
  chain->tail = g_ptr_array_new ();
  simple = ocn_elementwise_find (chain->head->op) != NULL;
  if (simple)
    g_ptr_array_add (chain->tail, (gpointer) chain->head);
  closed = chain->tail->len;
  guint end = alone ? 0 : MIN (graph->nodes->len, index + HORIZON);
  for (guint i = index + 1; i < end && chain->tail->len < MAX_TAIL; i++) {
    const OcnNode *node = g_ptr_array_index (graph->nodes, i);
    if (taken[i] || !can_take (lower, chain, node))
      continue;
    g_ptr_array_add (chain->tail, (gpointer) node);
    if (count_operands (chain) > MAX_OPERANDS)
      break;
    if (is_closed (lower, chain))
      closed = chain->tail->len;
  }
  g_ptr_array_set_size (chain->tail, (int) closed);
  const OcnNode *last
      = closed == 0 ? chain->head : g_ptr_array_index (chain->tail, closed - 1);
  chain->output = ocn_node_output_index (last, 0);
  chain->input = ocn_node_output_index (chain->head, 0);
  for (guint i = 0; simple && i < 2; i++) {
    int input = ocn_node_input_index (chain->head, i);
    if (input >= 0
        && classify (lower, input, &ocn_graph_tensor (graph, chain->output)->shape)
               == OPERAND_PICTURE) {
      chain->input = input;
      break;
    }
  }
  return chain;
}

/* ---- text --------------------------------------------------------------------------------- */

/* The text of a chain under construction. */
typedef struct {
  OcnLower *lower;
  const OcnChain *chain;
  OcnLayer *layer;
  GString *operands, *statements;
  GArray *tensors; /* of int: the operands so far */
} Text;

/* A float as the compiler reads it back exactly. */
static void
append_number (GString *text, float number)
{
  if (isinf (number))
    g_string_append (text, number > 0 ? "(V) (INFINITY)" : "(V) (-INFINITY)");
  else if (isnan (number))
    g_string_append (text, "(V) (NAN)");
  else
    g_string_append_printf (text, "(V) (%af)", (double) number);
}

/* Position of @tensor among the operands, as an argument of the kernel. */
static guint
operand_index (Text *text, int tensor, OperandKind kind)
{
  static const char *const prefixes[] = { "E0", "E1", "E2", "E3", "E4", "E5", "E6" };

  for (guint i = 0; i < text->tensors->len; i++)
    if (g_array_index (text->tensors, int, i) == tensor)
      return i;
  guint index = text->tensors->len;
  int value = kind == OPERAND_CHANNEL ? ocn_lower_channels (text->lower, tensor)
                                      : ocn_lower_blocked (text->lower, tensor);
  g_array_append_val (text->tensors, tensor);
  g_string_append_printf (text->operands, ", G const float *restrict e%u", index);
  ocn_layer_picture (text->layer, prefixes[index], value);
  ocn_layer_read (text->layer, value);
  return index;
}

/* The statement that makes @tensor, from 1, or 0 for what the text starts from. */
static guint
step_of (const OcnChain *chain, int tensor)
{
  for (guint i = 0; i < chain->tail->len; i++)
    if (ocn_node_output_index (g_ptr_array_index (chain->tail, i), 0) == tensor)
      return i + 1;
  return 0;
}

static void
append_operand (Text *text, int tensor, const OcnShape *picture)
{
  if (tensor == text->chain->input || makes (text->chain, tensor)) {
    g_string_append_printf (text->statements, "t%u", step_of (text->chain, tensor));
    return;
  }
  OperandKind kind = classify (text->lower, tensor, picture);
  if (kind == OPERAND_SCALAR) {
    append_number (text->statements,
                   *(const float *) ocn_graph_tensor (text->lower->graph, tensor)->data);
    return;
  }
  guint e = operand_index (text, tensor, kind);
  const OcnTensor *source = ocn_graph_tensor (text->lower->graph, tensor);
  const char *image = source->data != NULL ? "0" : "n";
  g_string_append_printf (text->statements, "LOAD (e%u + AT (E%u, %s, b, %s))", e, e, image,
                          kind == OPERAND_CHANNEL ? "0, 0" : "y, x");
}

/* V t2 = op_clip (t1, (V) (0x0p+0f), (V) (0x1.8p+2f)); */
static void
append_statement (Text *text, const OcnNode *node)
{
  const OcnElementwise *function = ocn_elementwise_find (node->op);
  const OcnShape *picture = &ocn_graph_output (text->lower->graph, node, 0)->shape;
  float parameters[2];

  ocn_elementwise_parameters (text->lower, node, parameters);
  g_string_append_printf (text->statements, " const V t%u = op_%s (",
                          step_of (text->chain, ocn_node_output_index (node, 0)),
                          function->function);
  for (guint i = 0; i < function->operands; i++) {
    g_string_append (text->statements, i > 0 ? ", " : "");
    append_operand (text, ocn_node_input_index (node, i), picture);
  }
  for (guint i = 0; i < function->parameters; i++) {
    g_string_append (text->statements, ", ");
    append_number (text->statements, parameters[i]);
  }
  g_string_append (text->statements, ");");
}

int
ocn_chain_finish (OcnLower *lower, const OcnChain *chain, OcnLayer *layer)
{
  g_autoptr (GString) operands = g_string_new (NULL), statements = g_string_new (NULL);
  g_autoptr (GArray) tensors = g_array_new (FALSE, FALSE, sizeof (int));
  Text text = { lower, chain, layer, operands, statements, tensors };
  int value = ocn_network_add_value (
      lower->network, &ocn_graph_tensor (lower->graph, chain->output)->shape, lower->lanes);

  lower->blocked[chain->output] = value;
  ocn_layer_write (layer, value);
  ocn_layer_picture (layer, "O", value);
  for (guint i = 0; i < chain->tail->len; i++)
    append_statement (&text, g_ptr_array_index (chain->tail, i));
  g_string_append_printf (layer->defines, "#define OPERANDS %s\n", operands->str);
  if (chain->tail->len == 0)
    g_string_append (layer->defines, "#define EPILOGUE(v, n, b, y, x)\n");
  else
    g_string_append_printf (layer->defines,
                            "#define EPILOGUE(v, n, b, y, x) { const V t0 = v;%s v = t%u; }\n",
                            statements->str, chain->tail->len);
  return value;
}
