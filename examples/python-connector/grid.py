"""What was last asked for, unit by unit, so that everything can be sent again. One JSON file."""

import json
import os

from capacity_body import key_of


def values_of(record):
    """What a record says; a figure that was looked at again and is the same has only another date."""
    return {name: value for name, value in record.items() if name != "capacityUpdateDate"}


class Grid:
    def __init__(self, state_dir):
        self._file = os.path.join(state_dir, "grid.json")
        try:
            with open(self._file, encoding="utf-8") as file:
                self._units = json.load(file)
        except FileNotFoundError:
            self._units = {}

    def keep(self, unit, upsert, remove):
        entry = self._units.setdefault(unit["identifier"], {"unit": unit, "records": {}})
        for record in upsert:
            entry["records"][key_of(record)] = record
        for record in upsert + remove:
            # Until the ROR has answered, nobody knows what it holds.
            entry.setdefault("accepted", {}).pop(key_of(record), None)
        for record in remove:
            entry["records"].pop(key_of(record), None)
        self._write()

    def accept(self, unit, record):
        """The ROR took this record."""
        entry = self._units[unit["identifier"]]
        if key_of(record) in entry["records"]:
            entry["accepted"][key_of(record)] = values_of(record)
            self._write()

    def was_accepted(self, unit, record):
        entry = self._units.get(unit["identifier"], {})
        return entry.get("accepted", {}).get(key_of(record)) == values_of(record)

    def _write(self):
        # Written aside, then renamed: a crash never leaves half a file.
        with open(self._file + ".new", "w", encoding="utf-8") as file:
            json.dump(self._units, file)
        os.replace(self._file + ".new", self._file)

    def everything(self, id_nat_struct):
        return [
            (entry["unit"], list(entry["records"].values()), [])
            for entry in self._units.values()
            if entry["unit"]["establishment"]["idNatStruct"] == id_nat_struct
        ]
