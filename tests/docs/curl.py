"""A stand-in for curl on machines that have none: the flags that the manual uses, and no other.

In: curl's words. Out: the body on standard output, with `-i` the head before it.
"""

from __future__ import annotations

import argparse
import sys

import httpx


def main() -> None:
    parser = argparse.ArgumentParser(prog="curl")
    parser.add_argument("url")
    parser.add_argument("-i", action="store_true")
    parser.add_argument("-G", action="store_true")
    parser.add_argument("-X", default=None)
    parser.add_argument("-H", action="append", default=[])
    parser.add_argument("-d", default=None)
    parser.add_argument("--data-urlencode", action="append", default=[])
    words = parser.parse_args()
    headers = dict(line.split(": ", 1) for line in words.H)
    if words.d is not None and "Content-Type" not in headers:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    answer = httpx.request(
        words.X or ("GET" if words.d is None else "POST"),
        words.url,
        headers=headers,
        params=dict(pair.split("=", 1) for pair in words.data_urlencode) if words.G else None,
        content=words.d,
    )
    if words.i:
        print(f"{answer.http_version} {answer.status_code} {answer.reason_phrase}")
        print("\n".join(f"{name}: {value}" for name, value in answer.headers.items()))
        print()
    sys.stdout.write(answer.text)


if __name__ == "__main__":
    main()
