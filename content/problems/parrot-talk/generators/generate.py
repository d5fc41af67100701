"""Writes data/ of this package. Run it from anywhere; the result is always the same."""

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools"))
from testdata import Package  # noqa: E402

random.seed(1012)

MODULUS = 1_000_000_007


def brute(speech, words):
    """For every position and last word, adds up all other last words."""
    known = set(words)
    readings = [{} for _ in range(len(speech) + 1)]
    readings[0][""] = 1
    for end in range(1, len(speech) + 1):
        for word in known:
            if len(word) <= end and speech[end - len(word) : end] == word:
                count = sum(ways for last, ways in readings[end - len(word)].items() if last != word)
                if count:
                    readings[end][word] = count
    return sum(readings[-1].values()) % MODULUS


def letters(n, alphabet):
    return "".join(random.choices(alphabet, k=n))


def cut_from(speech, n, longest):
    """`n` different words that occur in the speech."""
    words = set()
    while len(words) < n:
        start = random.randrange(len(speech))
        words.add(speech[start : start + random.randint(1, longest)])
    words = sorted(words)
    random.shuffle(words)
    return words


package = Package(__file__, brute, entry="count_readings")
package.sample(
    "1",
    ["ahoyaho", ["a", "aho", "ahoy", "hoy"]],
    "The readings are `ahoy aho` and `a hoy aho`. (For `aho y aho` he would have to know the word `y`.)",
)
package.sample(
    "2",
    ["aaa", ["a", "aa"]],
    "`a aa` and `aa a` are readings. `a a a` repeats a word.",
)
package.sample("3", ["tick", ["tic", "ick"]], "No reading covers the whole speech: the answer is 0.")
package.secret("empty-speech", ["", ["rum"]])
package.secret("one-letter", ["x", ["x"]])
package.secret("only-a-repetition", ["rumrum", ["rum"]])
package.secret("repeat-after-another-word", ["rumgorumgorum", ["rum", "go", "rumgo"]])
package.secret("double-entries", ["ababab", ["ab", "a", "b", "ab", "ba", "a"]])
package.secret("same-word-three-times", ["aaaaaa", ["a", "aa", "aaa"]])
package.secret("other-word-of-equal-length", ["abbaabba", ["ab", "ba", "a", "b"]])
package.secret("starts-well-ends-badly", ["a" * 60 + "b", ["a", "aa", "aaa"]])
package.secret("prefixes-that-are-no-words", ["abcdeabcdabc", ["abcde", "abcd", "abc", "eabc", "dabc", "d"]])
package.secret("small-random", [letters(40, "ab"), ["a", "b", "ab", "aba", "bb", "bab"]])
package.secret("beyond-the-modulus", ["a" * 64, ["a" * length for length in range(1, 12)]])
speech = letters(300, "abc")
package.secret("medium-random", [speech, cut_from(speech, 60, 5) + ["a", "b", "c"]])
package.secret("longest-word-is-the-speech", ["polly" * 8, ["polly" * 8, "polly", "pollypolly"]])
package.secret("largest-one-letter", ["a" * 10000, ["a" * length for length in range(1, 41)]], small=False)
package.secret("largest-two-words", ["ab" * 5000, ["a", "b"]], small=False)
package.secret("large-long-repetitions", [("a" * 39 + "b") * 200, ["a" * length for length in range(1, 41)] + ["b", "ab", "aab", "ba"]], small=False)
speech = letters(10000, "ab")
package.secret("largest-two-letters", [speech, cut_from(speech, 4000, 20) + ["a", "b"]], small=False)
speech = letters(10000, "abcd")
package.secret("largest-many-words", [speech, ["a", "b", "c", "d"] + cut_from(speech, 9900, 14)], small=False)
package.secret("large-no-reading", ["a" * 9999 + "z", ["a" * length for length in range(1, 41)]], small=False)
package.compare([letters(random.randint(0, 10), "ab"), [letters(random.randint(1, 3), "ab") for _ in range(random.randint(1, 6))]] for _ in range(1500))
