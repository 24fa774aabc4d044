"""Computing, releasing and telling: figures beside one figure, documents beside gathering them, in the same run."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path


def timed(what: Callable[[], object]) -> float:
    start = time.perf_counter()
    what()
    return time.perf_counter() - start


def say(name: str, seconds: float, baseline: str, base: float) -> None:
    print(f"{name:<46}{seconds:8.2f} s   {seconds / base:6.1f} × {baseline} ({base:.2f} s)")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        os.environ["GOLDENTHREAD_DATA"] = name
        import django

        django.setup()
        from goldenthread.core.periods import Period
        from goldenthread.demo import build
        from goldenthread.figures import disclosure, engine, frozen
        from goldenthread.reports import charts, gather, pdf, standalone, word
        from goldenthread.reports.models import Report

        folder = Path(name)
        build.fill(folder, folder, folder / "out", lambda words: None)
        data = frozen.read(next((folder / "frozen" / "luton" / "2023-24").iterdir()))
        year = Period(2023)
        engine.compute(data, year)
        base = timed(lambda: engine.compute(data, year, ["concerns.received"]))
        every = timed(lambda: engine.compute(data, year))
        say(f"computing {len(engine.definitions())} figures", every, "one figure", base)
        say(
            "releasing them (this year and the one before)",
            timed(lambda: disclosure.release(data, year)),
            "computing",
            every,
        )
        report = Report.objects.get()
        gathered = timed(lambda: gather.document(report))
        document = gather.document(report)
        charts._rendered.cache_clear()  # charts are drawn once a run; the first format pays for them
        html = timed(lambda: standalone.render(document))
        made = timed(lambda: pdf.render(document, {}))
        docx = timed(lambda: word.render(document))
        say("the report as HTML", html, "gathering it", gathered)
        say("the report as PDF", made, "gathering it", gathered)
        say("the report as Word", docx, "gathering it", gathered)
        print(f"{'all three together':<46}{gathered + html + made + docx:8.2f} s   (the aim is under 5 s)")


if __name__ == "__main__":
    sys.exit(main())
