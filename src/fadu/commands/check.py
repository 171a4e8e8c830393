"""`fadu check`: the schema and the laws, finding by finding."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from fadu.checks import audit
from fadu.commands.panels import announce, chosen, opened, with_extensions
from fadu.errors import DataError


def run(*, data: Path | None, form: str, strict: bool) -> int:
    """Print every error or finding; return 1 for errors, and with `strict` for findings."""
    folder = chosen(data)
    try:
        panel, _ = opened(folder)
    except DataError as error:
        _print_error(str(error), form)
        return 1
    announce(panel)
    with_extensions(folder)
    findings = audit(panel)
    if form == "json":
        listed = [asdict(finding) for finding in findings]
        written = json.dumps(
            {"errors": [], "findings": listed}, ensure_ascii=False, indent=2, default=str
        )
        sys.stdout.write(written + "\n")
    else:
        for finding in findings:
            sys.stdout.write(
                f"{finding.severity}\t{finding.code}\t{finding.sentence_zh}"
                f"\t{finding.sentence_en}\n"
            )
        sys.stderr.write(f"fadu: {len(panel)} figures, 0 errors, {len(findings)} findings\n")
    return 1 if strict and findings else 0


def _print_error(message: str, form: str) -> None:
    if form == "json":
        written = json.dumps(
            {"errors": [message], "findings": []}, ensure_ascii=False, indent=2
        )
        sys.stdout.write(written + "\n")
    else:
        sys.stdout.write(f"error\t{message}\n")
