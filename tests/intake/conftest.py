"""What the tests of the intake share."""

import pytest

from fadu.codebook import Codebook, read_codebook
from fadu.files import bundled


@pytest.fixture(scope="session")
def codebook() -> Codebook:
    return read_codebook(bundled("data") / "codebook")
