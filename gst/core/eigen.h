/* SPDX-License-Identifier: MIT */
/** @file eigen.h Eigenvectors of small symmetric matrices. Pure. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * Jacobi's method (Golub and Van Loan, Matrix Computations, 8.5): all eigenvalues and -vectors of
 * the symmetric matrix @a (@n × @n, finite; destroyed).
 * @values: room for @n, rising. @vectors: room for @n × @n: row i is the unit vector of value i.
 */
void aisle_eigen_symmetric (double *a, guint n, double *values, double *vectors);

G_END_DECLS
