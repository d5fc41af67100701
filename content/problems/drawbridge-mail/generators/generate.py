"""Writes data/ of this package. Run it from anywhere; the result is always the same."""

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools"))
from testdata import Package  # noqa: E402

random.seed(1009)

LIMIT = 10**9


def brute(text):
    """Improves the arrivals along all bridges until nothing changes."""
    rows = [tuple(map(int, line.split())) for line in text.splitlines()]
    n = rows[0][0]
    arrival = {1: 0}
    for _ in range(n):
        for a, b, minutes, period in rows[1:]:
            for start, end in ((a, b), (b, a)):
                if start in arrival:
                    there = arrival[start] + -arrival[start] % period + minutes
                    arrival[end] = min(there, arrival.get(end, there))
    return str(arrival.get(n, -1))


def town(n, bridges):
    return "\n".join([f"{n} {len(bridges)}"] + [" ".join(map(str, bridge)) for bridge in bridges])


def mixed(n, m, most_minutes, most_period):
    pick = random.randint
    return [(pick(1, n), pick(1, n), pick(1, most_minutes), pick(1, most_period)) for _ in range(m)]


def chain(n, most_minutes, most_period):
    """All islands in a row; the bridges are listed from the far end."""
    return [(i, i + 1, random.randint(1, most_minutes), random.randint(1, most_period)) for i in range(n - 1, 0, -1)]


def lattice(height, width, most):
    bridges = []
    for row in range(height):
        for column in range(width):
            island = row * width + column + 1
            if column + 1 < width:
                bridges.append((island, island + 1, random.randint(1, most), random.randint(1, most)))
            if row + 1 < height:
                bridges.append((island, island + width, random.randint(1, most), random.randint(1, most)))
    random.shuffle(bridges)
    return bridges


package = Package(__file__, brute)
package.sample(
    "1",
    town(3, [(1, 2, 4, 1), (2, 3, 3, 5), (1, 3, 9, 2)]),
    "Over island 2 Nel arrives there in minute 4, waits until minute 5 and is on island 3 in minute 8. The direct bridge would take until minute 9.",
)
package.sample(
    "2",
    town(4, [(1, 2, 2, 1), (2, 4, 3, 10), (1, 3, 5, 1), (3, 4, 2, 5)]),
    "The way over island 2 has the shorter crossings, but there Nel waits until minute 10. Over island 3 she comes to the second bridge exactly in minute 5 and arrives in minute 7.",
)
package.sample("3", town(3, [(2, 3, 1, 1)]), "No bridge leads away from island 1.")
package.secret("one-island", town(1, []))
package.secret("one-island-with-a-loop", town(1, [(1, 1, 5, 2)]))
package.secret("no-bridges", town(2, []))
package.secret("one-bridge-backwards", town(2, [(2, 1, LIMIT, LIMIT)]))
package.secret("enters-at-once", town(4, [(1, 2, 6, 6), (2, 3, 6, 6), (3, 4, 6, 4)]))
package.secret("waits-each-time", town(4, [(1, 2, 7, 6), (2, 3, 7, 6), (3, 4, 7, 6)]))
package.secret("parallel-bridges", town(3, [(1, 2, 3, 1), (1, 2, 2, 9), (2, 3, 1, 7), (2, 3, 5, 3), (3, 2, 4, 1)]))
package.secret("more-bridges-are-faster", town(5, [(1, 5, 30, 1), (1, 2, 5, 1), (2, 3, 5, 5), (3, 4, 5, 5), (4, 5, 5, 5)]))
package.secret("shortest-crossings-mislead", town(5, [(1, 2, 1, 1), (2, 5, 1, 1000), (1, 3, 9, 1), (3, 4, 9, 9), (4, 5, 9, 6)]))
package.secret("two-separate-towns", town(6, [(1, 2, 1, 1), (2, 3, 1, 1), (4, 5, 1, 1), (5, 6, 1, 1)]))
package.secret("small-random", town(12, mixed(12, 30, 20, 20)))
package.secret("small-lattice", town(36, lattice(6, 6, 9)))
package.secret("medium-random", town(200, mixed(200, 600, LIMIT, 1000)))
package.secret("over-32-bits", town(300, chain(300, LIMIT, LIMIT)))
package.secret("longest-chain", town(10000, chain(10000, 999, 99)), small=False)
package.secret("large-chain-longest-crossings", town(3000, [(i, i + 1, LIMIT, LIMIT - i) for i in range(1, 3000)]), small=False)
package.secret("large-random", town(3000, mixed(3000, 9000, 999, 99)), small=False)
package.secret("largest-lattice", town(4900, lattice(70, 70, 999)), small=False)
package.secret("many-bridges-few-islands", town(100, mixed(100, 5000, LIMIT, 1000)), small=False)
package.compare(town(n, mixed(n, random.randint(0, 9), 6, 6)) for n in (random.randint(1, 6) for _ in range(200)))
