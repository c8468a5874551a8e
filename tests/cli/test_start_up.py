"""What the command line imports before it knows what to do."""

import subprocess
import sys

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
    }
    rooms = {name.split(".")[1] for name in ours}
    assert rooms == {"cli", "config", "errors", "limits", "model"}
