"""A writer to be killed: files short documents, and says on standard output what is durable.

Run as ``python -m tests.faults.writing STORE one|many FIRST``: one at a time or in batches, from number FIRST on.
"""

import sys
from itertools import count

from kg.graph.store import filing, open_store
from tests import sample

MANY = 5


def location(number):
    return f"file:///d/{number}.txt"


def document(number):
    return sample.news(text=f"Edition {number}. {sample.NEWS_TEXT}")


def main(path, size, first):
    store = open_store(path, writable=True)
    with store.writer() as writer:
        for start in count(first, size):
            numbers = range(start, start + size)
            writer.file(filing(document(number), location(number)) for number in numbers)
            writer.flush()
            sys.stdout.write(f"{numbers[-1]}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], {"one": 1, "many": MANY}[sys.argv[2]], int(sys.argv[3]))
