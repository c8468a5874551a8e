"""Random schemas: two to four types with scalars, lists, enums, keys, searches and inverses.

Names are chosen to be awkward for SQL: reserved words, names that differ only in case. Out: SDL that issue 3 §2 allows.
A non-null reference leads only to a type that stands before its own, so that required objects never go in circles.
"""

from dataclasses import dataclass, field
from random import Random
from typing import Final

TYPE_NAMES: Final = ("Film", "Person", "Order", "Group", "BTree", "Select_2", "Table", "Value", "Tag9", "Index")
FIELD_NAMES: Final = (
    "name",
    "Name",
    "order",
    "group",
    "count",
    "select",
    "where",
    "from",
    "value",
    "key",
    "uid_",
    "rowid",
    "type",
    "first",
    "desc",
    "a_b",
    "A_B",
    "limit",
    "x",
    "filter",
)
KEY_NAMES: Final = ("code", "Code", "number", "slug", "unique")
REFERENCE_NAMES: Final = ("owner", "items", "parent", "parts", "peer", "links", "to", "join", "Items", "union", "left")
ENUMS: Final = {"Mood": ("CALM", "TENSE", "BRIGHT"), "Level": ("low", "LOW", "_x", "select")}
STRING_SEARCHES: Final = ("", "hash", "exact", "term", "hash, term", "exact, term", "fulltext", "term, fulltext")
TESTED_SEARCHES: Final = ("regexp", "trigram, exact", "ngram", "fulltext, term, regexp, ngram, hash")
"""With tests that a database must call Python for."""
ENUM_SEARCHES: Final = ("", "hash", "exact")
TESTED_ENUM_SEARCHES: Final = ("regexp", "exact, trigram")
DEFAULTS: Final = {
    "String": ("", "red", "Blue sea"),
    "Int": ("0", "-7"),
    "Int64": ("9007199254740993", "0"),
    "Float": ("0.5", "3"),
    "Boolean": ("true", "false"),
    "DateTime": ("2005-06-07T08:09:10Z", "2005-06-07T08:09:10.5+02:00"),
}
SEARCHES: Final = {
    "Int": ("", "int"),
    "Int64": ("", "int64"),
    "Float": ("", "float"),
    "Boolean": ("", "bool"),
    "DateTime": ("", "year", "month", "day", "hour"),
}


@dataclass(slots=True, kw_only=True)
class _Plan:
    """A type on its way to text."""

    name: str
    identified: bool
    lines: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)


def generate_sdl(random: Random, *, has_tests: bool = True) -> str:
    enums = random.sample(sorted(ENUMS), random.randint(1, 2))
    names = random.sample(TYPE_NAMES, random.randint(2, 4))
    if random.random() < 0.1:
        names[-1] = names[0].upper()
    plans = [_plan(random, name, enums, has_tests) for name in dict.fromkeys(names)]
    for _ in range(random.randint(1, 2 * len(plans))):
        _connect(random, plans)
    blocks = [f"enum {name} {{ {' '.join(ENUMS[name])} }}\n" for name in enums]
    for plan in plans:
        random.shuffle(plan.lines)
        blocks.append("".join([f"type {plan.name} {{\n", *(f"  {line}\n" for line in plan.lines), "}\n"]))
    return "\n".join(blocks)


def _plan(random: Random, name: str, enums: list[str], has_tests: bool) -> _Plan:
    plan = _Plan(name=name, identified=random.random() < 0.75)
    if plan.identified:
        plan.lines.append("id: ID!")
    for key in random.sample(KEY_NAMES, random.choice((0, 1, 1, 1, 2))):
        scalar = random.choice(("String", "String", "Int", "Int64"))
        search = random.choice(("", "", " @search(by: [exact])")) if scalar == "String" else ""
        plan.lines.append(f"{key}: {scalar}{random.choice(('!', ''))} @id{search}")
    names = random.sample(FIELD_NAMES, random.randint(2, 6) + 4)
    for each in names[4:]:
        plan.lines.append(f"{each}: {_scalar(random, enums, has_tests)}")
        plan.names.add(each)
    if random.random() < 0.25:
        plan.lines += _languages(random, name, has_tests)
    if has_tests and random.random() < 0.25:
        plan.lines += _shapes(random)
    if random.random() < 0.3:
        plan.lines += [f"{each}: {_defaulted(random, enums)}" for each in names[: random.randint(1, 2)]]
    return plan


