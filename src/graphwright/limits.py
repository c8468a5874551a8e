"""Every bound of the product, in one place, unit last.

In: nothing. Out: constants. A request beyond a bound gets `errors.LimitError`, which names the bound.
"""

from typing import Final

# Requests
body_bytes_max: Final = 64 * 1024 * 1024
"""Bytes of a request body, after unpacking gzip."""
query_text_bytes_max: Final = 1024 * 1024
"""Bytes of a GraphQL or DQL text."""
query_tokens_max: Final = 20_000
"""Tokens of a GraphQL document."""
query_depth_max: Final = 25
"""Nested selections. SQLAlchemy's compiler recurses out at about 40."""
query_fields_max: Final = 500
"""Fields of one request, fragments expanded."""
query_cost_max: Final = 1_000_000_000
"""Rows that a request may have to read, as `plan/cost.py` estimates them; not under --strict-dgraph."""
cost_counted_rows_max: Final = 100_000
"""Nodes of a type that are counted where an estimate would refuse a request; of edges a tenth."""
cost_counts_kept_s: Final = 5
"""Seconds for which these counts are remembered."""
page_size_max: Final = 100_000
"""`first` of one list; not under --strict-dgraph."""
connection_page_nodes_default: Final = 50
"""Nodes on a page of a connection where neither `first` nor `last` is given."""
tree_depth_max: Final = 1_000
"""`depth` of one tree, such as `repliesTree`."""
tree_depth_default: Final = 100
"""Steps that a tree goes down where no `depth` is given."""
tree_nodes_max: Final = 100_000
"""Nodes of one tree."""
validation_errors_max: Final = 20
"""Errors of one GraphQL document that are listed."""
field_comparisons_max: Final = 500_000
"""Steps in which fields of equal names are compared, before a document counts as an attack; graphql-core's count."""
introspection_lists_max: Final = 2
"""Lists of types or fields inside one another that introspection goes through; each multiplies the answer."""
persisted_queries_max: Final = 1_000
"""Persisted queries that each process remembers; the one used longest ago goes first."""
persisted_query_bytes_max: Final = 32 * 1024
"""Bytes of a query's text up to which it is persisted; a longer one is answered and not remembered."""
introspection_cache_entries_max: Final = 16
"""Answers to introspection that each process remembers."""
filter_depth_max: Final = 25
"""Nested filters and connectives."""
filter_terms_max: Final = 500
"""Comparisons in one filter."""
regexp_characters_max: Final = 10_000
"""Characters of one regular expression."""
regexp_bytes_max: Final = 2 * 1024 * 1024
"""Bytes that a compiled regular expression may take."""
regexp_depth_max: Final = 50
"""Nested groups of a regular expression up to which an index helps it."""
regexp_trigrams_max: Final = 8
"""Runs of three characters that are looked up for one regular expression; what they find is tested."""
groups_max: Final = 10_000
"""Groups of one `groupBy…` without `first`."""
group_keys_max: Final = 10
"""Keys of one `groupBy…`."""
list_values_max: Final = 100_000
"""Values in one list argument, such as `in: [...]`."""
jwks_bytes_max: Final = 1024 * 1024
"""Bytes of an issuer's key set."""
jwks_read_s_max: Final = 5
"""Seconds to wait for an issuer's key set."""
jwks_fresh_s: Final = 300
"""Seconds for which a key set is kept where its answer does not say."""
jwks_fresh_s_max: Final = 24 * 60 * 60
"""Seconds for which a key set is kept at most, whatever its answer says."""
jwks_retry_s: Final = 10
"""Seconds between two tries to fetch a key set: unknown keys and failures ask no more often."""
token_leeway_s_max: Final = 300
"""Seconds of `Leeway` in `# Dgraph.Authorization`."""
token_issuers_max: Final = 20
"""Issuers of tokens that one schema trusts."""
permissions_max: Final = 50
"""`@permission`s on one type or edge field."""
rule_tests_max: Final = 1_000
"""Planned questions about rules and permissions of writes that each process remembers."""
callers_remembered_max: Final = 1_000
"""Callers for whom each process remembers which of a schema's claims they have."""
mutation_nodes_max: Final = 50_000
"""Objects in the input of one mutation, nested ones included."""
mutation_depth_max: Final = 50
"""Objects inside objects in the input of one mutation."""
mutation_quads_max: Final = 1_000_000
"""Quads of one request in DQL, `uid(…)` and `val(…)` put in."""
answer_bytes_max: Final = 256 * 1024 * 1024
"""Bytes of one answer."""
string_bytes_max: Final = 16 * 1024 * 1024
"""Bytes of one string value."""
shape_positions_max: Final = 100_000
"""Positions in one Polygon or MultiPolygon."""
password_bytes_min: Final = 6
"""Bytes that a password needs at least, as in Dgraph."""
password_bytes_max: Final = 72
"""Bytes of a password; bcrypt looks at no more."""
passwords_per_mutation_max: Final = 1_000
"""Passwords in the input of one mutation; hashing one takes about 60 ms."""
vector_numbers_max: Final = 16_384
"""Numbers in one vector."""
nearest_nodes_max: Final = 10_000
"""Nodes that one `querySimilar…` may ask for (`topK`)."""
nearest_by_index_max: Final = 400
"""Nodes up to which an index of pgvector finds the nearest; for more all vectors are compared."""
nearest_compared_max: Final = 2_000
"""Nodes that pass a filter up to which their vectors are compared although there is an index of pgvector."""
nearest_candidates_max: Final = 4_000
"""Near vectors that an index of pgvector gives for one search with a filter; then all that pass it are compared."""
vector_index_rows_min: Final = 10_000
"""Vectors of one length from which on they get an index of pgvector; fewer are compared in no time."""

