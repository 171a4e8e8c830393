"""What the tests of the intake share."""

import pytest
from hypothesis import settings

from fadu.codebook import Codebook, read_codebook
from fadu.files import bundled

# The first example pays for reading the codebook; a shared machine is not always quick.
settings.register_profile("intake", deadline=None)
settings.load_profile("intake")


@pytest.fixture(scope="session")
def codebook() -> Codebook:
    return read_codebook(bundled("data") / "codebook")
