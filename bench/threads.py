"""The data of the group `threads`: comments that answer one another, 400 threads of 50 at scale 1.

In: a scale factor. Out: quads, and the key of each thread's first comment. The same scale gives the same bytes.
Does not know: servers, queries.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Final

THREADS: Final = 400
"""At scale 1."""
COMMENTS_PER_THREAD: Final = 50


def threads_at(scale: float) -> int:
    """How many threads there are."""
    return max(round(THREADS * scale), 1)


def thread_key(number: int) -> str:
    """The key of a thread's first comment."""
    return f"c{number * COMMENTS_PER_THREAD:07d}"


def threads_quads(scale: float) -> Iterator[str]:
    """The comments, quad by quad, with line ends; each answers an earlier one of its thread, mostly a late one."""
    random = Random(f"threads {scale}")
    for number in range(threads_at(scale) * COMMENTS_PER_THREAD):
        place = number % COMMENTS_PER_THREAD
        comment = f"_:comment{number}"
        yield f'{comment} <dgraph.type> "Comment" .\n'
        yield f'{comment} <Comment.key> "c{number:07d}" .\n'
        yield f'{comment} <Comment.text> "comment {number} of the thread {number // COMMENTS_PER_THREAD}" .\n'
        if random.random() < 0.8:
            yield f'{comment} <Comment.likes> "{int(random.paretovariate(1.2)) - 1}"^^<xs:int> .\n'
        if place:
            parent = number - place + max(int(random.triangular(0, place, place * 0.6)), 0)
            yield f"{comment} <Comment.parent> _:comment{min(parent, number - 1)} .\n"
