"""A verifier of the trail that owes the program nothing: written from docs/reference/trail.md, on Python's own library.

goldenthread trail export --out trail.jsonl && python tests/independent_verifier.py trail.jsonl [checkpoint.json]

Prints what is wrong, one thing a line, and exits 1 where anything is.
"""

import hashlib
import json
import sys
from pathlib import Path

COVERED = [
    "form",
    "id",
    "chain",
    "number",
    "previous",
    "at",
    "by_kind",
    "by_name",
    "by_user_id",
    "second_name",
    "second_user_id",
    "verb",
    "subject_kind",
    "subject_id",
    "before",
    "after",
    "why",
]
BEGINNING = "0" * 64


def digest(entry):
    """SHA-256 of the entry's JSON: keys in order, no spaces, UTF-8; the hash itself left out."""
    said = {name: entry[name] for name in COVERED}
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def read(lines):
    """Entries by chain, in the order of their numbers, and heads by chain."""
    entries, heads = {}, {}
    for line in lines:
        said = json.loads(line)
        if "entry" in said:
            entry = said["entry"]
            entries.setdefault(entry["chain"], []).append(entry)
        else:
            heads[said["head"]["chain"]] = said["head"]
    for chain in entries.values():
        chain.sort(key=lambda entry: entry["number"])
    return entries, heads


def is_as_written(entry):
    return set(entry) == {*COVERED, "hash"} and entry["form"] == 1 and digest(entry) == entry["hash"]


def faults(entries, head):
    """What is wrong with one chain: pairs of an entry's number and words."""
    found, last, link = [], 0, BEGINNING
    for entry in entries:
        number = entry["number"]
        if number != last + 1:
            found.append((last + 1, f"entries {last + 1} to {number - 1} are missing"))
        elif entry.get("previous") != link:
            found.append((number, "does not follow the entry before it"))
        if not is_as_written(entry):
            found.append((number, "does not say what it said"))
        last, link = number, entry.get("hash")
    if head is None:
        found.append((last, "the chain has no head"))
    elif head["number"] != last:
        found.append((min(last, head["number"]) + 1, f"the head says {head['number']} entries, the last is {last}"))
    elif head["hash"] != link:
        found.append((last, "is not the entry the head names"))
    return found


def broken_promises(entries, checkpoint):
    """What a checkpoint holds that the chains no longer do. Its seal is for the installation to check."""
    for mark in checkpoint["chains"]:
        held = {entry["number"]: entry.get("hash") for entry in entries.get(mark["chain"], ())}
        if held.get(mark["number"]) != mark["hash"]:
            yield mark["chain"], mark["number"], "is not the entry the checkpoint holds"


def verify(lines, checkpoint=None):
    """Everything that is wrong: chain, number, words."""
    entries, heads = read(lines)
    found = [
        (chain, number, words)
        for chain in sorted({*entries, *heads})
        for number, words in faults(entries.get(chain, []), heads.get(chain))
    ]
    return found + list(broken_promises(entries, checkpoint) if checkpoint else ())


def main():
    trail, *sealed = [Path(name).read_text(encoding="utf-8") for name in sys.argv[1:3]]
    found = verify(trail.splitlines(), json.loads(sealed[0]) if sealed else None)
    for chain, number, words in found:
        print(f"{chain} {number}: {words}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
