"""Writes data/ of this package. Run it from anywhere; the result is always the same."""

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools"))
from testdata import Package  # noqa: E402

random.seed(1010)

LIMIT = 10**12
FAR = 10**14


def brute(text):
    """Counts the choices by their sum, thing after thing."""
    numbers = list(map(int, text.split()))
    low, high, pulls = numbers[1], numbers[2], numbers[3:]
    ways = {0: 1}
    for pull in pulls:
        grown = dict(ways)
        for total, count in ways.items():
            grown[total + pull] = grown.get(total + pull, 0) + count
        ways = grown
    return str(sum(count for total, count in ways.items() if low <= total <= high))


def hall(low, high, pulls):
    assert -FAR <= low <= high <= FAR and all(-LIMIT <= pull <= LIMIT for pull in pulls)
    return f"{len(pulls)} {low} {high}\n{' '.join(map(str, pulls))}"


def mixed(n, most):
    return [random.randint(-most, most) for _ in range(n)]


package = Package(__file__, brute)
package.sample(
    "1",
    hall(1, 4, [3, 5, -2]),
    "The sums 3 (first bag), 3 (second bag and balloon) and 1 (first bag and balloon) lie in the range. The others are 0, 5, -2, 8 and 6.",
)
package.sample("2", hall(0, 0, [4, -4, 0]), "Sum 0 comes from nothing, the empty box, bag and balloon, and all three things together.")
package.sample("3", hall(7, 7, [7, 7, 7]), "The three bags weigh the same but are different things, so there are 3 choices.")
package.secret("one-thing-nothing-fits", hall(1, 4, [5]))
package.secret("one-thing-only-nothing", hall(-3, 0, [1]))
package.secret("only-balloons", hall(-12, -5, [-3, -4, -5, -6]))
package.secret("both-ends-count", hall(-10, 10, [10, 20, -30, 5, 5]))
package.secret("range-is-one-sum", hall(15, 15, [1, 2, 3, 4, 5, 6, 7, 8]))
package.secret("range-above-everything", hall(100, 200, [9, 30, 12, -40, 48]))
package.secret("small-random", hall(-20, 35, mixed(12, 30)))
package.secret("odd-number-of-things", hall(-100, 100, mixed(17, 100)))
package.secret("powers-of-two", hall(12345, 23456, [2**i for i in range(16)]))
package.secret("all-empty-boxes", hall(0, 0, [0] * 34))
package.secret("all-equal-half-of-them", hall(17 * LIMIT, 17 * LIMIT, [LIMIT] * 34))
package.secret("everything-is-allowed", hall(-FAR, FAR, [1, -1] * 17))
package.secret("bags-against-balloons", hall(-2, 3, [7] * 17 + [-7] * 17))
package.secret("heaviest-sum-exactly", hall(34 * LIMIT, FAR, [LIMIT] * 34))
package.secret("lightest-sum-exactly", hall(-FAR, -34 * LIMIT, [-LIMIT] * 34))
package.secret("small-pulls-many-ties", hall(-40, 40, mixed(34, 30)))
package.secret("largest-random", hall(-LIMIT // 7, LIMIT // 3, mixed(34, LIMIT)), small=False)
package.secret("largest-narrow-range", hall(123_456, 99_123_456, mixed(34, LIMIT)), small=False)
package.secret("largest-powers-of-three", hall(-10**8, 10**8, [(-3) ** (i % 25) + i for i in range(34)]), small=False)
package.secret("largest-33-things", hall(0, FAR, mixed(33, LIMIT)), small=False)
package.compare(hall(*sorted(mixed(2, 12)), mixed(random.randint(1, 8), 6)) for _ in range(200))
