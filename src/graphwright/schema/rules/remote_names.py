"""Every type that remote types, inputs and arguments name exists and is of the right sort."""

from __future__ import annotations

from collections.abc import Iterator

from graphwright.schema.declarations import ArgumentDeclaration, Declarations, FieldDeclaration, TypeDeclaration
from graphwright.schema.findings import Findings, broken, named, perhaps
from graphwright.schema.scalars import id_type_name, scalars


def check_remote_names(schema: Declarations) -> Findings:
    """Findings for each unknown or misplaced type."""
    leaves = {*scalars, *schema.enum_named, id_type_name}
    unions = {*schema.union_named, *(union.name for union in schema.remote_unions)}
    outputs = {*leaves, *unions, *schema.type_named, *schema.remote_named}
    for owner, field in _remote_fields(schema):
        yield from _check_output(schema, owner, field, outputs)
        seen: set[str] = set()
        for argument in field.arguments:
            if argument.name in seen:
                yield broken(argument.place, f"{named(owner, field)} has the argument {argument.name} twice; keep one")
            seen.add(argument.name)
            yield from _check_input(schema, f"{named(owner, field)}({argument.name}:)", argument, leaves)
    for union in schema.remote_unions:
        for use in union.members:
            if use.name not in schema.remote_named or schema.remote_named[use.name].is_interface:
                known = perhaps(use.name, schema.remote_named)
                yield broken(
                    use.place, f"{union.name} has @remote, so {use.name} has to be a type with @remote.{known}"
                )
    for declared in schema.inputs:
        names: set[str] = set()
        for member in declared.fields:
            if member.name in names:
                yield broken(member.place, f"{declared.name}.{member.name} is declared already; rename one")
            names.add(member.name)
            yield from _check_input(schema, f"{declared.name}.{member.name}", member, leaves)


def _remote_fields(schema: Declarations) -> Iterator[tuple[TypeDeclaration, FieldDeclaration]]:
    for owner in (*schema.roots, *schema.remotes):
        for field in owner.fields:
            yield owner, field
    for owner, field in schema.all_fields():
        if field.is_remote:
            yield owner, field


def _check_output(schema: Declarations, owner: TypeDeclaration, field: FieldDeclaration, outputs: set[str]) -> Findings:
    if field.type_name in schema.input_named:
        yield broken(
            field.type_place, f"{named(owner, field)} is answered, so it cannot be of the input {field.type_name}"
        )
    elif field.type_name not in outputs:
        yield broken(
            field.type_place,
            f"the type {field.type_name} of {named(owner, field)} is unknown.{perhaps(field.type_name, outputs)}",
        )


def _check_input(schema: Declarations, name: str, member: ArgumentDeclaration, leaves: set[str]) -> Findings:
    known = leaves | set(schema.input_named)
    # The inputs that the generated API makes from stored types can be asked for too.
    generated = {generated_name for declared in schema.types for generated_name in names_of_inputs(declared.name)}
    if member.type_name in known or member.type_name in generated:
        return
    if member.type_name in schema.type_named or member.type_name in schema.remote_named:
        yield broken(member.type_place, f"{name} is given, so it takes a scalar, an enum or an input, not a type")
    else:
        yield broken(
            member.type_place, f"the type {member.type_name} of {name} is unknown.{perhaps(member.type_name, known)}"
        )


def names_of_inputs(type_name: str) -> tuple[str, ...]:
    """The generated inputs of a stored type."""
    return (
        f"{type_name}Ref",
        f"{type_name}Patch",
        f"{type_name}Filter",
        f"{type_name}Order",
        f"Add{type_name}Input",
        f"Update{type_name}Input",
    )
