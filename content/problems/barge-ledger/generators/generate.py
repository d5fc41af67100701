"""Writes data/ of this package. Run it from anywhere; the result is always the same."""

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools"))
from testdata import Package  # noqa: E402

random.seed(1001)

LIMIT = 1_000_000


def brute(text):
    rows = [tuple(map(int, line.split())) for line in text.splitlines()[1:]]
    loads = [sum(loaded - unloaded for unloaded, loaded in rows[: end + 1]) for end in range(len(rows))]
    assert min(loads) >= 0
    return f"{max(loads)} {loads.index(max(loads)) + 1}"


def ledger(rows):
    return "\n".join([str(len(rows))] + [f"{unloaded} {loaded}" for unloaded, loaded in rows])


def journey(n, most):
    """A random journey that unloads only what is on board."""
    rows, load = [], 0
    for _ in range(n):
        unloaded = random.randint(0, min(load, most))
        loaded = random.randint(0, most)
        rows.append((unloaded, loaded))
        load += loaded - unloaded
    return rows


package = Package(__file__, brute)
package.sample(
    "1",
    ledger([(0, 500), (200, 100), (0, 300), (700, 50)]),
    "The barge leaves the four piers with 500, 400, 700 and 50 kg. The heaviest load is 700 kg, at pier 3.",
)
package.sample(
    "2",
    ledger([(0, 80), (80, 0), (0, 80)]),
    "Pier 1 and pier 3 are both left with 80 kg. The first of them counts.",
)
package.sample("3", ledger([(0, 0), (0, 0)]), "Nothing is ever on board: the heaviest load is 0 kg, first at pier 1.")
package.secret("one-pier", ledger([(0, 7)]))
package.secret("one-pier-nothing", ledger([(0, 0)]))
package.secret("unload-before-load", ledger([(0, 10), (10, 10), (10, 9), (9, 10)]))
package.secret("peak-at-the-end", ledger([(0, 5), (1, 3), (2, 4), (0, 1)]))
package.secret("peak-at-the-start", ledger([(0, 1000000), (1000000, 999999), (1, 0), (0, 1)]))
package.secret("many-ties", ledger([(0, 3)] + [(3, 3)] * 50))
package.secret("small-random", ledger(journey(60, 9)))
package.secret("medium-random", ledger(journey(1000, LIMIT)))
package.secret("over-32-bits", ledger([(0, LIMIT)] * 9000 + [(LIMIT, 0)] * 4500 + [(0, 1)]), small=False)
package.secret("large-random", ledger(journey(8000, LIMIT)), small=False)
package.secret("largest-all-loading", ledger([(0, LIMIT)] * 20000), small=False)
package.secret("long-journey-nothing", ledger([(0, 0)] * 3000), small=False)
package.secret("long-up-and-down", ledger([(0, 1) if i % 2 == 0 else (1, 0) for i in range(3000)]), small=False)
package.compare(ledger(journey(random.randint(1, 6), 3)) for _ in range(100))
