"""The rules of schemas, one file each, in the order in which they are looked at.

All rules of a stage run and report together. A later stage looks names up that an earlier one has checked,
so it runs only if the earlier ones found nothing.
"""

from __future__ import annotations

from typing import Final

from graphwright.schema.findings import Rule
from graphwright.schema.rules.auth_fields import check_auth_fields
from graphwright.schema.rules.auth_shape import check_auth_shape
from graphwright.schema.rules.bodies import check_bodies
from graphwright.schema.rules.cascade_delete import check_cascade_delete
from graphwright.schema.rules.comment_lines import check_comment_lines
from graphwright.schema.rules.content import check_content
from graphwright.schema.rules.custom import check_custom
from graphwright.schema.rules.custom_fields import check_custom_fields
from graphwright.schema.rules.defaults import check_defaults
from graphwright.schema.rules.definitions import check_definitions
from graphwright.schema.rules.dgraph_names import check_dgraph_names
from graphwright.schema.rules.directive_arguments import check_directive_arguments
from graphwright.schema.rules.directives import check_directives
from graphwright.schema.rules.embedding import check_embedding
from graphwright.schema.rules.enum_values import check_enum_values
from graphwright.schema.rules.federation import check_federation
from graphwright.schema.rules.field_names import check_field_names
from graphwright.schema.rules.field_types import check_field_types
from graphwright.schema.rules.filter_names import check_filter_names
from graphwright.schema.rules.generated_names import check_generated_names
from graphwright.schema.rules.generated_operations import check_generated_operations
from graphwright.schema.rules.id_fields import check_id_fields
from graphwright.schema.rules.inherited_fields import check_inherited_fields
from graphwright.schema.rules.interfaces import check_interfaces
from graphwright.schema.rules.inverse import check_inverse
from graphwright.schema.rules.keys import check_keys
from graphwright.schema.rules.lambda_calls import check_lambda_calls
from graphwright.schema.rules.languages import check_languages
from graphwright.schema.rules.permissions import check_permissions
from graphwright.schema.rules.predicates import check_predicates
from graphwright.schema.rules.remote_names import check_remote_names
from graphwright.schema.rules.remote_types import check_remote_types
from graphwright.schema.rules.rename import check_rename
from graphwright.schema.rules.roots import check_roots
from graphwright.schema.rules.search import check_search
from graphwright.schema.rules.secret import check_secret
from graphwright.schema.rules.subscriptions import check_subscriptions
from graphwright.schema.rules.type_names import check_type_names
from graphwright.schema.rules.unions import check_unions
from graphwright.schema.rules.unique import check_unique
from graphwright.schema.rules.validate import check_validate
from graphwright.schema.rules.validate_fields import check_validate_fields

rules_as_written: Final[tuple[Rule, ...]] = (
    check_definitions,
    check_bodies,
    check_type_names,
    check_generated_names,
    check_field_names,
    check_filter_names,
    check_directives,
    check_directive_arguments,
    check_field_types,
    check_roots,
    check_remote_types,
    check_remote_names,
    check_custom,
    check_interfaces,
    check_unions,
    check_enum_values,
    check_auth_shape,
    check_auth_fields,
    check_comment_lines,
)
"""What can be said of each declaration by itself; after these every name leads somewhere."""

rules_of_interfaces: Final[tuple[Rule, ...]] = (check_inherited_fields,)
"""Whether fields can be inherited; after these `inherit_fields` can run."""

rules_of_fields: Final[tuple[Rule, ...]] = (
    check_content,
    check_id_fields,
    check_custom_fields,
    check_lambda_calls,
    check_federation,
    check_keys,
    check_search,
    check_embedding,
    check_unique,
    check_cascade_delete,
    check_validate,
    check_validate_fields,
    check_rename,
    check_dgraph_names,
    check_languages,
    check_inverse,
    check_defaults,
    check_secret,
    check_permissions,
    check_subscriptions,
    check_generated_operations,
)
"""What can be said of types with all their fields."""

rules_of_predicates: Final[tuple[Rule, ...]] = (check_predicates,)
"""What can be said of predicates once their names are right."""