walk_edges_max: Final = 1_000_000
"""Edges that one `@recurse` or `shortest` of DQL follows; as Dgraph's `--limit query-edge`."""
walk_batch_nodes: Final = 5_000
"""Nodes whose edges one statement reads."""
walk_looking_nodes: Final = 100_000
"""The same where it looks into variables, which each statement makes anew."""
path_search_steps_max: Final = 1_000_000
"""Beginnings of paths that one `shortest` looks at where it asks for several paths."""
paths_max: Final = 1_000
"""Paths that one `shortest` may ask for (`numpaths`)."""

# Schemas
schema_bytes_max: Final = 4 * 1024 * 1024
"""Bytes of a GraphQL schema."""
schema_types_max: Final = 2_000
"""Types of a GraphQL schema."""
schema_errors_max: Final = 200
"""Errors that are looked for in one schema; a text with more is not looked through to its end."""
schema_duplicates_shown_max: Final = 5
"""Values that two nodes have which a refused `@id` lists; all are counted."""
schema_examples_shown_max: Final = 3
"""Nodes that a refused schema change names; all are counted."""
schema_pause_ms_max: Final = 10_000
"""Milliseconds that writers may have to wait for a schema change, as estimated, without `--allow-pause`."""
family_columns_max: Final = 200
"""Columns of one family table; PostgreSQL ends at 1,600 and at 8 kB rows."""

# Run time
inline_read_ms: Final = 2.0
"""Milliseconds that a read may take in the event loop before it moves to a thread."""
slow_statement_runs: Final = 50
"""Runs that a statement spends on a thread at most, each time that it is stopped in the event loop again."""
slow_statements_max: Final = 1_000
"""Statements remembered as slow in each process."""
read_ms_max: Final = 60_000
"""Milliseconds that one read may take."""
read_retry_ms_max: Final = 5_000
"""Milliseconds for which a read whose connection to a server was lost is tried again."""
replica_schema_ms_max: Final = 500
"""Milliseconds for which a process reads a replica without asking the primary whether the schema was changed; a change
made by a process that has a replica itself waits for the others as long."""
replica_wait_ms_max: Final = 500
"""Milliseconds that a read waits for a replica to come past its position, before the primary server is asked."""
connection_wait_ms_max: Final = 10_000
"""Milliseconds that a read waits for a free connection to a server."""
read_threads_max: Final = 4
"""Threads for long reads in each process."""
write_wait_ms_max: Final = 30_000
"""Milliseconds that a write waits for other processes' writes."""
write_batch_max: Final = 64
"""Mutations that commit together in one process."""
plans_per_operation_max: Final = 200
"""Compiled plans of one operation, for different shapes of its variables, kept in each process."""
plan_cache_entries_max: Final = 2_000
"""Kinds of DQL queries with their compiled plans kept in each process; those of one kind differ in literals only."""
document_cache_entries_max: Final = 1_000
"""Documents that were found valid, with their plans, kept in each process."""
syntax_trees_kept_max: Final = 64
"""Syntax trees of documents kept in each process; one of another known document is made again when it is needed."""
cached_text_bytes_max: Final = 8 * 1024
"""Bytes of a query text up to which the text itself is remembered; longer ones share their documents only."""
schema_texts_kept_bytes_max: Final = 32 * 1024
"""Bytes of schema texts whose API and rules each process keeps (300 times as much); the last one it keeps anyway."""
vector_cache_bytes_max: Final = 1024 * 1024 * 1024
"""Bytes of vectors kept ready for searches in each process; fields with more are read for each search."""
shapes_kept_max: Final = 1_000
"""Polygons that each process keeps ready for the next filter."""
driver_probe_rows_max: Final = 1_000
"""Nodes that a filter may drive to; when it finds more, the order is scanned and the filter checked."""
token_bytes_max: Final = 2_000
"""Bytes of a word in an index of words; a longer one stands there as its beginning and a digest, and is found by it."""
token_probe_rows_max: Final = 100
"""Texts with a trigram of a regular expression that are passed over to see how rare it is: the rarest one drives."""
driver_sift_rows_max: Final = 25_000
"""Nodes that a filter may find for rows in an order to be looked up among them; when it finds more, it is checked."""
driver_choice_s: Final = 5
"""Seconds for which it is remembered that a read had to check instead of drive."""
driver_totals_s: Final = 60
"""Seconds for which it is remembered how many nodes of a type there are, for that choice."""
driver_choices_max: Final = 10_000
"""Reads of which each process remembers it."""
driver_choice_text_max: Final = 200
"""Characters of a value up to which it is remembered."""
relation_rows_max: Final = 1_000_000
"""Nodes in a relation that one step of a plan hands to the next."""
variable_depth_max: Final = 100
"""How many variables of a DQL query may be made of each other, one after the other."""
bigfloat_total_exponent_max: Final = 9_999
"""Powers of ten, up and down, of bigfloats of which DQL makes sums and averages."""
expanded_fields_max: Final = 5_000
"""Fields for which the `expand()`s of a query stand."""
normalized_rows_max: Final = 1_000_000
"""Rows that @normalize of DQL makes of an answer."""

