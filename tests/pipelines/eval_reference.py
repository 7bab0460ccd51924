# SPDX-License-Identifier: MIT
"""The measures of tracks by the book: every matching is tried, nothing is clever. For small cases.

A sequence is a list of frames; a frame is (truth, found), each a dict {id: (x, y, w, h)}."""
import itertools
import math


def iou(a, b):
    w = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
    h = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    both = max(w, 0) * max(h, 0)
    return both / (a[2] * a[3] + b[2] * b[3] - both) if both else 0


def matchings(left, right):
    """Every way to pair some of `left` with some of `right`."""
    if not left:
        yield []
        return
    yield from matchings(left[1:], right)
    for other in right:
        rest = [r for r in right if r != other]
        for pairs in matchings(left[1:], rest):
            yield [(left[0], other)] + pairs


def clear(frames):
    """MOTA, MOTP (mean IoU), switches, fragmentations."""
    last, lost = {}, {}
    misses = false = switches = fragments = n_truth = 0
    overlaps = []
    for truth, found in frames:
        pairs = {}
        for person in truth:
            track = last.get(person)
            if track in found and track not in pairs.values() \
                    and iou(truth[person], found[track]) >= 0.5:
                pairs[person] = track
        people = [p for p in truth if p not in pairs]
        tracks = [t for t in found if t not in pairs.values()]
        allowed = [m for m in matchings(people, tracks)
                   if all(iou(truth[p], found[t]) >= 0.5 for p, t in m)]
        pairs.update(min(allowed, key=lambda m: (
            -len(m), sum(1 - iou(truth[p], found[t]) for p, t in m))))
        n_truth += len(truth)
        misses += len(truth) - len(pairs)
        false += len(found) - len(pairs)
        for person in truth:
            if person not in pairs:
                lost[person] = person in last
                continue
            overlaps.append(iou(truth[person], found[pairs[person]]))
            switches += last.get(person, pairs[person]) != pairs[person]
            fragments += lost.get(person, False)
            last[person], lost[person] = pairs[person], False
    motp = sum(overlaps) / len(overlaps) if overlaps else 0
    return 1 - (misses + false + switches) / n_truth, motp, switches, fragments


def ids_of(frames, side):
    return sorted({i for frame in frames for i in frame[side]})


def identity(frames):
    """IDF1."""
    together = {(p, t): sum(p in truth and t in found and iou(truth[p], found[t]) >= 0.5
                            for truth, found in frames)
                for p in ids_of(frames, 0) for t in ids_of(frames, 1)}
    right = max(sum(together[pair] for pair in m)
                for m in matchings(ids_of(frames, 0), ids_of(frames, 1)))
    return 2 * right / sum(len(truth) + len(found) for truth, found in frames)


def alignment(frames):
    """How well each track goes with each person, 0 to 1."""
    result = {}
    for p, t in itertools.product(ids_of(frames, 0), ids_of(frames, 1)):
        shares = 0
        for truth, found in frames:
            if p in truth and t in found and iou(truth[p], found[t]) > 0:
                overlap = iou(truth[p], found[t])
                shares += overlap / (sum(iou(truth[p], b) for b in found.values())
                                     + sum(iou(a, found[t]) for a in truth.values()) - overlap)
        boxes = sum((p in truth) + (t in found) for truth, found in frames)
        result[p, t] = shares / (boxes - shares)
    return result


def hota(frames):
    """HOTA, DetA, AssA: means over the alphas."""
    aligned, matches = alignment(frames), []
    for truth, found in frames:
        best = max(matchings(list(truth), list(found)), key=lambda m: sum(
            aligned[p, t] * iou(truth[p], found[t]) for p, t in m))
        matches += [(p, t, iou(truth[p], found[t])) for p, t in best]
    n_boxes = sum(len(truth) + len(found) for truth, found in frames)
    scores = []
    for k in range(1, 20):
        pairs = [(p, t) for p, t, overlap in matches if overlap >= k / 20]
        of_ids = [(pairs.count(pair),
                   sum((pair[0] in truth) + (pair[1] in found) for truth, found in frames))
                  for pair in pairs]
        association = sum(n / (all_ - n) for n, all_ in of_ids) / max(1, len(pairs))
        detection = len(pairs) / (n_boxes - len(pairs))
        scores.append((math.sqrt(detection * association), detection, association))
    return tuple(sum(column) / len(scores) for column in zip(*scores))
