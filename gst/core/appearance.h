/* SPDX-License-Identifier: MIT */
/**
 * @file appearance.h
 * What a person looks like, in a few numbers: enough to know somebody again for some minutes under
 * one camera, too little to know them elsewhere. It stays in the process and is never published.
 *
 * Colour histograms of four bands from head to feet (bodies are symmetric from side to side, not
 * from top to bottom: Farenzena et al., "Person re-identification by symmetry-driven accumulation
 * of local features", CVPR 2010; stripes: Gray & Tao, "Viewpoint invariant pedestrian recognition
 * with an ensemble of localized features", ECCV 2008), taken in the middle of the box, where the
 * person is (kernel of Comaniciu, Ramesh & Meer, "Kernel-based object tracking", PAMI 2003). Each
 * has 7 bins of brightness (its root) and 3 × 3 of colour by brightness, so that light and shade
 * move little; a sample is shared among neighbouring bins. Square roots of the shares make the
 * scalar product the Bhattacharyya coefficient.
 */
#pragma once

#include "gst/core/box.h"

G_BEGIN_DECLS

enum {
  AISLE_APPEARANCE_BANDS = 4,
  AISLE_APPEARANCE_LUMA = 7,
  AISLE_APPEARANCE_CHROMA = 9,
};
#define AISLE_APPEARANCE_SIZE 64

/** Of unit length; compare with aisle_appearance_similarity() only. */
typedef struct {
  float values[AISLE_APPEARANCE_SIZE];
} AisleAppearance;

typedef enum { AISLE_COLOURS_YUV, AISLE_COLOURS_RGB, AISLE_COLOURS_GREY } AisleColours;

/** Samples of one colour component. */
typedef struct {
  const guint8 *data;      /**< of the upper left pixel */
  gsize stride;            /**< bytes from row to row */
  guint step;              /**< bytes from sample to sample */
  guint shift_x, shift_y;  /**< log2 of the pixels that share a sample */
} AislePlane;

/** An 8-bit picture of any layout, not owned. */
typedef struct {
  AisleColours colours;
  gboolean full_range; /**< YUV and grey: 0…255, else 16…235 and 16…240 */
  guint width, height; /**< pixels */
  AislePlane planes[3]; /**< Y, U, V, or R, G, B, or Y alone */
} AislePicture;

/**
 * Look at the person in @box; at most 300 pixels are read, whatever its size. Bands outside the
 * picture stay 0.
 * Returns: FALSE when less than two bands are inside, or @box is not finite: nothing is written.
 */
gboolean aisle_appearance_measure (const AislePicture *picture, const AisleBox *box,
                                   AisleAppearance *appearance);

/** How alike two are, 0…1; symmetric, 1 for equal ones. Bands that one lacks do not matter. */
float aisle_appearance_similarity (const AisleAppearance *a, const AisleAppearance *b);

/**
 * How much more likely two are to be of one person than of two: log of the ratio, −1.5…2.8.
 * Measured: it is 0 at a similarity of 0.9 and 40 times the difference around it; but clothes are
 * alike, light changes, and some looks are spoilt, so it is never sure.
 */
double aisle_appearance_evidence (const AisleAppearance *a, const AisleAppearance *b);

/** Move @mean towards @sample by @share, 0…1; bands that @sample lacks stay. */
void aisle_appearance_blend (AisleAppearance *mean, const AisleAppearance *sample, float share);

G_END_DECLS
