"""Measure both judgements of text, SMART and the privacy guard, on labelled material.

    python benchmarks/quality.py                                   the small sets of this repository
    python benchmarks/quality.py --smart rows.yaml --privacy lines.jsonl

What a row and a line hold is told in `quality_smart.py` and `quality_privacy.py`.
"""

import argparse
from pathlib import Path

import quality_privacy
import quality_smart


def main() -> None:
    """Print both tables as Markdown."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--smart", type=Path, default=quality_smart.OWN, metavar="FILE")
    parser.add_argument("--privacy", type=Path, default=quality_privacy.OWN, metavar="FILE")
    chosen = parser.parse_args()
    print("# SMART\n")
    print(quality_smart.table(chosen.smart))
    print("\n# Privacy guard\n")
    print(quality_privacy.table(chosen.privacy))


if __name__ == "__main__":
    main()
