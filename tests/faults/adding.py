"""A process under load: adds nodes to a store from several threads, and prints each key that was acknowledged.

`python -m tests.faults.adding STORE PREFIX THREADS`; ends only by being killed.
"""

from __future__ import annotations

import itertools
import sys
import threading

from graphwright import Database

schema = """
type Parcel { code: String! @id  note: String @search(by: [term])  parts: [Part] @hasInverse(field: parcel) }
type Part { id: ID!  parcel: Parcel  label: String @search(by: [hash]) }
"""
add = "mutation ($input: [AddParcelInput!]!) { addParcel(input: $input) { numUids } }"


def main(store: str, prefix: str, threads: int) -> None:
    database = Database.open(store)
    writing = threading.Lock()

    def work(thread: int) -> None:
        for number in itertools.count():
            code = f"{prefix}-{thread}-{number}"
            parts = [{"label": f"{code} left"}, {"label": f"{code} right"}]
            answer = database.graphql(add, {"input": [{"code": code, "note": f"parcel {code}", "parts": parts}]})
            if "errors" in answer:
                sys.exit(str(answer))
            with writing:
                print(code, flush=True)

    for thread in range(threads):
        threading.Thread(target=work, args=(thread,)).start()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
