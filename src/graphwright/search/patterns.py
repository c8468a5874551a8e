"""Regular expressions as requests give them: read, checked, and what any match of one must hold.

In: `/pattern/` or `/pattern/i`. Out: the expression for the RE2 library, and the trigrams by which an index finds
the texts that may match. `needed_trigrams` and `needed_run` read the syntax by themselves and give nothing where they
are not sure, so that no match is hidden. Does not know: the index's table, SQL.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import field
from functools import lru_cache
from typing import Any, Final, Literal

import re2  # type: ignore[import-untyped]

from graphwright import limits
from graphwright.errors import InputError, LimitError
from graphwright.records import dataclass
from graphwright.search.trigram import fold, is_folded_surely

_written: Final = re.compile(r"/((?:[^/\\]|\\.)*)/([a-zA-Z]*)", re.DOTALL)
_quantifier: Final = re.compile(r"(?:[*+?]|\{(\d+)(?:,\d*)?\})\??")
_class: Final = re.compile(r"\[\^?\]?(?:\[:\^?\w+:\]|\\(?:[pP]\{[^}]*\}|x\{[^}]*\}|.)|[^\]\\])*\]", re.DOTALL)
_group: Final = re.compile(r"\((?:\?(?:P?<\w+>|[imsU]*(?:-[imsU]+)?:))?")
_flags: Final = re.compile(r"\(\?[imsU]*(?:-[imsU]+)?\)")
# One character or none, but not one that we know: a class, a boundary, a code.
_other_escape: Final = re.compile(
    r"\\(?:[dDsSwWbBAzafnrtvC]|[pP](?:\{[^}]*\}|[a-zA-Z])|x(?:\{[0-9a-fA-F]+\}|[0-9a-fA-F]{2}))"
)
_small_class: Final = re.compile(r"(?<!\\)\[[\w ]{1,4}\]")
_plain_group: Final = re.compile(r"(?<!\\)\((?:\?:)?(\w+)\)(?![*+?{])")
_plain_escape: Final = re.compile(r"\\([^\w\s])", re.ASCII)
_folding: Final = re.compile(r"\(\?[a-zA-Z-]*i")
_compiled_entries_max: Final = 64
_read_entries_max: Final = 4
"""Expressions whose branches are kept until all has been asked of them."""
_common: Final = " etaoinsrhldcumfpgwybvkxjqz"
"""Letters, the frequent ones of English texts first."""


def read_pattern(written: str) -> str:
    """The expression that `/pattern/` or `/pattern/i` means; as in the reference `^` and `$` hold at each line.

    Raises:
        InputError: It has another form, or is not an expression.
        LimitError: It is too long.
    """
    match = _written.fullmatch(written.strip())
    if match is None:
        raise InputError(
            'a regexp is written between slashes, such as "/^Al.*n$/" or, for any case, "/alien/i"; '
            "a slash inside is written \\/"
        )
    pattern, flags = match[1].replace("\\/", "/"), match[2]
    if flags not in ("", "i"):
        raise InputError(f"a regexp takes the flag i only, not {flags:.20}")
    if len(pattern) > limits.regexp_characters_max:
        raise LimitError(
            f"a regexp of {len(pattern)} characters is over the limit of {limits.regexp_characters_max} "
            "(regexp_characters_max)"
        )
    expression = f"(?{flags}m){pattern}"
    tester(expression)
    return expression


@lru_cache(maxsize=_compiled_entries_max)
def tester(expression: str) -> Callable[[bytes], Any]:
    """What tests a text in UTF-8 for a match.

    Raises:
        InputError: It is not an expression.
    """
    options = re2.Options()
    options.log_errors = False
    options.max_mem = limits.regexp_bytes_max
    options.never_capture = True
    try:
        return re2.compile(expression.encode(), options).search  # type: ignore[no-any-return, unused-ignore]
    except re2.error as error:
        reason = error.args[0] if error.args else ""
        shown = reason.decode(errors="replace") if isinstance(reason, bytes) else str(reason)
        raise InputError(f"the regexp is wrong: {shown}") from None


# ---- what a match must hold -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Needed:
    """Trigrams of which a matching text has all, or at least one; none when nothing can be said."""

    mode: Literal["all", "any"]
    trigrams: tuple[str, ...]


def needed_trigrams(expression: str) -> Needed:
    """What any text that an expression matches has."""
    branches = _branches_of(expression)
    if branches is None:
        return Needed("all", ())
    if len(branches) == 1 and (everywhere := branches[0].trigrams()):
        return Needed("all", tuple(sorted(everywhere, key=_rarity, reverse=True)[: limits.regexp_trigrams_max]))
    choice = _choice(branches)
    return Needed("any", tuple(dict.fromkeys(choice))) if choice else Needed("all", ())


def needed_run(expression: str) -> str:
    """The longest run of characters that any text has, as they stand, that an expression matches; perhaps none."""
    branches = _branches_of(expression)
    if branches is None or len(branches) != 1 or "\0" in expression or _folding.search(expression):
        return ""
    return max(branches[0].own_runs(), key=len)


@lru_cache(maxsize=_read_entries_max)
def _branches_of(expression: str) -> list[_Branch] | None:
    """What is read of an expression; None where something in it is not sure."""
    try:
        return _Reader(expression).read()
    except _Unsure:
        return None


def is_too_wide(expression: str) -> bool:
    """Whether no three characters in a row are in every match, so that no index can find candidates.

    Of small classes any member counts as the character; alternatives are given the benefit of the doubt.
    """
    if needed_trigrams(expression).trigrams:
        return False
    simple = _plain_group.sub(r"\1", _small_class.sub("x", expression))
    return "|" not in simple and not needed_trigrams(simple).trigrams


def _rarity(trigram: str) -> tuple[int, str]:
    """A guess at how few texts have it: the first one asked for finds the candidates."""
    ranks = (_common.find(character) for character in trigram)
    return sum(rank if rank >= 0 else len(_common) for rank in ranks), trigram


class _Unsure(Exception):
    """Syntax that is not read here."""


@dataclass(slots=True)
class _Branch:
    """One side of `|`: runs of characters and groups that each match holds."""

    runs: list[str] = field(default_factory=lambda: [""])
    groups: list[list[_Branch]] = field(default_factory=list)

    def own_runs(self) -> list[str]:
        """Its runs and those of groups that do not choose."""
        return self.runs + [run for group in self.groups if len(group) == 1 for run in group[0].own_runs()]

    def trigrams(self) -> tuple[str, ...]:
        found = [run[start : start + 3] for run in map(fold, self.own_runs()) for start in range(len(run) - 2)]
        return tuple(dict.fromkeys(found))


def _choice(branches: list[_Branch]) -> list[str]:
    """Trigrams of which a match of any branch has one; empty when a branch needs none."""
    found: list[str] = []
    for branch in branches:
        own = branch.trigrams()
        if own:
            found.append(max(own, key=_rarity))
            continue
        inner = next((chosen for group in branch.groups if (chosen := _choice(group))), None)
        if inner is None:
            return []
        found += inner
    return found


class _Reader:
    """Reads an expression that the library has accepted."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def read(self) -> list[_Branch]:
        branches = self._branches(0)
        if self.at < len(self.text):
            raise _Unsure
        return branches

    def _branches(self, depth: int) -> list[_Branch]:
        if depth > limits.regexp_depth_max:
            raise _Unsure
        branches = [_Branch()]
        while self.at < len(self.text) and self.text[self.at] != ")":
            if self.text[self.at] == "|":
                self.at += 1
                branches.append(_Branch())
            else:
                self._piece(branches[-1], depth)
        return branches

    def _piece(self, branch: _Branch, depth: int) -> None:
        if self._take(_flags):
            branch.runs.append("")
        elif self._take(_group):
            inner = self._branches(depth + 1)
            if not self.text.startswith(")", self.at):
                raise _Unsure
            self.at += 1
            branch.runs.append("")
            if self._repeats() != "maybe":
                branch.groups.append(inner)
        else:
            self._character(branch)

    def _character(self, branch: _Branch) -> None:
        character = self._single()
        repeats = self._repeats()
        if character is not None and is_folded_surely(character) and repeats != "maybe":
            branch.runs[-1] += character
            if repeats == "once":
                return
        branch.runs.append("")

    def _single(self) -> str | None:
        """The next character, or None for what stands for others or for none."""
        text = self.text[self.at]
        if text == "\\":
            if (plain := self._take(_plain_escape)) is not None:
                return plain[1]
            if self._take(_other_escape) is None:
                raise _Unsure
            return None
        if text == "[":
            if self._take(_class) is None:
                raise _Unsure
            return None
        if text == "(" or _quantifier.match(self.text, self.at):
            raise _Unsure  # a repetition behind `(?i)` is of what stands before that
        self.at += 1
        return None if text in ".^$" else text

    def _repeats(self) -> Literal["once", "more", "maybe"]:
        match = self._take(_quantifier)
        if match is None:
            return "once"
        return "maybe" if match[0][0] in "*?" or match[1] == "0" or int(match[1] or 1) == 0 else "more"

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.match(self.text, self.at)
        if match is not None:
            self.at = match.end()
        return match
