/* SPDX-License-Identifier: MIT */
/** @file traffic.h Who comes into a scene, when, and what they are going to do. */
#pragma once

#include "tests/simulator/scene.h"

/** New arrivals up to the scene's time; at time 0 those who are there from the beginning. */
void sim_traffic_arrive (SimScene *scene);