# Transactions
transaction_idle_s_max: Final = 300
"""Seconds after which an open transaction of DQL that has written and is not used is given up."""
transaction_reading_idle_s_max: Final = 30
"""Seconds after which one that has only read is given up."""
transactions_open_max: Final = 1_000
"""Open transactions that have written, in each process; one more gives up the one longest unused."""
transactions_reading_max: Final = 20_000
"""The same of those that have only read."""
transaction_quads_max: Final = 1_000_000
"""Quads that one open transaction may have written before it is committed."""
snapshots_open_max: Final = 100
"""States of a store in a file that open transactions of one process look at."""
snapshot_log_bytes_max: Final = 256 * 1024 * 1024
"""Bytes of SQLite's log; while it is longer, what only reads is given up after a second, so that it can be cut."""
draft_ms_max: Final = 2_000
"""Milliseconds for which a read of a transaction's own writes may hold rows on PostgreSQL; then it reads a copy."""
draft_copy_rows_max: Final = 1_000_000
"""Rows of a table that a transaction copies on PostgreSQL to see its own writes beside others'."""
processes_max: Final = 256
"""Processes that have transactions open on one store."""
step_connect_s_max: Final = 3
"""Seconds until a server on another machine must have taken up a connection, and until who connects must say why."""
step_greeting_bytes_max: Final = 1_024
"""Bytes with which a process says who it is before it hands over a step."""
step_silence_s_max: Final = 10
"""Seconds without a sign of life after which a process that was handed a step of a transaction counts as gone."""

# Stores
uid_lease_uids: Final = 10_000
"""Uids that a process leases at a time."""
uids_allocated_max: Final = 100_000_000
"""Uids that one call of `AllocateIDs` over gRPC hands out."""
changes_kept_commits: Final = 100_000
"""Commits kept in the `changes` table."""
changes_entries_max: Final = 10_000
"""Changes of one commit that are kept in detail; beyond it the commit says 'everything'."""
index_batch_ms: Final = 50
"""Milliseconds that a batch of an index build may hold the write lock."""
load_batch_quads: Final = 250_000
"""Quads in one atomic batch of a load."""
copy_batch_rows: Final = 20_000
"""Rows in one atomic batch of `graphwright copy`."""
bulk_memory_bytes: Final = 1024 * 1024 * 1024
"""Memory that a bulk load takes at most, about, unless it is told."""
export_range_rows: Final = 20_000
"""Rows of one table that an export reads in one go."""
bad_lines_shown_max: Final = 20
"""Bad lines that a load prints; all are counted."""
load_beside_bytes_min: Final = 4 * 1024 * 1024
"""Bytes of files from which on a load reads in a process of its own."""
load_busy_tries_max: Final = 10
"""Times that a batch of a load waits for `write_wait_ms_max` while other writers have the store."""
load_names_max: Final = 4_000_000
"""Names of nodes that a load remembers; beyond it they are looked up in the store."""
api_keys_max: Final = 10_000
"""API keys of a store that were not revoked."""
api_key_name_chars_max: Final = 200
"""Characters of the name of an API key."""
api_key_revoked_kept_days: Final = 400
"""Days for which a revoked API key is still listed."""
duplicates_shown_max: Final = 20
"""Duplicates of @id values that a load lists; all are counted."""
