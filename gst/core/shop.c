/* SPDX-License-Identifier: MIT */
/** @file shop.c Vectors of cameras become tracks on the plan, and those are counted. */
#include "gst/core/shop.h"

#include <math.h>

#include "gst/core/fusion.h"
#include "gst/core/recount.h"

#define SECOND G_GINT64_CONSTANT (1000000000)
#define TICK (G_USEC_PER_SEC / AISLE_SHOP_RATE)
/* A person on the plan, in metres: bands of lines are shares of the height. */
#define BODY_HEIGHT 1.7
#define BODY_WIDTH 0.5
/* Feet of a box are so many body heights wrong, calibrations so many metres. */
#define FEET_DEVIATION 0.05
#define FLOOR_DEVIATION 0.15

typedef struct {
  AisleFootfall *footfall;
  gint64 pts; /* ns, of the last frame */
} Camera;

struct _AisleShop {
  const AisleShopFile *file;
  AisleShopListener listener;
  Camera *cameras;
  AisleFusion *fusion;
  AisleFootfall *floor;
  gint64 begin, tick; /* µs since 1970: first and last frame of the floor; 0: none yet */
  GArray *told;       /* guint64: numbers of the last frame of the floor */
  GArray *tracks;     /* AisleTrack */
  GArray *views;      /* AisleFusionView */
};

AisleShop *
aisle_shop_new (const AisleShopFile *file, const AisleShopListener *listener)
{
  AisleShop *shop = g_new0 (AisleShop, 1);
  shop->file = file;
  shop->listener = *listener;
  shop->cameras = g_new0 (Camera, file->n_cameras);
  for (guint i = 0; i < file->n_cameras; i++)
    shop->cameras[i].footfall = aisle_recount_new (file->cameras[i].config);
  shop->fusion = aisle_fusion_new (file->n_cameras);
  shop->floor = aisle_recount_new (file->floor);
  aisle_footfall_set_frame_size (shop->floor, (guint) lround (file->width * AISLE_SHOP_SCALE),
                                 (guint) lround (file->height * AISLE_SHOP_SCALE), 1);
  shop->told = g_array_new (FALSE, FALSE, sizeof (guint64));
  shop->tracks = g_array_new (FALSE, FALSE, sizeof (AisleTrack));
  shop->views = g_array_new (FALSE, FALSE, sizeof (AisleFusionView));
  return shop;
}

void
aisle_shop_free (AisleShop *shop)
{
  if (!shop)
    return;
  for (guint i = 0; i < shop->file->n_cameras; i++)
    aisle_footfall_free (shop->cameras[i].footfall);
  g_free (shop->cameras);
  aisle_fusion_free (shop->fusion);
  aisle_footfall_free (shop->floor);
  g_array_unref (shop->told);
  g_array_unref (shop->tracks);
  g_array_unref (shop->views);
  g_free (shop);
}

gint64
aisle_shop_time (const AisleVectors *frame)
{
  return frame->epoch + frame->pts / 1000;
}

static void
tell (const AisleShop *shop, GPtrArray *events)
{
  for (guint i = 0; i < events->len; i++)
    shop->listener.on_event (events->pdata[i], shop->listener.data);
  g_ptr_array_unref (events);
}

/* --- the floor --------------------------------------------------------------- */

static AisleTrack
track_of (const AisleFusionPerson *person)
{
  const float scale = AISLE_SHOP_SCALE;
  AisleTrack track = { .id = person->number, .detection = -1, .confidence = 1 };
  track.coasting = person->n_cameras == 0;
  track.box = (AisleBox) { .x = (float) (person->place.x - BODY_WIDTH / 2) * scale,
                           .y = (float) (person->place.y - BODY_HEIGHT / 2) * scale,
                           .w = (float) BODY_WIDTH * scale,
                           .h = (float) BODY_HEIGHT * scale,
                           .confidence = track.coasting ? 0 : 1 };
  return track;
}

static gboolean
is_there (const AisleFusionPerson *persons, guint n, guint64 number)
{
  for (guint i = 0; i < n; i++)
    if (persons[i].number == number)
      return TRUE;
  return FALSE;
}

/* Who is not told of any more has gone. */
static void
collect_tracks (AisleShop *shop, const AisleFusionPerson *persons, guint n)
{
  g_array_set_size (shop->tracks, 0);
  for (guint i = 0; i < shop->told->len; i++) {
    guint64 number = g_array_index (shop->told, guint64, i);
    const AisleTrack gone = { .id = number, .detection = -1, .coasting = TRUE, .ended = TRUE };
    if (!is_there (persons, n, number))
      g_array_append_val (shop->tracks, gone);
  }
  g_array_set_size (shop->told, 0);
  for (guint i = 0; i < n; i++) {
    const AisleTrack track = track_of (&persons[i]);
    g_array_append_val (shop->tracks, track);
    g_array_append_val (shop->told, persons[i].number);
  }
}

