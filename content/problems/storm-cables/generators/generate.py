"""Writes data/ of this package. Run it from anywhere; the result is always the same."""

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools"))
from testdata import Package  # noqa: E402

random.seed(1011)

def brute(houses, cables, storms):
    result = []
    for end in range(1, len(storms) + 1):
        torn = set(storms[:end])
        group = list(range(houses))
        for cable, (one, other) in enumerate(cables):
            if cable not in torn:
                old, new = group[one], group[other]
                group = [new if number == old else number for number in group]
        result.append(len(set(group)))
    return result


def net(houses, count):
    return [[random.randrange(houses), random.randrange(houses)] for _ in range(count)]


def order(count):
    storms = list(range(count))
    random.shuffle(storms)
    return storms


def case(houses, cables, hits):
    return [houses, cables, [random.randrange(len(cables)) for _ in range(hits)] if cables else []]


def path(houses):
    return [[house, house + 1] for house in range(houses - 1)]


package = Package(__file__, brute, entry="groups_after_storms")
package.sample(
    "1",
    [4, [[0, 1], [1, 2], [2, 0], [2, 3]], [1, 3, 0]],
    "Without cable 1 all houses still hang together over the other three: 1 group. Without cable 3, house 3 is alone: 2 groups. Without cable 0, house 1 is alone, too: 3 groups.",
)
package.sample(
    "2",
    [3, [[0, 1], [1, 2]], [0, 0, 1]],
    "The second storm hits the cable that is torn already, so nothing changes.",
)
package.sample("3", [5, [[0, 1]], []], "No storm, no numbers: the list is empty.")
package.secret("one-house", [1, [[0, 0]], [0, 0]])
package.secret("no-cables-no-storms", [7, [], []])
package.secret("two-parallel-cables", [2, [[0, 1], [1, 0]], [1, 0]])
package.secret("cable-to-itself", [3, [[1, 1], [0, 1], [2, 2]], [0, 2, 1]])
package.secret("repeated-hits", [4, [[0, 1], [1, 2], [2, 3]], [2, 0, 2, 2, 0, 1, 1]])
package.secret("hit-again-after-others", [5, [[0, 1], [1, 2], [2, 3], [3, 4], [4, 0]], [0, 1, 2, 0, 3, 1, 4, 0]])
package.secret("some-cables-survive", [6, [[0, 1], [2, 3], [4, 5], [1, 2], [3, 4]], [3, 4]])
package.secret("houses-without-cables", [50, [[10, 20], [20, 30], [30, 10]], [0, 1, 2]])
package.secret("ring", [40, path(40) + [[39, 0]], order(40)])
package.secret("star", [40, [[0, house] for house in range(1, 40)], order(39)])
package.secret("small-random", case(12, net(12, 20), 30))
package.secret("medium-random", case(60, net(60, 120), 150))
package.secret("everything-torn", [100, net(100, 100), order(100)])
package.secret("largest-path-from-the-start", [10000, path(10000), list(range(9999))], small=False)
package.secret("largest-random-every-cable", [10000, net(10000, 10000), order(10000)], small=False)
package.secret("large-many-repeats", case(1500, net(1500, 4000), 5000), small=False)
package.secret("large-same-cable", [10000, net(10000, 3000), [2999] * 4000], small=False)
package.secret("many-parallel-cables", [2, [[0, 1]] * 4000, order(4000)], small=False)
package.compare(
    case(houses, net(houses, random.randint(0, 8)), random.randint(0, 10)) for houses in (random.randint(1, 6) for _ in range(600))
)
