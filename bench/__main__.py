"""`.venv/bin/python -m bench` (or `./dev bench`): the arguments, one run, its report."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import orjson

from bench.bench import Bench
from bench.groups import GROUPS
from bench.options import Options
from bench.report import print_report, write_markdown
from bench.rounds import Effort
from bench.servers import BenchError

ROOT = Path(__file__).parent.parent


def main() -> int:
    """The exit status: 0; 1 if answers were wrong or differed (not: targets missed); 2 if the bench could not run."""
    arguments = _arguments()
    if arguments.list:
        for group in GROUPS:
            for workload in group.workloads:
                print(f"{group.name:8} {workload.name:20} {workload.kind:8} {workload.title}")
        return 0
    options = Options(
        scale=arguments.scale,
        only=arguments.only,
        effort=Effort(
            seconds=arguments.seconds,
            rounds=arguments.rounds,
            connections=arguments.connections,
            processes=arguments.client_processes,
        ),
        workers=arguments.workers,
        peer=arguments.peer,
        ten_times=arguments.ten_times,
        directory=arguments.directory,
        graphwright=arguments.graphwright,
        store=arguments.store,
        postgres=arguments.postgres,
    )
    try:
        report = Bench(options=options, say=_say).run()
    except BenchError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2
    print_report(report)
    (options.directory / "results.json").write_bytes(orjson.dumps(report, option=orjson.OPT_INDENT_2))
    if arguments.write:
        write_markdown(report, ROOT / "docs" / "performance.md")
    return int(bool(report.failures))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measures Graphwright against its floors.")
    parser.add_argument("--scale", type=float, default=1.0, help="1 is 50,000 films, 1.5 million quads")
    parser.add_argument(
        "--only", default="*", metavar="GLOB", help="workloads or groups by name, with commas between; see --list"
    )
    parser.add_argument("--seconds", type=float, default=5.0, help="of measuring, per workload and contender")
    parser.add_argument("--rounds", type=int, default=5, help="turns that these seconds are divided into")
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument(
        "--workers",
        type=int,
        default=max((os.cpu_count() or 2) - 1, 1),
        help="of each server; the default leaves one core to the load client",
    )
    parser.add_argument("--client-processes", type=int, default=1)
    parser.add_argument("--peer", metavar="URL", help="a running, empty Dgraph; it is EMPTIED and loaded")
    parser.add_argument(
        "--postgres", metavar="URL", help="measure on this database too; `private` starts a server of the run's own"
    )
    parser.add_argument("--ten-times", action="store_true", help="also load ten times the data, for by-id and pages")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    parser.add_argument("--list", action="store_true", help="list the workloads and end")
    parser.add_argument("--directory", type=Path, default=ROOT / "bench" / ".data", help="data, stores, logs, results")
    parser.add_argument("--store", type=Path, help="a store that already holds the data of this scale: skips the load")
    parser.add_argument("--graphwright", type=Path, default=Path(sys.executable).parent / "graphwright")
    arguments = parser.parse_args()
    if not 0.001 <= arguments.scale <= (10 if arguments.ten_times else 100):
        parser.error("--scale is 0.001 to 100, with --ten-times up to 10")
    if not 1 <= arguments.client_processes <= arguments.connections:
        parser.error("--client-processes is 1 to the number of --connections")
    if arguments.rounds < 1 or arguments.workers < 1 or arguments.seconds <= 0:
        parser.error("--rounds, --workers and --seconds are positive")
    return arguments


def _say(what: str) -> None:
    print(f"bench: {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
