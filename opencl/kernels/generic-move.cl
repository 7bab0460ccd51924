/* SPDX-License-Identifier: MIT */
/**
 * @file generic-move.cl
 * Everything that only moves elements: transpose, slice, split, concat, pad, gather, expand, tile,
 * depth to space. The source of an element is the sum of one table entry per dimension.
 */
// test-defines:

/*
 * y[…] = x[…] by map = { rank, dimensions, table of dimension 0, table of dimension 1, … }: a table
 * has the source offset for each index of its dimension, or a negative number for `fill`; rank 0
 * copies as it is. Element i of the result goes to y[i / run × pitch + offset + i % run], so that
 * it may be a part of a greater tensor.
 */
__kernel void
move (__global const int *map, __global const float *x, __global float *y, float fill, int run,
      int pitch, int offset)
{
  const int i = get_global_id (0), rank = map[0];
  int index[8], rest = i, from = rank == 0 ? i : 0, outside = 0;
  for (int d = rank - 1; d >= 0; d--) {
    index[d] = rest % map[1 + d];
    rest /= map[1 + d];
  }
  __global const int *table = map + 1 + rank;
  for (int d = 0; d < rank; d++) {
    const int source = table[index[d]];
    outside |= source < 0;
    from += source;
    table += map[1 + d];
  }
  y[i / run * pitch + offset + i % run] = outside ? fill : x[outside ? 0 : from];
}
