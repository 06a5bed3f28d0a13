"""Checks the hash chain of a transcript, and that the check would notice damage. Nothing of Trainscript is used.

Usage: transcript.py EVENTS_JSONL
"""

import hashlib
import json
import sys


def broken_at(lines):
    """The first line that does not follow the one before it; None where all do."""
    previous = "0" * 64
    for number, line in enumerate(lines):
        try:
            event = json.loads(line)
        except ValueError:
            return number
        if event["prev"] != previous or event["seq"] != number:
            return number
        previous = hashlib.sha256(line).hexdigest()
    return None


def damage_unseen(lines):
    """How many of four kinds of damage in the middle go unnoticed: a changed figure, a lost, a doubled and a swapped line."""
    middle = len(lines) // 2
    before, line, after = lines[:middle], lines[middle], lines[middle + 1 :]
    changed = line.replace(b'"seq":', b'"sep":0,"seq":')
    damaged = [before + [changed] + after, before + after, before + [line, line] + after, before + [after[0], line] + after[1:]]
    return sum(broken_at(copy) is None for copy in damaged)


def main(path):
    with open(path, "rb") as file:
        lines = file.read().removesuffix(b"\n").split(b"\n")
    steps = sum(json.loads(line)["kind"] == "step" for line in lines)
    print(json.dumps({"lines": len(lines), "steps": steps, "brokenAt": broken_at(lines), "damageUnseen": damage_unseen(lines)}))


main(*sys.argv[1:])
