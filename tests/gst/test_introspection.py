# SPDX-License-Identifier: MIT
"""The metadata library from Python, through its introspection data."""
import sys
import unittest

try:
    import gi
    for namespace in ('Gst', 'GstAnalytics', 'GstAisle'):
        gi.require_version(namespace, '1.0')
    from gi.repository import Gst, GstAisle, GstAnalytics
except (ImportError, ValueError) as problem:
    print('skipped:', problem)
    sys.exit(77)


class Introspection(unittest.TestCase):
    def setUp(self):
        self.buffer = Gst.Buffer.new()
        self.meta = GstAnalytics.buffer_add_analytics_relation_meta(self.buffer)

    def test_metadata(self):
        added, _ = GstAisle.relation_meta_add_line_mtd(self.meta, 'door', 3, 2, 1, 0)
        self.assertTrue(added)
        added, zone = GstAisle.relation_meta_add_zone_mtd(self.meta, '桌子', 2, 7, 1.5, -1)
        self.assertTrue(added)
        standing = GstAisle.Presence()
        standing.track, standing.x, standing.y = 42, .1, .9
        added, presence = GstAisle.relation_meta_add_presence_mtd(self.meta, standing, 'z')
        self.assertTrue(added)

        found, values = GstAisle.zone_mtd_get(zone)
        self.assertTrue(found)
        self.assertEqual((values.get_name(), values.occupancy, values.visits, values.dwell_mean),
                         ('桌子', 2, 7, 1.5))
        found, values = GstAisle.presence_mtd_get(presence)
        self.assertEqual((values.track, values.x, values.y, values.get_zone()), (42, .1, .9, 'z'))
        added, place = GstAisle.relation_meta_add_occupancy_mtd(self.meta, 'shop', 4)
        found, values = GstAisle.occupancy_mtd_get(place)
        self.assertTrue(added and found)
        self.assertEqual((values.get_name(), values.people), ('shop', 4))
        found, _ = GstAisle.line_mtd_get(zone)
        self.assertFalse(found)

    def test_events(self):
        structure = Gst.Structure.new_empty('aisle-event')
        event = Gst.Event.new_custom(Gst.EventType.CUSTOM_DOWNSTREAM, structure)
        self.assertEqual(GstAisle.event_get_structure(event).get_name(), 'aisle-event')
        self.assertIsNone(GstAisle.event_get_structure(Gst.Event.new_eos()))
        self.assertIsNone(GstAisle.event_structure_to_json(structure))


if __name__ == '__main__':
    Gst.init(None)
    unittest.main()
