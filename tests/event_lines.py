# SPDX-License-Identifier: MIT
"""Events as they were written: each line that a test reads must fit the schema."""
import functools
import json
import os

import need


@functools.cache
def _validator():
    with open(os.path.join(need.SOURCE, 'gst/core/event.schema.json'), encoding='utf-8') as file:
        return need.module('jsonschema').Draft202012Validator(json.load(file))


def parse(lines):
    """The events of lines of JSON."""
    events = [json.loads(line) for line in lines]
    for event in events:
        _validator().validate(event)
    return events
