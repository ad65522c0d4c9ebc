#!/usr/bin/env python3
"""A connector for the capacity feed of the national ROR, in Python with its standard library.

One stimulus a line on stdin, one result a line on stdout. Exit status: 0 done, 10 not taken by the ROR and reported on
stderr, 11 nothing to send. Start reading at main(); then feed.py.
"""

import json
import os
import sys

from feed import Feed
from grid import Grid

EXIT_STATUS = {"done": 0, "refused": 10, "nothing": 11}


def work_for(stimulus, grid):
    """What has to be sent: a list of (unit, records to set, records to remove)."""
    kind = stimulus["kind"]
    establishment = stimulus["establishment"]
    if kind == "resend-all":
        return grid.everything(establishment["idNatStruct"])
    if stimulus["location"] is None:
        return []
    unit = {**stimulus["location"], "establishment": establishment}
    if kind == "report-capacity":
        # What the ROR took last and did not change since is not sent again; resend-all sends it all the same.
        return [(unit, [one for one in stimulus["records"] if not grid.was_accepted(unit, one)], [])]
    if kind == "remove-capacity":
        return [(unit, [], stimulus["records"])]
    return []  # read-back is for consumers


def obey(stimulus, feed, grid):
    work = work_for(stimulus, grid)
    if not any(upsert or remove for _, upsert, remove in work):
        return "nothing"
    result = "done"
    for unit, upsert, remove in work:
        grid.keep(unit, upsert, remove)
        for problem in feed.send(unit, upsert, remove, lambda record: grid.accept(unit, record)):
            result = "refused"
            # A real product would also raise an alert here: somebody must see it.
            print(f"NOT SENT: {problem}", file=sys.stderr)
    return result


def main():
    with open(os.environ["ROR_CONFIG_FILE"], encoding="utf-8") as file:
        world = json.load(file)
    feed = Feed(world)
    grid = Grid(world["stateDir"])
    last = "nothing"
    for line in sys.stdin.buffer:
        if not line.strip():
            continue
        stimulus = json.loads(line.decode("utf-8"))
        if stimulus["contract"] != 1:
            raise SystemExit(f"this connector speaks contract 1, not {stimulus['contract']}")
        last = obey(stimulus, feed, grid)
        print(json.dumps({"id": stimulus["id"], "result": last}), flush=True)
    sys.exit(EXIT_STATUS[last])


if __name__ == "__main__":
    main()
