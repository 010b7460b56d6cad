"""`make fuzz`: each target of fuzzing.py for its share of FUZZ_SECONDS, with samples never tried.

What fails is made as small as it goes, shown, and left in build/fuzz.json; mended, it goes to
corpus.json. FUZZ_TARGETS names some of the targets. Where atheris is installed, FUZZ_ATHERIS=1
lets it look for what no sample has reached yet.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from random import SystemRandom
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

from running import ROOT

SECONDS = float(os.environ.get("FUZZ_SECONDS", "60"))
LEFT = ROOT / "build" / "fuzz.json"
AT_ONCE = 50
"""How many samples are tried between two looks at the clock."""


def trial(name: str, tried: list[Any], number: int) -> Callable[[], None]:
    """A test of a target, that notes each sample."""
    from fuzzing import TARGETS

    target = TARGETS[name]

    @seed(number)
    @settings(
        max_examples=AT_ONCE,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(target.samples)
    def test(sample: tuple[Any, ...]) -> None:
        tried.append(sample)
        target.holds(*sample)

    return test


def searched(name: str, seconds: float) -> tuple[int, str | None, Any]:
    """How many samples were tried; what failed, if something did, and with which."""
    end, tried = monotonic() + seconds, list[Any]()
    count = 0
    while monotonic() < end:
        tried.clear()
        try:
            trial(name, tried, SystemRandom().getrandbits(32))()
        except Exception as fault:  # noqa: BLE001, whatever it sets off
            return count + len(tried), f"{type(fault).__name__}: {fault}", tried[-1]
        count += len(tried)
    return count, None, None


def by_atheris(name: str, seconds: float) -> None:
    """Let atheris steer a target by what it reaches; it ends the process."""
    atheris = import_module("atheris")
    with atheris.instrument_imports(include=["hscb_pm"]):
        import_module("fuzzing")
    steered = trial(name, [], 0).hypothesis.fuzz_one_input  # type: ignore[attr-defined]
    with TemporaryDirectory() as begun:
        for number in range(AT_ONCE):  # shorter ones are no samples
            Path(begun, str(number)).write_bytes(os.urandom(1024))
        options = (f"-max_total_time={seconds:.0f}", "-len_control=0", "-verbosity=0")
        atheris.Setup([sys.argv[0], *options, begun], steered)
        atheris.Fuzz()


def main() -> int:
    """Try every target; 1 if something failed."""
    from fuzzing import TARGETS

    names = os.environ.get("FUZZ_TARGETS", " ".join(TARGETS)).split()
    failed: dict[str, dict[str, Any]] = {}
    for name in names:
        if os.environ.get("FUZZ_ATHERIS") == "1":
            command = [sys.executable, __file__, name, str(SECONDS / len(names))]
            ran = subprocess.run(command, check=False)
            print(f"{name}: {'as it should be' if ran.returncode == 0 else 'fails, see above'}")
            if ran.returncode:
                failed[name] = {}
            continue
        count, fault, sample = searched(name, SECONDS / len(names))
        print(f"{name}: {count} samples, {fault or 'each as it should be'}", flush=True)
        if fault:
            failed[name] = {fault[:200]: sample}
            print(f"  {sample!r}"[:2000])
    if failed:
        LEFT.parent.mkdir(exist_ok=True)
        LEFT.write_text(json.dumps(failed, indent=1), encoding="utf-8")
        print(f"Left in {LEFT}")
    return bool(failed)


if __name__ == "__main__":
    if sys.argv[1:]:
        by_atheris(sys.argv[1], float(sys.argv[2]))
    sys.exit(main())
