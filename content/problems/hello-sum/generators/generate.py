"""Writes data/ of this package. Run it from anywhere; the result is always the same."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools"))
from testdata import Package  # noqa: E402


def brute(text):
    return str(sum(int(word) for word in text.split()))


package = Package(__file__, brute)
package.sample("1", "3 4", "Three letters and four letters make seven.")
package.sample("2", "10 -12", "Ten letters came, twelve were handed back: the total is two below zero.")
package.secret("both-zero", "0 0")
package.secret("one-and-zero", "1 0")
package.secret("cancel-out", "987654321 -987654321")
package.secret("both-negative", "-7 -35")
package.secret("minus-one", "-1 0")
package.secret("carry", "999999999 1")
package.secret("just-over-32-bits-signed", "2147483647 1")
package.secret("just-under-32-bits-signed", "-2147483648 -1")
package.secret("just-over-32-bits-unsigned", "4294967295 1")
package.secret("largest", "1000000000000 1000000000000")
package.secret("smallest", "-1000000000000 -1000000000000")
package.secret("opposite-limits", "-1000000000000 999999999999")
