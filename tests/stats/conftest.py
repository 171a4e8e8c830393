"""Laws under many inputs: the same inputs in every run, and no clock."""

from hypothesis import settings

settings.register_profile("fixed", deadline=None, derandomize=True)
settings.load_profile("fixed")
