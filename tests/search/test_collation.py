"""Orders of languages, and the order in which values in several languages stand."""

from __future__ import annotations

import pytest

from graphwright.search.collation import collation_key
from graphwright.search.language_order import fingerprint, language_key, language_places


@pytest.mark.parametrize(
    ("language", "ordered"),
    [
        ("fr", "cote Cote coté côte Dravne Île Norlande œuf Port-Plume Port-Plume2 zoé"),
        ("de", "Apfel Äpfel Arzt Öl Straße Strasse2 über"),
        ("sv", "apa zebra åre Äpple öl"),
        ("da", "apa zebra æble øl ål"),
        ("es", "nube ñame oso"),
        ("cs", "cena čas den"),
        ("ru", "Альдервик еж ёж Ирма йод Маска"),
        ("xx", "_ - 10a 1a 2 a A b"),
    ],
)
def test_texts_stand_as_in_a_dictionary_of_the_language(language: str, ordered: str) -> None:
    texts = ordered.split()
    shuffled = texts[1::2] + texts[::2]
    assert sorted(shuffled, key=lambda text: collation_key(language, text)) == texts


def test_regions_order_as_their_language() -> None:
    assert collation_key("sv-FI", "Ö") == collation_key("sv", "Ö")


def test_values_of_any_language_come_in_the_order_of_the_reference() -> None:
    # As recorded: name@* of a node with all of these.
    assert sorted(["fr", "de", "en", "ru", "tlh"], key=language_key) == ["en", "ru", "fr", "de", "tlh"]
    assert language_places().count(",en,") == 1


def test_fingerprints_are_those_of_farmhash() -> None:
    assert fingerprint("en") < fingerprint("ru") < fingerprint("fr") < fingerprint("de")
    assert len({fingerprint(text) for text in ("e", "en", "eng", "en-G", "en-GB", "en-GB-xx", "zh-Hans-CN-x")}) == 7
