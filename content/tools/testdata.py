"""Writes a package's test data: what every `generators/generate.py` shares.

Answers come from the accepted Python submission. Wherever a case is small enough, an independent straightforward
method given by the generator must agree with it, or the generator stops.
"""

import copy
import json
import shutil
import subprocess
import sys
from pathlib import Path

MAX_FILE_BYTES = 300_000


def _read_script(path):
    """Runs a submission that only defines a function and returns its names."""
    names = {"__name__": "submission"}
    exec(compile(path.read_text(), str(path), "exec"), names)
    return names


class Package:
    """The `data/` folder of one problem package."""

    def __init__(self, script, brute, entry=None):
        """`brute` is the straightforward method; `entry` names the function of a function problem.

        For a function problem `brute` takes the parameters, for the others it takes the input text and gives the answer text.
        """
        self.root = Path(script).resolve().parent.parent
        self.brute = brute
        self.entry = entry
        self.solution = self.root / "submissions" / "accepted" / "solution.py"
        self.function = _read_script(self.solution)[entry] if entry else None
        self.secrets = 0
        shutil.rmtree(self.root / "data", ignore_errors=True)
        (self.root / "data" / "sample").mkdir(parents=True)
        (self.root / "data" / "secret").mkdir()

    def _texts(self, case, small):
        if self.entry:
            text = "".join(json.dumps(value, separators=(",", ":")) + "\n" for value in case)
            answer = self.function(*copy.deepcopy(case))
            if small:
                expected = self.brute(*copy.deepcopy(case))
                assert answer == expected, f"{self.root.name}: {case} gives {answer}, not {expected}"
            return text, json.dumps(answer, separators=(",", ":")) + "\n"
        text = case if case.endswith("\n") else case + "\n"
        done = subprocess.run([sys.executable, self.solution], input=text, capture_output=True, text=True, check=True)
        if small:
            expected = self.brute(text)
            assert done.stdout.split() == expected.split(), f"{self.root.name}: {text!r} gives {done.stdout!r}, not {expected!r}"
        return text, done.stdout

    def _write(self, path, case, small):
        text, answer = self._texts(case, small)
        assert len(text) <= MAX_FILE_BYTES and len(answer) <= MAX_FILE_BYTES, f"{path}: {len(text)} bytes"
        path.with_suffix(".in").write_text(text)
        path.with_suffix(".ans").write_text(answer)

    def sample(self, name, case, description):
        """Adds a sample with the text that explains it."""
        path = self.root / "data" / "sample" / name
        self._write(path, case, small=True)
        path.with_suffix(".yaml").write_text("description: " + json.dumps(description, ensure_ascii=False) + "\n")

    def secret(self, trap, case, small=True):
        """Adds a hidden test named after what it traps; `small=False` when the straightforward method cannot do it."""
        self.secrets += 1
        self._write(self.root / "data" / "secret" / f"{self.secrets:02}-{trap}", case, small)

    def compare(self, cases):
        """Compares both methods on cases that are not kept."""
        for case in cases:
            self._texts(case, small=True)
