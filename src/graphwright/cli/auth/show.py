"""`graphwright auth show`: the settings of `graphwright auth set`, without their keys."""

from __future__ import annotations

from graphwright.cli.options import StoreFlag, settings_from
from graphwright.cli.stores import opened


def show(store: StoreFlag = None) -> None:
    """Show how tokens are read; verification keys are masked."""
    settings = settings_from(store=store).settings
    with opened(settings.store, must_exist=True) as database:
        from graphwright.admin.authorization import shown_settings  # noqa: PLC0415 -- --help does without

        shown = shown_settings(database)
    print(shown or "nothing is set apart: the schema's # Dgraph.Authorization is in force, if it has one")
