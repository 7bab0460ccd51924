# SPDX-License-Identifier: MIT
"""What the buffers of a pipeline carry, read through GObject introspection as applications do."""
import collections

import need

gi = need.module('gi')
for namespace in ('Gst', 'GstAisle', 'GstAnalytics'):
    gi.require_version(namespace, '1.0')
from gi.repository import GLib, Gst, GstAisle, GstAnalytics  # noqa: E402

Gst.init(None)

Object = collections.namedtuple('Object', 'id label x y w h confidence')
Tracking = collections.namedtuple('Tracking', 'id track first_seen last_seen lost')
Metadata = collections.namedtuple(
    'Metadata', 'objects tracking tracks appearances presence lines zones relations')


def _mtds(meta, mtd_type):
    for i in range(GstAnalytics.relation_get_length(meta)):
        found, mtd = meta.get_mtd(i, mtd_type)
        if found:
            yield mtd


def _objects(meta):
    for mtd in _mtds(meta, GstAnalytics.ODMtd.get_mtd_type()):
        _, od = meta.get_od_mtd(mtd.id)
        _, x, y, w, h, confidence = od.get_location()
        label = GLib.quark_to_string(od.get_obj_type())
        yield Object(mtd.id, label, x, y, w, h, confidence)


def _tracking(meta):
    for mtd in _mtds(meta, GstAnalytics.TrackingMtd.get_mtd_type()):
        _, tracking = meta.get_tracking_mtd(mtd.id)
        _, track, first, last, lost = tracking.get_info()
        yield Tracking(mtd.id, track, first, last, lost)


def _structs(meta, mtd_type, get):
    """{id: struct} of one of Aisle's types."""
    result = {}
    for mtd in _mtds(meta, mtd_type):
        found, result[mtd.id] = get(mtd)
        assert found
    return result


def read(buffer):
    """The Metadata of @buffer, None without a relation meta."""
    meta = GstAnalytics.buffer_get_analytics_relation_meta(buffer)
    if meta is None:
        return None
    length = GstAnalytics.relation_get_length(meta)
    relations = {(i, j): meta.get_relation(i, j) for i in range(length) for j in range(length)}
    return Metadata(
        list(_objects(meta)), list(_tracking(meta)),
        _structs(meta, GstAisle.track_mtd_get_mtd_type(), GstAisle.track_mtd_get),
        _structs(meta, GstAisle.appearance_mtd_get_mtd_type(), GstAisle.appearance_mtd_get),
        _structs(meta, GstAisle.presence_mtd_get_mtd_type(), GstAisle.presence_mtd_get),
        _structs(meta, GstAisle.line_mtd_get_mtd_type(), GstAisle.line_mtd_get),
        _structs(meta, GstAisle.zone_mtd_get_mtd_type(), GstAisle.zone_mtd_get),
        {pair: relation for pair, relation in relations.items() if relation})


def _check(bus):
    message = bus.pop_filtered(Gst.MessageType.ERROR)
    if message:
        raise RuntimeError('%s: %s' % (message.src.name, message.parse_error()))


def samples(launch, buffers=()):
    """The samples at the appsink `out` of @launch; @buffers are pushed into its appsrc `in`."""
    pipeline = Gst.parse_launch(launch)
    sink, source = pipeline.get_by_name('out'), pipeline.get_by_name('in')
    sink.set_property('sync', False)
    pipeline.set_state(Gst.State.PLAYING)
    try:
        for buffer in buffers:
            source.emit('push-buffer', buffer)
        if source:
            source.emit('end-of-stream')
        while not sink.get_property('eos'):
            sample = sink.emit('try-pull-sample', 200 * Gst.MSECOND)
            if sample:
                yield sample
            _check(pipeline.get_bus())
        _check(pipeline.get_bus())
    finally:
        pipeline.set_state(Gst.State.NULL)


def picture(pixels, pts=0):
    """A buffer of @pixels, a numpy array of RGB bytes whose rows have a multiple of 4 bytes."""
    assert pixels.shape[1] * 3 % 4 == 0
    buffer = Gst.Buffer.new_wrapped(pixels.tobytes())
    buffer.pts = int(pts * Gst.SECOND)
    return buffer
