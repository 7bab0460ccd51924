// SPDX-License-Identifier: MIT
// The figures of a recount, by the formulae of `aisle eval`, and the report that holds them.
'use strict';

const recount = {
  DIRECTIONS: ['in', 'out'],
  // Seconds between a crossing and the key that was pressed for it.
  TOLERANCE: 2,

  // 1 - |error| / truth, never below 0. With nothing to count: 1 without an error, else 0.
  accuracy(truth, error) {
    return truth === 0 ? Number(error === 0) : Math.max(0, 1 - error / truth);
  },

  // As many pairs of times as possible, and among those the closest. Pairs never cross, because
  // two that do can be swapped without getting worse. Returns [index in a, index in b].
  match(a, b, tolerance) {
    const best = [Array(b.length + 1).fill({pairs: 0, cost: 0})];
    const better = (x, y) =>
      x.pairs > y.pairs || (x.pairs === y.pairs && x.cost < y.cost) ? x : y;
    for (let i = 1; i <= a.length; i++) {
      best[i] = [{pairs: 0, cost: 0}];
      for (let j = 1; j <= b.length; j++) {
        const off = Math.abs(a[i - 1] - b[j - 1]), before = best[i - 1][j - 1];
        best[i][j] = better(best[i][j - 1], best[i - 1][j]);
        if (off <= tolerance + 1e-6)
          best[i][j] = better(best[i][j], {pairs: before.pairs + 1, cost: before.cost + off,
                                           paired: true});
      }
    }
    const pairs = [];
    for (let i = a.length, j = b.length; i > 0 && j > 0;) {
      const here = best[i][j];
      if (here === best[i][j - 1]) j--;
      else if (here === best[i - 1][j]) i--;
      else pairs.unshift([--i, --j]);
    }
    return pairs;
  },

  // The crossings of one direction, by time.
  times(crossings, direction) {
    return crossings.filter(c => c.direction === direction).map(c => c.time).sort((x, y) => x - y);
  },

  // Which crossings the camera found, missed and made up. Times in seconds.
  compare(hand, ours) {
    const found = {right: 0, wrong: [], missed: []};
    for (const direction of this.DIRECTIONS) {
      const a = this.times(hand, direction), b = this.times(ours, direction);
      const pairs = this.match(a, b, this.TOLERANCE);
      const inA = new Set(pairs.map(p => p[0])), inB = new Set(pairs.map(p => p[1]));
      found.right += pairs.length;
      a.forEach((time, i) => inA.has(i) || found.missed.push({time, direction}));
      b.forEach((time, i) => inB.has(i) || found.wrong.push({time, direction}));
    }
    return found;
  },

  counts(hand, ours) {
    const counts = {}, both = {hand: 0, ours: 0, error: 0};
    for (const direction of this.DIRECTIONS) {
      const a = this.times(hand, direction).length, b = this.times(ours, direction).length;
      const error = Math.abs(a - b);
      counts[direction] = {hand: a, ours: b, error, accuracy: this.accuracy(a, error)};
      both.hand += a;
      both.ours += b;
      both.error += error;
    }
    counts.both = {...both, accuracy: this.accuracy(both.hand, both.error)};
    return counts;
  },

  events(hand, ours) {
    const {right, wrong, missed} = this.compare(hand, ours);
    const precision = right + wrong.length ? right / (right + wrong.length)
      : Number(missed.length === 0);
    const recall = right + missed.length ? right / (right + missed.length) : 1;
    const f1 = precision + recall ? 2 * precision * recall / (precision + recall) : 0;
    return {tolerance: this.TOLERANCE, right, wrong: wrong.length, missed: missed.length,
            precision, recall, f1};
  },

  // data: what the page holds. hand: the crossings counted by hand, times in seconds from its
  // start. made: a Date.
  report(data, hand, counter, made) {
    const stamp = seconds => new Date(data.start + Math.round(seconds * 1000)).toISOString();
    const list = crossings => [...crossings].sort((x, y) => x.time - y.time)
      .map(c => ({...c, time: stamp(c.time)}));
    return {
      schema: 'aisle.audit/1', camera: data.camera, line: data.line,
      from: stamp(0), to: stamp(data.seconds), without_frames: data.without_frames,
      counter, made: made.toISOString(),
      counts: this.counts(hand, data.ours), events: this.events(hand, data.ours),
      hand: list(hand), ours: list(data.ours), files: data.files,
    };
  },
};

if (typeof module !== 'undefined')
  module.exports = recount;
