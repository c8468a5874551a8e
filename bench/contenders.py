"""Who is measured with a workload, and whether they answer alike.

In: a workload, running servers. Out: `Contender`s; differences. Does not know: how servers are started, load, time.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bench.floors.compare import Side, difference
from bench.more_workloads import Ratio
from bench.requests import Form
from bench.rounds import Contender
from bench.servers import HOST, Server
from bench.workloads import Inputs, Kind, Workload


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """Another product with the same data."""

    host: str
    port: int
    inputs: Inputs


@dataclass(frozen=True, slots=True, kw_only=True)
class Servers:
    """Who is measured. `floors` and `peer` may be missing; `inputs` are of ours and of the floors' copy.

    Attributes:
        written: Names of the floors that there are for this database.
    """

    ours: Server
    inputs: Inputs
    floors: Server | None
    written: Collection[str]
    peer: Peer | None = None

    def have_floor(self, workload: Workload) -> bool:
        """Whether all statements of a workload's floor can be run."""
        return self.floors is not None and are_written(workload, self.written)


def are_written(workload: Workload, written: Collection[str]) -> bool:
    """Whether a workload has floors, and all of them are there."""
    return bool(workload.floors) and all(name in written for name in workload.floors)


def contenders_of(workload: Workload, servers: Servers) -> list[Contender]:
    """Ours, and beside it: literals and the peer for reads, the floor where it has been written.

    What is compared with the same on one type has that in the place of its floor.
    """
    if isinstance(workload, Ratio):
        return [
            contender("ours", workload, Form.VARIABLES, servers.ours, servers.inputs),
            contender("floor", workload.one, Form.VARIABLES, servers.ours, servers.inputs),
        ]
    found = [contender("ours", workload, Form.VARIABLES, servers.ours, servers.inputs)]
    if workload.kind is Kind.READ:
        found.append(contender("literals", workload, Form.LITERALS, servers.ours, servers.inputs))
    if servers.floors is not None and servers.have_floor(workload):
        found.append(contender("floor", workload, Form.FLOOR, servers.floors, servers.inputs))
    peer = servers.peer
    if peer is not None and workload.kind is Kind.READ:
        found.append(
            Contender(
                name="peer",
                workload=workload,
                form=Form.VARIABLES,
                host=peer.host,
                port=peer.port,
                inputs=peer.inputs,
            )
        )
    return found


def contender(name: str, workload: Workload, form: Form, server: Server, inputs: Inputs) -> Contender:
    """One of our own servers, asked in one form."""
    return Contender(name=name, workload=workload, form=form, host=HOST, port=server.port, inputs=inputs, server=server)


def differences_of(workload: Workload, servers: Servers) -> tuple[str, ...]:
    """Between our answers and those of the literal form and of the floor."""
    ours = Side(url=servers.ours.url, form=Form.VARIABLES)
    others = []
    if workload.kind is Kind.READ:
        others.append(Side(url=servers.ours.url, form=Form.LITERALS))
    if servers.floors is not None and servers.have_floor(workload):
        others.append(Side(url=servers.floors.url, form=Form.FLOOR))
    found = [difference(ours, other, workload, servers.inputs) for other in others]
    return tuple(f"({other.form}) {message}" for other, message in zip(others, found, strict=True) if message)
