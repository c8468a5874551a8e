"""Raw results + shape → answer: null propagation, errors, merging. Pure. Does not know: SQL."""
