"""Reads a calendar from standard input and prints its events as JSON, in universal time: with a library that is not ours."""
import datetime
import json
import sys

from icalendar import Calendar

calendar = Calendar.from_ical(sys.stdin.buffer.read())
utc = lambda time: time.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")
print(json.dumps({
    "errors": [e for event in calendar.walk("VEVENT") for e in event.errors],
    "zones": [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")],
    "events": [
        {
            "uid": str(event["UID"]),
            "sequence": int(event["SEQUENCE"]),
            "status": str(event["STATUS"]),
            "title": str(event["SUMMARY"]),
            "start": utc(event.decoded("DTSTART")),
            "end": utc(event.decoded("DTEND")),
            "stamp": utc(event.decoded("DTSTAMP")),
        }
        for event in calendar.walk("VEVENT")
    ],
}))
