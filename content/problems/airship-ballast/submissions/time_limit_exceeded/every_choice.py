# Tries every choice.
from itertools import product

n, low, high = map(int, input().split())
pulls = list(map(int, input().split()))
choices = 0
for hung in product((False, True), repeat=n):
    total = sum(pull for pull, on in zip(pulls, hung) if on)
    if low <= total <= high:
        choices += 1
print(choices)
