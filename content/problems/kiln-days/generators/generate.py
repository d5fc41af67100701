"""Writes data/ of this package. Run it from anywhere; the result is always the same."""

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools"))
from testdata import Package  # noqa: E402

random.seed(1005)

LIMIT = 10**9


def brute(text):
    numbers = list(map(int, text.split()))
    days, weights = numbers[1], numbers[2:]
    n = len(weights)
    total = [sum(weights[:end]) for end in range(n + 1)]
    # best[end]: the smallest capacity for the first `end` pots with the days allowed so far.
    best = total[:]
    for _ in range(min(days, n) - 1):
        best = [0] + [min(max(best[start], total[end] - total[start]) for start in range(end)) for end in range(1, n + 1)]
    return str(best[n])


def shelf(days, weights):
    return f"{len(weights)} {days}\n{' '.join(map(str, weights))}"


def pots(n, most):
    return [random.randint(1, most) for _ in range(n)]


package = Package(__file__, brute)
package.sample(
    "1",
    shelf(3, [4, 3, 2, 6, 5]),
    "Firing 4+3, then 2+6, then 5 needs a capacity of 8. With 7 the days would be 4+3, 2, 6 and 5: one too many.",
)
package.sample("2", shelf(10, [30, 70, 20]), "There are more days than pots. Each pot can be fired alone, but the heaviest one still has to fit.")
package.sample("3", shelf(1, [5, 5, 5, 5]), "On a single day all four pots are in the kiln together.")
package.secret("one-pot", shelf(1, [1]))
package.secret("one-heaviest-pot", shelf(LIMIT, [LIMIT]))
package.secret("days-equal-pots", shelf(5, [3, 9, 2, 9, 4]))
package.secret("one-day-less-than-pots", shelf(4, [3, 9, 2, 9, 4]))
package.secret("heaviest-at-the-end", shelf(2, [1, 1, 1, 1, 100]))
package.secret("all-equal-not-even", shelf(4, [10] * 10))
package.secret("even-share-is-not-enough", shelf(2, [5, 1, 7, 2]))
package.secret("order-matters", shelf(3, [9, 1, 9, 1, 9, 1]))
package.secret("rising", shelf(7, list(range(1, 41))))
package.secret("falling", shelf(7, list(range(40, 0, -1))))
package.secret("small-random", shelf(6, pots(40, 50)))
package.secret("over-32-bits", shelf(3, [LIMIT] * 20))
package.secret("largest-one-day", shelf(1, [random.randint(LIMIT - 5000, LIMIT - 1) for _ in range(10000)]), small=False)
package.secret("largest-two-days", shelf(2, pots(8000, LIMIT)), small=False)
package.secret("largest-many-days", shelf(1000, pots(20000, 10**6)), small=False)
package.secret("largest-more-days-than-pots", shelf(LIMIT, pots(5000, LIMIT)), small=False)
package.secret("largest-half-as-many-days", shelf(10000, pots(20000, 9)), small=False)
package.compare(shelf(random.randint(1, 8), pots(random.randint(1, 9), random.choice([3, 20]))) for _ in range(150))
