/* SPDX-License-Identifier: MIT */
/**
 * @file shop.h
 * Several cameras, one shop. Each camera's vectors are counted by its own config; the people whom
 * they see, each once (fusion.h), walk about on the plan of the floor, which is counted as if it
 * were the picture of one more camera: lines, zones, queues and occupancy by the same definitions.
 * So what comes in through all doors and who is in the shop agree. Pure; one thread.
 */
#pragma once

#include "gst/core/shop-file.h"
#include "gst/core/vectors.h"

G_BEGIN_DECLS

typedef struct _AisleShop AisleShop;

typedef struct {
  /** Of a camera or of the floor; the camera's name tells. */
  void (*on_event) (const AisleEvent *event, gpointer data);
  /** (nullable): the floor as a frame of vectors, AISLE_SHOP_SCALE pixels a metre. */
  void (*on_floor) (const AisleVectors *frame, gpointer data);
  gpointer data;
} AisleShopListener;

/** The plan's pixels a metre, and frames a second. */
#define AISLE_SHOP_SCALE 100
#define AISLE_SHOP_RATE 10

/** @file: must outlive the shop. Events carry numbers of the vectors. */
AisleShop *aisle_shop_new (const AisleShopFile *file, const AisleShopListener *listener);
void aisle_shop_free (AisleShop *shop);

/**
 * A frame of a camera (index in the file). Frames of all cameras must come by rising
 * aisle_shop_time(), but one that is up to a frame of the floor late is taken, too.
 */
void aisle_shop_take (AisleShop *shop, guint camera, const AisleVectors *frame);
/** The moment of a frame, µs since 1970. */
gint64 aisle_shop_time (const AisleVectors *frame);
/** The cameras have ended. */
void aisle_shop_finish (AisleShop *shop);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AisleShop, aisle_shop_free)

G_END_DECLS
