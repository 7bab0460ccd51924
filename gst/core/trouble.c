/* SPDX-License-Identifier: MIT */
/** @file trouble.c What may be wrong with the input of the counting. */
#include "gst/core/trouble.h"

const char *
aisle_trouble_sentence (AisleTrouble trouble)
{
  switch (trouble) {
  case AISLE_TROUBLE_TIME_BACK:
    return "The stream's time went back: everybody in view is lost, counting goes on.";
  case AISLE_TROUBLE_CLOCK:
    return "The clock was set: no time is told twice, what was not told yet has the new time.";
  case AISLE_TROUBLE_DUPLICATE:
    return "A frame has two boxes of one track: the first one counts.";
  case AISLE_TROUBLE_BOX:
    return "A box has no size or is not a number: it moves nobody.";
  case AISLE_TROUBLE_OUTSIDE:
    return "A box is far outside of the frame: it moves nobody.";
  case AISLE_TROUBLE_REPEATED:
    return "The stream was counted before the restart: it is passed over up to where it was.";
  }
  return NULL;
}
