"""Whatever is declared has something inside; the grammar lets the braces be left out."""

from __future__ import annotations

from typing import assert_never

from graphwright.schema.declarations import (
    Declarations,
    EnumDeclaration,
    InputDeclaration,
    NamedDeclaration,
    TypeDeclaration,
    UnionDeclaration,
)
from graphwright.schema.findings import Findings, broken


def check_bodies(schema: Declarations) -> Findings:
    """Findings for each declaration without fields, values or members."""
    for declared in (*schema.all_named, *schema.roots):
        example = _example(declared)
        if example is not None:
            yield broken(declared.place, f"{declared.name} is empty; say what it has, as in {example}")


def _example(declared: NamedDeclaration) -> str | None:
    """How it is written, if nothing is inside."""
    match declared:
        case TypeDeclaration(fields=(), is_interface=is_interface, interfaces=interfaces):
            if interfaces:
                return None  # all its fields come from there
            return f"{'interface' if is_interface else 'type'} {declared.name} {{ title: String }}"
        case InputDeclaration(fields=()):
            return f"input {declared.name} {{ title: String }}"
        case EnumDeclaration(values=()):
            return f"enum {declared.name} {{ RED GREEN }}"
        case UnionDeclaration(members=()):
            return f"union {declared.name} = Film | Person"
        case TypeDeclaration() | InputDeclaration() | EnumDeclaration() | UnionDeclaration():
            return None
    assert_never(declared)
