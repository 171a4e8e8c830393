"""Coverage-guided fuzzing of the intake: ``python tests/fuzz/fuzz_intake.py [libFuzzer options]``.

Needs ``pip install atheris``, which is no dependency of the package.  For ten minutes from the
seeds: ``python tests/fuzz/fuzz_intake.py -max_total_time=600 found/ tests/fuzz/seeds``.  What it
finds becomes a file of ``tests/fuzz/seeds``, which the tests read.
"""

import sys

import atheris

with atheris.instrument_imports(include=["fadu.intake"]):
    from target import check, codebook


def one_input(data: bytes) -> None:
    """Read the bytes as a text and check its laws."""
    check(data.decode("utf-8", errors="replace"))


if __name__ == "__main__":
    codebook()
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
