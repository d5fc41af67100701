"""Writes data/ of this package. Run it from anywhere; the result is always the same."""

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools"))
from testdata import Package  # noqa: E402

random.seed(1007)

def brute(cellar):
    """Plays the cellar minute by minute with the set of all squares where the cat may be."""
    floor = {(r, c): mark for r, row in enumerate(cellar) for c, mark in enumerate(row) if mark != "#"}
    wet = {square for square, mark in floor.items() if mark == "~"}
    cats = {square for square, mark in floor.items() if mark == "C"}

    def grown(squares):
        steps = ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1))
        return {(r + down, c + right) for r, c in squares for down, right in steps} & floor.keys()

    for minute in range(1, len(floor) + 1):
        cats = grown(cats) - wet
        if any(floor[square] == "H" for square in cats):
            return minute
        wet = grown(wet)
        cats -= wet
    return -1


def put(rows, marks):
    rows = [list(row) for row in rows]
    for (row, column), mark in marks.items():
        rows[row][column] = mark
    return ["".join(row) for row in rows]


def serpent(height, width):
    """One long corridor that goes right, then left, then right again."""
    rows = []
    for row in range(height):
        if row % 2 == 0:
            rows.append("." * width)
        else:
            rows.append("#" * (width - 1) + "." if row % 4 == 1 else "." + "#" * (width - 1))
    return rows


def scattered(height, width, wall, leaks):
    rows = ["".join("#" if random.random() < wall else "." for _ in range(width)) for _ in range(height)]
    squares = random.sample([(r, c) for r in range(height) for c in range(width)], leaks + 2)
    return put(rows, dict(zip(squares, "CH" + "~" * leaks)))


package = Package(__file__, brute, entry="minutes_to_hatch")
package.sample(
    "1",
    [["C..#", ".#..", "~#.H"]],
    "The water follows the cat along the upper corridor but is always too late: right, right, down, right, down is 5 minutes.",
)
package.sample(
    "2",
    [["C.H", "...", "..~"]],
    "The cat reaches the hatch after 2 minutes, and so does the water. Stepping on the hatch is enough, so the answer is 2.",
)
package.sample(
    "3",
    [["C..H", ".~.."]],
    "Both squares beside the cat are flooded in the first minute, just when the cat would step there. It cannot get out.",
)
package.secret("smallest", [["CH"]])
package.secret("smallest-column-wall", [["C#H"]])
package.secret("no-leak", [["C.#.", ".#..", "...H"]])
package.secret("no-leak-walled-in", [["C#..", "##..", "...H"]])
package.secret("same-minute-at-the-hatch", [["C..H..~"]])
package.secret("one-minute-late", [["C...H..~"]])
package.secret("same-minute-before-the-hatch", [["C...H", "##~##"]])
package.secret("leak-behind-a-wall", [["C....H", "######", "~~~~~~"]])
package.secret("only-the-second-leak-hurts", [["~#C...H", "###.###", "###~###"]])
package.secret("detour-stays-dry", [["C.~#.H", ".###..", "......"]])
package.secret("leak-closes-both-ways", [["C.~.H", ".###.", ".....", "#####"]])
package.secret("water-chases-the-cat", [put(serpent(9, 9), {(0, 0): "~", (0, 1): "C", (8, 8): "H"})])
package.secret("leak-beside-the-cat", [[".C~H.", ".###.", "....."]])
package.secret("one-row-longest", [["C" + "." * 198 + "H"]])
package.secret("one-column-longest", [["~", "."] + ["."] * 20 + ["C"] + ["."] * 176 + ["H"]])
package.secret("small-random", [scattered(12, 15, 0.2, 2)])
package.secret("medium-random", [scattered(60, 60, 0.25, 1)])
open_floor = ["." * 200] * 200
package.secret("largest-open-dry", [put(open_floor, {(0, 0): "C", (199, 199): "H"})], small=False)
package.secret("largest-open-same-minute", [put(open_floor, {(0, 0): "C", (100, 99): "H", (199, 199): "~"})], small=False)
package.secret("largest-many-leaks", [put(open_floor, {(100, c): "~" for c in range(200)} | {(0, 3): "C", (90, 120): "H"})], small=False)
package.secret("largest-serpent-chase", [put(serpent(199, 200), {(0, 0): "~", (0, 1): "C", (198, 199): "H"})], small=False)
package.secret("largest-serpent-dry", [put(serpent(199, 200), {(0, 0): "H", (198, 0): "C"})], small=False)
package.secret("largest-random", [scattered(200, 200, 0.3, 3)], small=False)
package.compare([scattered(random.randint(2, 5), random.randint(2, 6), 0.25, random.randint(0, 2))] for _ in range(1500))
