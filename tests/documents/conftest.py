"""Papers as text: read back from the PDF by another library, and compared with what a human has read."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from pypdf import PdfReader

GOLDEN = Path(__file__).with_name("golden")


def pages(data: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]


@pytest.fixture
def golden():
    """Compare with a golden file; `WRITE_GOLDEN=1 pytest tests/documents` writes them anew, to be read before use."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if os.environ.get("WRITE_GOLDEN"):
            path.write_text(text, encoding="utf-8", newline="")
        with path.open(encoding="utf-8", newline="") as file:
            assert text == file.read()

    return compare
