"""The program's version. Does not know: anything."""

from typing import Final

__version__: Final = "0.1.0"
"""As in pyproject.toml; a test compares the two."""
