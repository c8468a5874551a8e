"""Mutations in DQL, from their texts to change sets, in this order.

`reading` (texts → quads), `conditions` (which mutations run), `variables` (uid(v) and val(v) put in), `additions`
(what the catalog lacks), `passwords`, `changes` (quads → change sets). Does not know: the store.
"""
