"""Writes data/ of this package. Run it from anywhere; the result is always the same."""

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools"))
from testdata import Package  # noqa: E402

random.seed(1003)

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def brute(names):
    return next((name for i, name in enumerate(names) if names.index(name) < i), "")


def different(n, length):
    """`n` different names of `length` lower-case letters in random order."""
    names = set()
    while len(names) < n:
        names.add("".join(random.choices(LETTERS, k=length)))
    names = sorted(names)
    random.shuffle(names)
    return names


package = Package(__file__, brute, entry="first_return")
package.sample(
    "1",
    [["Mara", "Joon", "Tilda", "Joon", "Mara"]],
    "Joon comes back at line 4, Mara only at line 5. That Mara signed first of all does not matter.",
)
package.sample("2", [["Ana", "ana", "Bo"]], "Ana and ana are different guests, so nobody came back: the answer is the empty string.")
package.secret("empty-book", [[]])
package.secret("one-guest", [["Zoe"]])
package.secret("same-guest-twice", [["Zoe", "Zoe"]])
package.secret("case-matters", [["Kim", "kim", "KIM", "Lou", "Lou", "kim"]])
package.secret("second-entry-counts", [["A", "B", "C", "C", "B", "A"]])
package.secret("prefixes-are-different", [["Jo", "Joa", "Joan", "J", "Joanna", "Joan", "Jo"]])
package.secret("inherited-names", [["toString", "constructor", "valueOf", "Ida", "valueOf", "Ida"]])
package.secret("all-the-same", [["Otto"] * 5000])
package.secret("small-random", [random.choices(["Li", "Ari", "Noa", "Uma", "Eve", "Max"], k=8)])
names = different(2000, 3)
package.secret("return-at-the-last-line", [names + [names[0]]])
package.secret("nobody-returns", [different(3000, 4)])
package.secret("largest-nobody-returns", [different(20000, 4)], small=False)
names = different(19999, 5)
package.secret("largest-last-line", [names + [names[-1]]], small=False)
package.secret("longest-names-differ-at-the-end", [["abcdefgh" + name for name in different(3000, 4)]], small=False)
package.compare([random.choices("abcdeA", k=random.randint(0, 7))] for _ in range(500))
