"""Writes data/ of this package. Run it from anywhere; the result is always the same."""

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools"))
from testdata import Package  # noqa: E402

random.seed(1002)

LIMIT = 10**11


def brute(text):
    lengths = [int(word) for word in text.split()[1:]]
    piece = next(size for size in range(min(lengths), 0, -1) if all(length % size == 0 for length in lengths))
    return f"{piece} {sum(length // piece for length in lengths)}"


def box(lengths):
    assert all(1 <= length <= LIMIT for length in lengths)
    return f"{len(lengths)}\n{' '.join(map(str, lengths))}"


def multiples(n, piece):
    return [piece * random.randint(1, LIMIT // piece) for _ in range(n)]


package = Package(__file__, brute)
package.sample(
    "1",
    box([120, 90, 150]),
    "Pieces of 30 mm fit 4, 3 and 5 times. No longer piece divides 120, 90 and 150 without scrap.",
)
package.sample("2", box([8, 15]), "8 and 15 have no common divisor but 1, so there are 8 + 15 pieces of 1 mm.")
package.sample("3", box([42]), "A single ribbon stays in one piece.")
package.secret("shortest", box([1]))
package.secret("all-equal", box([36] * 7))
package.secret("pairs-share-but-not-all", box([6, 10, 15]))
package.secret("piece-is-odd-part", box([54, 90, 126]))
package.secret("shortest-divides-all", box([700, 1400, 7000, 2100]))
package.secret("one-among-long", box([LIMIT, 1, LIMIT]))
package.secret("small-random", box([12 * random.randint(1, 40) for _ in range(30)]))
package.secret("neighbours-mislead", box([6 * 35, 10 * 21, 14 * 15, 30 * 7, 77 * 6]))
package.secret("two-large-neighbours", box([LIMIT, LIMIT - 1]), small=False)
package.secret("large-single", box([LIMIT]))
package.secret("large-primes", box([99_999_999_977, 99_999_999_947]), small=False)
package.secret("large-common-piece", box(multiples(2000, 999_983)), small=False)
package.secret("most-and-longest", box([LIMIT] * 10000))
package.secret("most-random", box([random.randint(LIMIT // 2, LIMIT) for _ in range(10000)]), small=False)
package.secret("last-ribbon-decides", box([2 * 3 * 5 * 7 * 11 * random.randint(1, 40_000_000) for _ in range(9999)] + [LIMIT - 1]), small=False)
package.compare(box([random.choice([1, 2, 6, 10]) * random.randint(1, 12) for _ in range(random.randint(1, 5))]) for _ in range(100))
