"""Measure both judgements of text, SMART and the privacy guard, on labelled material.

    python benchmarks/quality.py                                   the small sets of this repository
    python benchmarks/quality.py --smart rows.yaml --privacy lines.jsonl

What a row and a line hold is told in `quality_smart.py` and `quality_privacy.py`.
"""

import argparse
from pathlib import Path

import quality_privacy
import quality_smart
from ruamel.yaml.error import YAMLError


def main() -> None:
    """Print both tables as Markdown."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--smart", type=Path, default=quality_smart.OWN, metavar="FILE")
    parser.add_argument("--privacy", type=Path, default=quality_privacy.OWN, metavar="FILE")
    chosen = parser.parse_args()
    for title, module, file in (
        ("SMART", quality_smart, chosen.smart),
        ("Privacy guard", quality_privacy, chosen.privacy),
    ):
        print(f"# {title}\n")
        if file == module.OWN:
            print("On the set with which it was made: these figures flatter it.\n")
        try:
            print(f"{module.table(file)}\n")
        except (OSError, ValueError, KeyError, TypeError, YAMLError) as error:
            parser.error(f"{file} is no labelled file: {type(error).__name__}")


if __name__ == "__main__":
    main()
