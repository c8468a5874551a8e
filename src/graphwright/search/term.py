"""`term`: the words of a text, whole, without regard to case.

`tokenize_terms` splits as the reference does: at the word boundaries of Unicode (UAX #29, with runs of
Katakana and of scripts without spaces kept whole), keeps the segments that hold a letter or a digit,
lower-cases them and brings them into NFKC. Accents stay: the recorded reference does not find "célia"
by "celia". The same function serves stored and asked values. Does not know: languages, stop words.
"""

from __future__ import annotations

import re
from typing import Final
from unicodedata import category, normalize

from graphwright.model.values import StoredValue, ValueKind
from graphwright.search.structure import IndexKind, Tokens

# Letters join over one of `: . '` between letters, digits over one of `. , ; '` between digits.
_ascii_words: Final = re.compile(
    r"[a-z0-9_]+(?:(?:(?<=[a-z])[:.'](?=[a-z])|(?<=[0-9])[.,;'](?=[0-9]))[a-z0-9_]+)*", re.ASCII
)
_joiners: Final = ":.,;'"
_ascii_joiner: Final = re.compile(rf"[{_joiners}_]", re.ASCII)
_ascii_spaced: Final = bytes(
    ord(chr(code).lower()) if chr(code).isalnum() or chr(code) in _joiners + "_" else ord(" ") for code in range(128)
) + bytes(128)


def tokenize_terms(value: StoredValue) -> list[str]:
    """The distinct terms of a text, in order of first appearance."""
    assert isinstance(value, str), "term indexes are put on strings only"
    words = split_words(value)
    return words if len(words) < 2 else list(dict.fromkeys(words))


def split_words(text: str) -> list[str]:
    """The words of a text, lower-cased and in NFKC, in their order."""
    if not text.isascii():
        return _split_unicode(text)
    words = text.encode().translate(_ascii_spaced).decode().split()
    return _split_at_joiners(words) if _ascii_joiner.search(text) is not None else words


def _split_at_joiners(words: list[str]) -> list[str]:
    found: list[str] = []
    for word in words:
        bare = word.strip(_joiners)
        if bare.isalnum():
            found.append(bare)
        else:
            found.extend(part for part in _ascii_words.findall(bare) if part.strip("_"))
    return found


def _split_unicode(text: str) -> list[str]:
    lowered = text.lower()
    spaced = lowered.translate(_plain_words)
    if _special in spaced:
        # One class letter per character, so that positions in both are the same.
        classes = lowered.translate(_word_classes)
        words = [lowered[match.start() : match.end()] for match in _class_words.finditer(classes)]
    else:
        words = spaced.split()
    return [normalize("NFKC", word) for word in words]


_mid_letter: Final = frozenset(":\u00b7\u0387\u055f\u05f4\u2027\ufe13\ufe55\uff1a")
_mid_number: Final = frozenset(",;\u037e\u0589\u060c\u060d\u066c\u07f8\u2044\ufe10\ufe14\ufe50\ufe54\uff0c\uff1b")
_mid_both: Final = frozenset("'.\u2018\u2019\u2024\ufe52\uff07\uff0e")
_ideograph_ranges: Final = (
    (0x3005, 0x3007),
    (0x3041, 0x309F),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x1B001, 0x1B11F),
    (0x20000, 0x3FFFD),
)
_katakana_ranges: Final = ((0x3031, 0x3035), (0x309B, 0x309C), (0x30A0, 0x30FF), (0x31F0, 0x31FF), (0xFF66, 0xFF9D))
_spaceless_ranges: Final = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x1950, 0x19DF), (0xAA60, 0xAA7F))


class _WordClasses(dict[int, str]):
    """Character → its class, worked out on first use.

    `A` letter, `N` digit, `X` connector (`_`), `M` mark that belongs to the character before, `I` ideograph
    or Hiragana (a word each), `K` Katakana, `S` script written without spaces, `l` `n` `b` joiners of letters,
    digits, both, blank for the rest.
    """

    def __missing__(self, code: int) -> str:
        found = self[code] = _word_class(chr(code), code)
        return found


_category_classes: Final = {"Nd": "N", "Pc": "X", "Mn": "M", "Mc": "M", "Me": "M", "Cf": "M"}


def _word_class(character: str, code: int) -> str:
    for joiners, name in ((_mid_letter, "l"), (_mid_number, "n"), (_mid_both, "b")):
        if character in joiners:
            return name
    kind = category(character)
    if kind in _category_classes:
        return _category_classes[kind]
    for ranges, name in ((_ideograph_ranges, "I"), (_katakana_ranges, "K"), (_spaceless_ranges, "S")):
        if any(first <= code <= last for first, last in ranges):
            return name
    # Circled letters count as letters; other symbols and numbers such as ½ do not.
    is_letter = kind[0] == "L" or kind == "Nl" or 0x24B6 <= code <= 0x24E9
    return "A" if is_letter else " "


class _PlainWords(dict[int, str]):
    """Character → itself in a word, blank between words, `_special` where `_class_words` must decide."""

    def __missing__(self, code: int) -> str:
        name = _word_classes[code]
        found = self[code] = chr(code) if name in "AN" else " " if name == " " else _special
        return found


_special: Final = "\0"
_word_classes: Final = _WordClasses()
_plain_words: Final = _PlainWords()
_class_words: Final = re.compile(
    r"IM*|(?:SM*)+"
    r"|(?:XM*)*(?:KM*(?:XM*)*)+"
    r"|(?:XM*)*(?:(?:AM*(?:[lb]M*(?=A))?)|(?:NM*(?:[nb]M*(?=N))?))(?:(?:AM*(?:[lb]M*(?=A))?)|(?:NM*(?:[nb]M*(?=N))?)|XM*)*",
    re.ASCII,
)

term_kind: Final = IndexKind(
    name="term",
    structure=Tokens(tokenize=tokenize_terms),
    kinds=frozenset({ValueKind.STRING, ValueKind.DEFAULT}),
    operators=("allofterms", "anyofterms"),
    filter_input="Term",
)
