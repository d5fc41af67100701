"""Writes data/ of this package. Run it from anywhere; the result is always the same."""

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools"))
from testdata import Package  # noqa: E402

random.seed(1008)

def brute(shelf):
    stretches = [shelf[start:end] for start in range(len(shelf)) for end in range(start + 3, len(shelf) + 1, 3)]
    return sum(part.count("g") == part.count("b") == part.count("w") for part in stretches)


def mixed(n, letters="gbw"):
    return "".join(random.choices(letters, k=n))


def near_balance(n):
    """Blocks of three different boxes in changing order: many balanced stretches."""
    return "".join("".join(random.sample("gbw", 3)) for _ in range(n // 3))


package = Package(__file__, brute, entry="balanced_stretches")
package.sample(
    "1",
    ["gbwg"],
    "The stretches of boxes 1 to 3 (gbw) and of boxes 2 to 4 (bwg) are balanced. All four boxes together hold one green too many.",
)
package.sample("2", ["gwbbgw"], "Balanced are gwb (boxes 1 to 3), bgw (boxes 4 to 6) and the whole shelf.")
package.sample("3", ["ggbb"], "There is no white tea, so no stretch is balanced.")
package.secret("empty-shelf", [""])
package.secret("one-box", ["w"])
package.secret("shortest-blend", ["wgb"])
package.secret("two-teas-only", ["gbgbgbgb"])
package.secret("all-the-same", ["b" * 500])
package.secret("other-mixtures-cancel-out", ["gbwbbbwwgggwwbgggwbbbww"])
package.secret("blend-at-the-end-only", ["gggggbw"])
package.secret("grouped", ["g" * 60 + "b" * 60 + "w" * 60])
package.secret("small-random", [mixed(40)])
package.secret("near-balance", [near_balance(300)])
package.secret("medium-random", [mixed(400)])
package.secret("over-31-bits", ["gbw" * 40000], small=False)
package.secret("largest-repeating", ["gbw" * 66666 + "gb"], small=False)
package.secret("large-one-tea", ["w" * 30000], small=False)
package.secret("large-random", [mixed(90000)], small=False)
package.secret("large-near-balance", [near_balance(30000)], small=False)
package.secret("large-grouped", ["g" * 10000 + "b" * 10000 + "w" * 10000], small=False)
package.compare([mixed(random.randint(0, 14))] for _ in range(1000))
