"""A slow, naive reference evaluator and a generator of cases that the engine is compared with."""
