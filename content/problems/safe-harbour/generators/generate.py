"""Writes data/ of this package. Run it from anywhere; the result is always the same."""

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools"))
from testdata import Package  # noqa: E402

random.seed(1004)

LIMIT = 10**9


def brute(levels, minimum):
    safe = "".join("x" if level >= minimum else " " for level in levels)
    return max(map(len, safe.split()), default=0)


def around(n, spread, unsafe_every):
    """Levels around zero of which about one in `unsafe_every` is below zero."""
    return [random.randint(-spread, -1) if random.randrange(unsafe_every) == 0 else random.randint(0, spread) for _ in range(n)]


package = Package(__file__, brute, entry="longest_stay")
package.sample(
    "1",
    [[310, 420, 380, 290, 350, 360, 400, 250], 350],
    "Hours 2 and 3 are safe, then hours 5, 6 and 7. The second stay is the longer one: 3 hours. A level of exactly 350 is enough.",
)
package.sample("2", [[-20, -5, -30, -1], -10], "Levels and minimum may be below zero. Only -5 and -1 are safe, and they do not touch, so the longest stay is 1 hour.")
package.sample("3", [[100, 120], 200], "The ship never floats: the answer is 0.")
package.secret("empty-forecast", [[], 5])
package.secret("one-hour-safe", [[7], 7])
package.secret("one-hour-unsafe", [[6], 7])
package.secret("run-reaches-the-end", [[5, 1, 5, 5, 5], 5])
package.secret("run-from-the-start", [[9, 9, 9, 9, 1, 9, 9], 9])
package.secret("exactly-the-minimum", [[0, 0, -1, 0, 0, 0, 1], 0])
package.secret("all-negative", [[-4, -9, -4, -3, -2, -8, -5], -4])
package.secret("extreme-levels", [[-LIMIT, LIMIT, LIMIT, -LIMIT, LIMIT], LIMIT])
package.secret("everything-is-safe", [[-LIMIT] * 300, -LIMIT])
package.secret("rising-tide", [list(range(-500, 500)), 17])
package.secret("falling-tide", [list(range(500, -500, -1)), 17])
package.secret("two-equal-runs", [[3] * 40 + [2] + [4] * 40, 3])
package.secret("medium-random", [around(2000, 300, 8), 0])
package.secret("largest-all-safe", [[random.randint(100, 999) for _ in range(20000)], 100])
package.secret("largest-none-safe", [[random.randint(100, 999) for _ in range(20000)], 1000])
package.secret("largest-alternating", [[1, -1] * 10000, 0])
package.secret("large-random", [around(6000, LIMIT, 50), 0])
package.compare([[random.randint(-2, 2) for _ in range(random.randint(0, 9))], random.randint(-3, 3)] for _ in range(500))
