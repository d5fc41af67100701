"""Writes data/ of this package. Run it from anywhere; the result is always the same."""

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools"))
from testdata import Package  # noqa: E402

random.seed(1006)

LIMIT = 10**9


def brute(text):
    """Takes the best fees first, each on the latest free day before its deadline."""
    numbers = list(map(int, text.split()))
    lanterns = sorted(zip(numbers[2::2], numbers[1::2]), reverse=True)
    taken, earned = set(), 0
    for fee, deadline in lanterns:
        day = min(deadline, len(lanterns))
        while day > 0 and day in taken:
            day -= 1
        if day > 0:
            taken.add(day)
            earned += fee
    return str(earned)


def orders(lanterns):
    return "\n".join([str(len(lanterns))] + [f"{day} {fee}" for day, fee in lanterns])


def mixed(n, days, fees):
    return [(random.randint(1, days), random.randint(1, fees)) for _ in range(n)]


package = Package(__file__, brute)
package.sample(
    "1",
    orders([(1, 20), (2, 50), (2, 40), (3, 10)]),
    "The lanterns for 50 and 40 take days 1 and 2, the one for 10 takes day 3. The lantern for 20 could only be repaired on day 1: it is given up.",
)
package.sample("2", orders([(5, 7), (5, 7)]), "Both lanterns have time until day 5, so both are repaired.")
package.sample(
    "3",
    orders([(1, 1), (2, 5), (3, 6), (3, 7)]),
    "Four lanterns want the first three days. The cheapest one is left out: 5 + 6 + 7 = 18.",
)
package.secret("one-lantern", orders([(1, 1)]))
package.secret("all-on-day-one", orders([(1, 3), (1, 9), (1, 9), (1, 4)]))
package.secret("idle-days-before", orders([(4, 5), (4, 6), (4, 7), (4, 8), (4, 9)]))
package.secret("early-one-has-to-go", orders([(1, 1), (2, 100), (2, 100)]))
package.secret("two-have-to-go", orders([(1, 2), (2, 3), (3, 10), (3, 11), (3, 12)]))
package.secret("deadline-beyond-the-last-day", orders([(LIMIT, LIMIT), (LIMIT, 1), (LIMIT - 1, 2)]))
package.secret("unsorted-input", orders([(3, 4), (1, 8), (2, 6), (1, 9), (3, 5), (2, 7)]))
package.secret("equal-fees", orders([(random.randint(1, 30), 5) for _ in range(60)]))
package.secret("fees-rise-with-deadline", orders([(day // 2 + 1, 10 + day) for day in range(80)]))
package.secret("fees-fall-with-deadline", orders([(day // 2 + 1, 1000 - day) for day in range(80)]))
package.secret("small-random", orders(mixed(50, 25, 30)))
package.secret("over-32-bits", orders(mixed(2000, LIMIT, LIMIT)))
package.secret("large-tight", orders(mixed(6000, 3000, LIMIT)))
package.secret("largest-everything-fits", orders([(99999 - i % 100, random.randint(1, 9999)) for i in range(20000)]), small=False)
package.secret("large-half-fits", orders(mixed(8000, 4000, 9999)), small=False)
package.secret("large-one-day", orders([(1, random.randint(1, 9999)) for _ in range(5000)]))
package.compare(orders(mixed(random.randint(1, 7), random.randint(1, 6), 9)) for _ in range(150))
