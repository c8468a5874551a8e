"""The command line: one file per sub-command, listed in `main.py`.

In: words and settings. Out: text for people, an exit status. The files import what a command needs when it
runs, so that `graphwright --help` is quick. Does not know: HTTP, SQL.
"""

from graphwright.cli.main import main

__all__ = ["main"]
