"""`graphwright version`."""

from __future__ import annotations


def version() -> None:
    """Show the version of Graphwright, Python and SQLite."""
    import platform  # noqa: PLC0415
    from importlib import metadata  # noqa: PLC0415

    print(f"graphwright {metadata.version('graphwright')}")
    print(f"python {platform.python_version()}, apsw {metadata.version('apsw')}")
