"""The order in which a predicate's values in several languages stand: what "any language" takes is the first.

The reference keeps them by FarmHash's Fingerprint64 of their tags (https://github.com/google/farmhash), so that `.`
looks as if it chose at random; loads from it and queries moved over from it rely on which. In: tags. Out: their
order as one text, for SQL to look places up in. Does not know: SQL.
"""

from __future__ import annotations

from functools import cache
from typing import Final

_mask: Final = (1 << 64) - 1
_prime: Final = 0x9AE16A3B2F90404F
_prime_of_short: Final = 0xC3A5C85C97CB3127
_fingerprinted_bytes_max: Final = 16

_tags: Final = """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es
et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj
kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv
ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th
ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
de-AT de-CH de-DE en-AU en-CA en-GB en-IE en-IN en-NZ en-US en-ZA es-AR es-ES es-MX es-US fr-BE fr-CA fr-CH fr-FR it-CH
it-IT nl-BE nl-NL pt-BR pt-PT sr-Cyrl sr-Latn zh-CN zh-HK zh-Hans zh-Hant zh-TW arb ces deu eng fas fra jpn kor nld por
rus spa swe ukr zho
"""


@cache
def language_places() -> str:
    """The known tags in their order, a comma around each; a tag stands behind another if its place comes later."""
    ordered = sorted(_tags.split(), key=fingerprint)
    return f",{','.join(ordered)},"


def language_key(tag: str) -> tuple[int, int, str]:
    """Orders tags as SQL does by their places: those that are not known come last, by their letters."""
    place = language_places().find(f",{tag},")
    return (1, 0, tag) if place < 0 else (0, place, "")


def fingerprint(text: str) -> int:
    """Fingerprint64 of a text of 1 to 16 bytes."""
    data = text.encode()
    size = len(data)
    assert 0 < size <= _fingerprinted_bytes_max, "language tags are short"
    if size < 4:
        ends = data[0] + (data[size >> 1] << 8)
        last = size + (data[-1] << 2)
        mixed = (ends * _prime & _mask) ^ (last * _prime_of_short & _mask)
        return (mixed ^ mixed >> 47) * _prime & _mask
    factor = _prime + size * 2 & _mask
    if size < 8:
        return _joined(size + (_number(data[:4]) << 3), _number(data[-4:]), factor)
    first, last = _number(data[:8]) + _prime & _mask, _number(data[-8:])
    low = _turned(last, 37) * factor + first & _mask
    high = (_turned(first, 25) + last) * factor & _mask
    return _joined(low, high, factor)


def _number(data: bytes) -> int:
    return int.from_bytes(data, "little")


def _turned(value: int, bits: int) -> int:
    return (value >> bits | value << 64 - bits) & _mask


def _joined(low: int, high: int, factor: int) -> int:
    one = (low ^ high) * factor & _mask
    one ^= one >> 47
    two = (high ^ one) * factor & _mask
    two ^= two >> 47
    return two * factor & _mask
