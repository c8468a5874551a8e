"""A slow, naive reference evaluator and a generator of random cases that the real engine is compared with.

`first_difference(generate_case(seed), graphql)` runs a case in both and says what differs first. See README.md here.
"""

from .cases import Case, Difference, Graphql, Step, first_difference, normalise, resolve, shortened
from .comparison import compare
from .evaluator import ReferenceDatabase
from .generator import generate_case

__all__ = [
    "Case",
    "Difference",
    "Graphql",
    "ReferenceDatabase",
    "Step",
    "compare",
    "first_difference",
    "generate_case",
    "normalise",
    "resolve",
    "shortened",
]
