"""Texts in the order of a language, for databases that have no such order of their own.

In: a text and a language tag. Out: a key that sorts as a dictionary of the language does: by letters first, then by
accents, then small letters before capitals; punctuation before digits before letters. The orders are those of the
Unicode collation algorithm's root table for the scripts where letters and accents tell it, with the letters that
languages add to the alphabet (CLDR); rarer scripts go by code points. Does not know: SQL.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

_keys_kept: Final = 1024
_languages_kept: Final = 64
_level_end: Final = "\x02"

_signs: Final = "_-–—,;:!¡?¿.…·'‘’‚‹›\"“”„«»()[]{}§¶@*/\\&#%‰†‡•`´˜^¨°©®+±÷×<=>|¦~¬¤¢$£¥€"  # noqa: RUF001
"""Punctuation and symbols in their order; others come behind them."""
_expansions: Final = MappingProxyType(
    {"æ": "ae", "œ": "oe", "ß": "ss", "ø": "o\u0338", "đ": "d\u0335", "ł": "l\u0335", "ħ": "h\u0335", "ŧ": "t\u0335"}
)
_whole: Final = frozenset("йїў")
"""Letters of the root table that decomposition would take apart."""

_letters: Final[Mapping[str, str]] = MappingProxyType({"ð": "d", "ə": "e", "ŋ": "n", "þ": "z"})
"""Letters behind which others stand as letters of their own, in every language."""
_nordic: Final = MappingProxyType({"æ": "z", "ä": "z", "ø": "z", "ö": "z", "å": "z"})
_south_slavic: Final = MappingProxyType({"č": "c", "ć": "c", "đ": "d", "š": "s", "ž": "z"})
_czech: Final = MappingProxyType({"č": "c", "ř": "r", "š": "s", "ž": "z"})
_turkish: Final = MappingProxyType({"ç": "c", "ğ": "g", "ı": "h", "ö": "o", "ş": "s", "ü": "u"})  # noqa: RUF001
_own_letters: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "az": _turkish,
        "bs": _south_slavic,
        "cs": _czech,
        "da": _nordic,
        "es": MappingProxyType({"ñ": "n"}),
        "et": MappingProxyType({"š": "s", "ž": "s", "õ": "w", "ä": "w", "ö": "w", "ü": "w"}),
        "fi": MappingProxyType({"å": "z", "ä": "z", "ö": "z"}),
        "hr": _south_slavic,
        "hu": MappingProxyType({"ö": "o", "ü": "u"}),
        "nb": _nordic,
        "nn": _nordic,
        "no": _nordic,
        "pl": MappingProxyType(
            {"ą": "a", "ć": "c", "ę": "e", "ł": "l", "ń": "n", "ó": "o", "ś": "s", "ź": "z", "ż": "z"}
        ),
        "ro": MappingProxyType({"ă": "a", "â": "a", "î": "i", "ș": "s", "ț": "t"}),
        "sk": _czech,
        "sl": _south_slavic,
        "sv": MappingProxyType({"å": "z", "ä": "z", "ö": "z"}),
        "tr": _turkish,
    }
)
"""Letters of their own, each with the letter behind which it stands, in the order of the alphabet."""

_sign_start, _digit_start, _latin_start, _other_start = 0x21, 0x1000, 0x2000, 0x10000
_places_per_letter: Final = 16


@lru_cache(maxsize=_keys_kept)
def collation_key(language: str, text: str) -> str:
    """What texts of a language are ordered by, as a text whose code points order it."""
    if text.isascii():
        # No language has letters of its own among these.
        return _level_end.join((text.lower().translate(_ascii_weights), "0" * len(text), text.translate(_ascii_cases)))
    letters = _own_places(language.partition("-")[0].lower())
    primary: list[str] = []
    accents: list[str] = []
    cases: list[str] = []
    for character in unicodedata.normalize("NFC", text):
        small = character.lower() if len(character.lower()) == 1 else character
        cases.append("1" if small != character else "0")
        if small in letters:
            primary.append(letters[small])
            accents.append("0")
            continue
        parts = _expansions.get(small, small if small in _whole else unicodedata.normalize("NFKD", small))
        for part in parts:
            if unicodedata.combining(part):
                accents.append(chr(0x100 + ord(part)))
            else:
                primary.append(letters.get(part) or _weight(part))
                accents.append("0")
    return _level_end.join(("".join(primary), "".join(accents), "".join(cases)))


@lru_cache(maxsize=_languages_kept)
def _own_places(language: str) -> Mapping[str, str]:
    places: dict[str, str] = {}
    taken: dict[str, int] = {}
    for letter, before in {**_letters, **_own_letters.get(language, {})}.items():
        taken[before] = taken.get(before, 0) + 1
        places[letter] = chr(ord(_weight(before)) + taken[before])
    return places


def _weight(character: str) -> str:
    """The place of a character without accents, in small letters."""
    if "a" <= character <= "z":
        return chr(_latin_start + (ord(character) - ord("a") + 1) * _places_per_letter)
    kind = unicodedata.category(character)
    if kind == "Nd":
        return chr(_digit_start + unicodedata.digit(character))
    if kind[0] in "LN":
        return chr(min(_other_start + ord(character), 0x10FFFF))
    if kind[0] in "ZC":
        return chr(_sign_start)
    found = _signs.find(character)
    return chr(_sign_start + 1 + (found if found >= 0 else len(_signs)))


_ascii_weights: Final = {code: _weight(chr(code)) for code in range(128)}
_ascii_cases: Final = {code: "1" if chr(code).isupper() else "0" for code in range(128)}
