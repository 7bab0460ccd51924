/* SPDX-License-Identifier: MIT */
/**
 * @file seeds.h
 * Seeds of scenes. Trackers and counting are developed on the first; figures that are reported, and
 * the peers', come from the second, on which nobody develops.
 */
#pragma once

#define SIM_SEED_DEVELOPMENT 1000
#define SIM_SEED_REPORT 7000
