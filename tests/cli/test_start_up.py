"""What the command line imports before it knows what to do."""

import subprocess
import sys
from pathlib import Path

import graphwright

PROGRAM = """
import sys, types, importlib.util
# The package itself without its __init__, which is the library's and not the command line's.
package = types.ModuleType("graphwright")
package.__path__ = importlib.util.find_spec("graphwright").submodule_search_locations
sys.modules["graphwright"] = package
sys.argv = ["graphwright", "--help"]
from graphwright.cli import main
try:
    main()
except SystemExit:
    print(*sorted({name.split(".")[0] for name in sys.modules}), file=sys.stderr)
    print(*sorted(name for name in sys.modules if name.startswith("graphwright.")), file=sys.stderr)
"""


def test_help_needs_no_engine_and_no_server() -> None:
    ran = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    libraries, ours = (set(line.split()) for line in ran.stderr.splitlines())
    assert "serve" in ran.stdout
    assert not libraries & {
        "sqlalchemy",
        "graphql",
        "apsw",
        "uvicorn",
        "starlette",
        "rich",
        "structlog",
        "jwt",
        "asyncio",
        "pydantic",
    }
    rooms = {name.split(".")[1] for name in ours}
    assert rooms == {"cli", "config", "errors", "limits", "records"}


SERVED = """
import sys
from pathlib import Path
from graphwright.cli import serving

def served(task):
    database = task.open_database()
    database.graphql("{ queryFilm { title } }")
    database.close()
    print(*sorted(name for name in sys.modules if name.count(".") < 3))

import graphwright.server.processes
graphwright.server.processes.serve = served
sys.argv = ["graphwright", "serve", "--store", sys.argv[1]]
from graphwright.cli import main
main()
"""
LATER = {
    "grpc",  # begins when HTTP answers
    "pydgraph",
    "google.protobuf",
    "typer",
    "pydantic",
    "rich",
    "structlog",
    "httpx",
    "jwt",
    "numpy",
    "shapely",
    "psycopg",
    "prometheus_client",
    "sqlalchemy.dialects.postgresql",
    "graphwright.storage.postgres",
    "graphwright.lang.dql",
    "graphwright.bind.dql",
    "graphwright.transfer",
}


def test_a_server_answers_before_it_imports_what_not_every_request_needs(tmp_path: Path) -> None:
    store = str(tmp_path / "films.db")
    with graphwright.open(store) as database:
        database.alter("type Film { title: String! }")
    ran = subprocess.run([sys.executable, "-c", SERVED, store], capture_output=True, text=True, check=True)
    imported = set(ran.stdout.split())
    assert {"sqlalchemy", "graphql", "uvicorn"} <= imported
    assert not imported & LATER
