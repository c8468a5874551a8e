"""What `import graphwright` offers."""

from pathlib import Path

import graphwright
from graphwright.model.caller import Caller


def test_a_store_is_opened_by_a_path_of_any_kind(tmp_path: Path) -> None:
    path = tmp_path / "films.db"
    for store in (path, str(path)):
        with graphwright.open(store) as database:
            database.alter("type Film { title: String! @id }")
    assert path.is_file()


def test_the_public_names_are_there() -> None:
    assert graphwright.Caller is Caller
    assert all(hasattr(graphwright, name) for name in graphwright.__all__)
    assert not hasattr(graphwright, "caller")