def _languages(random: Random, type_name: str, has_tests: bool) -> list[str]:
    """A text without a tag, some with one, and fields that show the first that is there."""
    fields = {
        "text": "",
        "textDe": "@de",
        "textFr": "@fr",
        "either": "@fr:de",
        "any": random.choice(("@fr:.", "@.", "@it")),
    }
    lines = []
    for each, tags in fields.items():
        search = random.choice(("", "hash", "exact", "term", "exact, term", *(["regexp"] if has_tests else [])))
        written = f" @search(by: [{search}])" if search and tags in ("", "@de", "@fr", "@it") else ""
        if tags != "" and random.random() < 0.2:
            continue
        lines.append(f'{each}: String @dgraph(pred: "{type_name}.text{tags}"){written}')
    return lines


def _shapes(random: Random) -> list[str]:
    lines = [f"at: Point{random.choice(('', '!'))}{random.choice(('', ' @search', ' @search(by: [point])'))}"]
    return [*lines, f"area: Polygon{random.choice(('', ' @search', ' @search'))}"][: random.randint(1, 2)]


def _defaulted(random: Random, enums: list[str]) -> str:
    """A single value with a default for adds, for updates, or for both."""
    scalar = random.choice(("String", "Int", "Int64", "Float", "Boolean", "DateTime", *enums))
    choices = DEFAULTS.get(scalar) or ENUMS[scalar]
    moments = random.choice((("add",), ("add",), ("update",), ("add", "update")))
    given = ", ".join(f'{moment}: {{value: "{random.choice(choices)}"}}' for moment in moments)
    non_null = random.choice(("", "", "!")) if "add" in moments else ""
    return f"{scalar}{non_null}{_search(random, scalar, has_tests=False)} @default({given})"


def _scalar(random: Random, enums: list[str], has_tests: bool) -> str:
    scalar = random.choice(("String", "String", "String", "Int", "Int64", "Float", "Boolean", "DateTime", *enums))
    non_null = "!" if random.random() < 0.2 else ""
    if scalar != "Boolean" and random.random() < 0.25:
        text = f"[{scalar}{random.choice(('', '!'))}]"
        non_null = non_null if random.random() < 0.5 else ""
    else:
        text = scalar
    return text + non_null + _search(random, scalar, has_tests)


def _search(random: Random, scalar: str, has_tests: bool) -> str:
    if random.random() < 0.15:
        return " @search"
    if scalar in ENUMS:
        search = random.choice(ENUM_SEARCHES + (TESTED_ENUM_SEARCHES if has_tests else ()))
    elif scalar == "String":
        search = random.choice(STRING_SEARCHES + (TESTED_SEARCHES if has_tests else ()))
    else:
        search = random.choice(SEARCHES[scalar])
    return f" @search(by: [{search}])" if search else ""


def _connect(random: Random, plans: list[_Plan]) -> None:
    """One or two reference fields between two types, or a type and itself."""
    left, right = random.choice(plans), random.choice(plans)
    left_list, right_list = random.random() < 0.5, random.random() < 0.5
    left_name = _new_name(random, left)
    if left_name is None:
        return
    shape = random.choice(("plain", "inverse", "inverse", "symmetric" if left is right else "inverse"))
    left_type = _reference_type(random, plans, left, right, left_list)
    if shape == "plain":
        left.lines.append(f"{left_name}: {left_type}")
        return
    if shape == "symmetric":
        left.lines.append(f"{left_name}: {left_type} @hasInverse(field: {left_name})")
        return
    right_name = _new_name(random, right)
    if right_name is None:
        return
    right_type = _reference_type(random, plans, right, left, right_list)
    declared = random.choice(("left", "right", "both"))
    left_inverse = f" @hasInverse(field: {right_name})" if declared != "right" else ""
    right_inverse = f" @hasInverse(field: {left_name})" if declared != "left" else ""
    left.lines.append(f"{left_name}: {left_type}{left_inverse}")
    right.lines.append(f"{right_name}: {right_type}{right_inverse}")


def _reference_type(random: Random, plans: list[_Plan], source: _Plan, target: _Plan, is_list: bool) -> str:
    if is_list:
        return f"[{target.name}{'!' if random.random() < 0.3 else ''}]{'!' if random.random() < 0.08 else ''}"
    earlier = plans.index(target) < plans.index(source)
    return target.name + ("!" if earlier and random.random() < 0.2 else "")


def _new_name(random: Random, plan: _Plan) -> str | None:
    free = [name for name in REFERENCE_NAMES if name not in plan.names]
    if not free:
        return None
    name = random.choice(free)
    plan.names.add(name)
    return name
