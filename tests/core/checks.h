/* SPDX-License-Identifier: MIT */
/** @file checks.h Assertions that GStreamer's copy of Check is too old to have. */
#pragma once

#include <math.h>

#include <gst/check/gstcheck.h>

#define ck_assert_ptr_null(p) ck_assert ((p) == NULL)
#define ck_assert_ptr_nonnull(p) ck_assert ((p) != NULL)
#define ck_assert_double_eq_tol(a, b, tolerance) \
  G_STMT_START { \
    double a_ = (a), b_ = (b); \
    ck_assert_msg (fabs (a_ - b_) <= (tolerance), "%s is %.17g, not %.17g", #a, a_, b_); \
  } G_STMT_END
#define ck_assert_double_eq(a, b) ck_assert_double_eq_tol (a, b, 0)
