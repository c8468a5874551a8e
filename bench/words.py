"""Made-up words and their frequencies. In: how many, a seed. Out: words, weights. Does not know: what they are for."""

from __future__ import annotations

from functools import cache
from random import Random

GENRES = (
    *("Action", "Adventure", "Animation", "Biography", "Comedy", "Crime", "Dance", "Disaster", "Documentary", "Drama"),
    *("Epic", "Espionage", "Family", "Fantasy", "Heist", "History", "Horror", "Music", "Musical", "Mystery"),
    *("Noir", "Road", "Romance", "Satire", "Science", "Short", "Sport", "Thriller", "War", "Western"),
)
_ONSETS = (
    *("b", "br", "c", "ch", "d", "dr", "f", "g", "gl", "h", "j", "k", "l"),
    *("m", "n", "p", "pr", "r", "s", "sh", "st", "t", "tr", "v", "w", "z"),
)
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "oo")
_CODAS = ("", "", "", "l", "m", "n", "r", "s", "t", "nd", "rk")


@cache
def vocabulary(count: int, seed: str) -> tuple[str, ...]:
    """`count` different lower-case ASCII words of two or three syllables; the same for the same arguments."""
    random = Random(f"words {seed}")
    words: dict[str, None] = {}
    while len(words) < count:
        syllables = range(random.randint(2, 3))
        word = "".join(random.choice(_ONSETS) + random.choice(_VOWELS) + random.choice(_CODAS) for _ in syllables)
        words[word] = None
    return tuple(words)


def zipf_weights(count: int) -> list[float]:
    """Weights of a Zipf law, flattened at the top: the first word takes 6 % of 5,000 words' draws."""
    return [1 / (rank + 2) for rank in range(count)]
