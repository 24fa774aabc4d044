"""What is proved of a frozen set, of a report, or of a release, and in which words. Works offline and free of Django."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from goldenthread.core.errors import Refused
from goldenthread.figures import carried, chain, erasing, frozen, manifest, release_file

NOT_PROVED = (
    "The set carries no hash of its manifest: who made it, when and from what, and its Board and year, are not proved."
)
GIVE_THE_SET = "The figures themselves are not proved: give that set with --frozen, to compute them again."


@dataclass(frozen=True)
class Proof:
    """What does not hold (`problems`), what does in words (`good`), and what was not proved."""

    seal: str
    problems: list[str]
    good: str
    unproved: str = ""
    is_loose: bool = False
    """Whether nothing was computed again: it holds together, and no more is known."""

    @property
    def said(self) -> list[str]:
        """The lines that a person reads."""
        return self.problems or [self.good, *([self.unproved] if self.unproved else [])]


def of(path: Path, *, frozen_folder: Path | None = None, before: Path | None = None) -> Proof:
    """Prove whatever stands at a path: a frozen set's folder, a report in any of its forms, or a release's file.

    Raises:
        Refused: nothing is there, it is none of these, or what was given beside it does not go with it.
    """
    if not path.exists():
        raise Refused(f"There is nothing at {path}. Give a frozen set's folder, a report, or a release.")
    if path.is_dir():
        if frozen_folder is not None:
            raise Refused("--frozen goes with a report or a release. For a frozen set, give --before or nothing.")
        return _of_set(path, before)
    if before is not None:
        raise Refused("--before goes with a frozen set. For a report or a release, give --frozen or nothing.")
    return _of_release(path, frozen_folder) if path.suffix.lower() == ".json" else _of_report(path, frozen_folder)


def _of_set(folder: Path, before: Path | None) -> Proof:
    told = frozen.manifest_of(folder)
    found, seal = frozen.problems(folder), str(told.get("seal"))
    if before is not None and not found:
        found = erasing.problems_against(folder, before)
    replaced = "".join(f"\nIt replaces {one}" for one in (chain.seals(told) if not found else []))
    return Proof(seal, found, f"Unchanged. Seal {seal}{replaced}", "" if frozen.HASH in told else NOT_PROVED)


def _of_report(path: Path, folder: Path | None) -> Proof:
    told, printed = carried.read(path)
    found, seal, many = manifest.problems(told, folder, printed), str(told["snapshot"]), len(told["figures"])
    if folder is None:
        good = f"It holds together: {many} figures, said to be from the frozen set {seal}."
        return Proof(seal, found, good, GIVE_THE_SET, is_loose=True)
    good = (
        f"Unchanged: {many} figures from the frozen set {seal}; computed again from the frozen set, each is the same.\n"
        "They are those that the report carries with it. A number that was typed over in its text would not show here."
    )
    return Proof(seal, found, good, _of_manifest(folder))


def _of_release(path: Path, folder: Path | None) -> Proof:
    contents = release_file.read(path)
    seal, name = str(contents["snapshot"]["sha256"]), release_file.hash_of(contents)
    if folder is None:
        good = f"Written as releases are. Its hash is {name}: compare it with the one that the Board shows."
        return Proof(seal, [], good, GIVE_THE_SET, is_loose=True)
    good = f"Made again from the frozen set {seal}, byte for byte. Its hash is {name}"
    return Proof(seal, release_file.problems(contents, folder), good, _of_manifest(folder))


def _of_manifest(folder: Path) -> str:
    return "" if frozen.HASH in frozen.manifest_of(folder) else NOT_PROVED
