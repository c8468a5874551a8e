"""Builds the wheel, installs it into an empty environment, and asks the server that starts from it.

In: the repository around this file, the packages of its .venv (build, hatchling), the package index.
Out: one line and exit code 0, or a line that says what failed and exit code 1. Nothing is left behind.
Does not know: what the engine can do beyond one add and one query.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 30.0
STOP_SECONDS = 15.0
SCHEMA = "type Film { id: ID! title: String! @search(by: [exact]) }\n"
ADD = 'mutation { addFilm(input: [{title: "Metropolis"}]) { numUids } }'
QUERY = '{ queryFilm(filter: {title: {eq: "Metropolis"}}) { title } }'
FILMS = [{"title": "Metropolis"}]


class CheckError(Exception):
    """What is wrong with the wheel."""


def main() -> int:
    """Run the check; the exit code says how it went."""
    with tempfile.TemporaryDirectory(prefix="graphwright-wheel-") as name:
        folder = Path(name)
        try:
            wheel = build_wheel(folder)
            python = install(wheel, folder)
            with running_server(python.with_name("graphwright"), folder) as port:
                ask(port)
        except CheckError as error:
            print(f"wheel check: {error}", file=sys.stderr)
            return 1
    print(f"wheel check: {wheel.name} installs, starts and answers")
    return 0


def build_wheel(folder: Path) -> Path:
    """The wheel, built without the network by the locked build backend."""
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT))
    (wheel,) = folder.glob("*.whl")
    return wheel


def install(wheel: Path, folder: Path) -> Path:
    """The interpreter of a new environment that holds the wheel and what its own metadata asks for."""
    environment = folder / "environment"
    run(sys.executable, "-m", "venv", str(environment))
    python = environment / "bin" / "python"
    constraints = folder / "constraints.txt"
    constraints.write_text(locked_versions(), encoding="utf-8")
    words = ["install", "--quiet", "--constraint", str(constraints), str(wheel)]
    uv = shutil.which("uv", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
    # As in ./dev: uv first because it is faster, pip last because it knows settings that uv does not read.
    by_uv = uv and subprocess.run([uv, "pip", *words, "--python", str(python)], check=False, capture_output=True)
    if not by_uv or by_uv.returncode:
        run(str(python), "-m", "pip", "--disable-pip-version-check", *words)
    return python


def locked_versions() -> str:
    """The lock without its hashes: the wheel names its packages, the lock only their versions."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return "".join(f"{line}\n" for line in re.findall(r"^([\w.-]+==[^\\\n]*)", lock, flags=re.MULTILINE))


def run(*words: str) -> None:
    """Run a command; what it said is shown only if it fails."""
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CheckError(f"{' '.join(words)} failed\n{done.stdout}{done.stderr}")


@contextmanager
def running_server(program: Path, folder: Path) -> Iterator[int]:
    """The port of a server started in an empty folder, which must end by itself when told to."""
    home = folder / "home"
    home.mkdir()
    (home / "schema.graphql").write_text(SCHEMA, encoding="utf-8")
    port = free_port()
    words = [str(program), "serve", "--store", "films.db", "--schema", "schema.graphql", "--port", str(port)]
    with (folder / "server.log").open("w+", encoding="utf-8") as log:
        server = subprocess.Popen(words, cwd=home, env=clean_environment(), stdout=log, stderr=subprocess.STDOUT)
        try:
            wait_until_healthy(server, port)
            yield port
            stop(server)
        except CheckError as error:
            log.seek(0)
            raise CheckError(f"{error}; the server said:\n{log.read()}") from error
        finally:
            server.kill()
            server.wait()


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def clean_environment() -> Mapping[str, str]:
    """The environment without what would let the server find this repository or other settings."""
    foreign = ("GRAPHWRIGHT_", "PYTHON", "VIRTUAL_ENV")
    return {name: value for name, value in os.environ.items() if not name.startswith(foreign)}


def wait_until_healthy(server: subprocess.Popen[bytes], port: int) -> None:
    """Return once /health answers 200."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise CheckError(f"the server ended with exit code {server.returncode}")
        try:
            if request(port, "GET", "/health")[0] == http.client.OK:
                return
        except OSError:
            time.sleep(0.05)
    raise CheckError(f"/health did not answer 200 within {START_SECONDS:.0f} s")


def ask(port: int) -> None:
    """One add and one query over GraphQL."""
    for text, expected in ((ADD, {"addFilm": {"numUids": 1}}), (QUERY, {"queryFilm": FILMS})):
        status, body = request(port, "POST", "/graphql", json.dumps({"query": text}))
        if status != http.client.OK or json.loads(body).get("data") != expected:
            raise CheckError(f"{text} was answered {status} {body.decode(errors='replace')}")


def request(port: int, method: str, path: str, body: str | None = None) -> tuple[int, bytes]:
    """Status and body of one request, straight to the server whatever proxy is set."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(method, path, body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def stop(server: subprocess.Popen[bytes]) -> None:
    """Ask the server to end, as a service manager does."""
    server.send_signal(signal.SIGTERM)
    try:
        code = server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        raise CheckError(f"the server did not end within {STOP_SECONDS:.0f} s of SIGTERM") from None
    if code != 0:
        raise CheckError(f"the server ended with exit code {code} after SIGTERM")


if __name__ == "__main__":
    sys.exit(main())