static void
show_floor (AisleShop *shop, gint64 pts)
{
  g_autoptr (GArray) vectors = g_array_new (FALSE, FALSE, sizeof (AisleVector));
  const AisleVectors frame = {
    .pts = pts,
    .width = (guint) lround (shop->file->width * AISLE_SHOP_SCALE),
    .height = (guint) lround (shop->file->height * AISLE_SHOP_SCALE),
    .vectors = vectors,
    .camera = shop->file->floor->camera,
    .epoch = shop->begin,
  };
  for (guint i = 0; i < shop->tracks->len; i++) {
    const AisleTrack *track = &g_array_index (shop->tracks, AisleTrack, i);
    const AisleVector vector = aisle_vector_of_track (track, track->id);
    g_array_append_val (vectors, vector);
  }
  shop->listener.on_floor (&frame, shop->listener.data);
}

static void
count_floor (AisleShop *shop)
{
  guint n;
  gint64 pts = (shop->tick - shop->begin) * 1000;
  const AisleFusionPerson *persons =
      aisle_fusion_update (shop->fusion, pts / (double) SECOND, &n);
  collect_tracks (shop, persons, n);
  if (shop->listener.on_floor)
    show_floor (shop, pts);
  tell (shop, aisle_footfall_update (shop->floor, pts, (const AisleTrack *) shop->tracks->data,
                                     shop->tracks->len, FALSE));
}

/* Frames of the floor that lie before @time. After a long silence of all cameras only the last
 * few: nobody is there any more. */
static void
advance (AisleShop *shop, gint64 time)
{
  if (shop->begin == 0) {
    shop->begin = shop->tick = time;
    aisle_footfall_set_epoch (shop->floor, time, FALSE);
    return;
  }
  const gint64 most = 10 * G_USEC_PER_SEC;
  if (time - shop->tick > 2 * most) {
    advance (shop, shop->tick + most);
    shop->tick += (time - most - shop->tick) / TICK * TICK;
  }
  for (; shop->tick + TICK < time; count_floor (shop))
    shop->tick += TICK;
}

/* --- cameras ----------------------------------------------------------------- */

/* Metres by which the place of a person on the floor is uncertain; −1: there is no floor. */
static double
deviation_of (const AisleFootfall *footfall, const AisleVectors *frame, const AisleVector *vector,
              const AisleFootfallState *state)
{
  const AisleGround *ground = aisle_footfall_get_ground (footfall);
  double step = FEET_DEVIATION * vector->box.h / MAX (frame->height, 1);
  AislePoint above = { state->x, state->y - step };
  AislePoint feet = { state->x, state->y };
  double metres = ground ? aisle_ground_distance (ground, feet, above) : -1;
  return metres >= 0 ? hypot (FLOOR_DEVIATION, metres) : -1;
}

static void
collect_views (AisleShop *shop, const AisleFootfall *footfall, const AisleVectors *frame)
{
  g_array_set_size (shop->views, 0);
  for (guint i = 0; i < frame->vectors->len; i++) {
    const AisleVector *vector = &g_array_index (frame->vectors, AisleVector, i);
    AisleFootfallState state;
    if (vector->coasting || vector->ended
        || !aisle_footfall_get_track (footfall, vector->track, &state) || !state.on_floor)
      continue;
    const AisleFusionView view = { state.track, state.floor,
                                   deviation_of (footfall, frame, vector, &state) };
    g_array_append_val (shop->views, view);
  }
}

static void
count_camera (AisleShop *shop, Camera *camera, const AisleVectors *frame)
{
  tell (shop, aisle_recount_frame (camera->footfall, frame));
  camera->pts = frame->pts;
}

void
aisle_shop_take (AisleShop *shop, guint index, const AisleVectors *frame)
{
  Camera *camera = &shop->cameras[index];
  gint64 time = aisle_shop_time (frame);
  advance (shop, time);
  count_camera (shop, camera, frame);
  collect_views (shop, camera->footfall, frame);
  aisle_fusion_add (shop->fusion, index, (time - shop->begin) / (double) G_USEC_PER_SEC,
                    (const AisleFusionView *) shop->views->data, shop->views->len);
}

void
aisle_shop_finish (AisleShop *shop)
{
  for (guint i = 0; i < shop->file->n_cameras; i++)
    tell (shop, aisle_footfall_finish (shop->cameras[i].footfall, shop->cameras[i].pts));
  if (shop->begin == 0)
    return;
  shop->tick += TICK;
  count_floor (shop);
  tell (shop, aisle_footfall_finish (shop->floor, (shop->tick - shop->begin) * 1000));
}
