# Counts different sums instead of different choices.
from bisect import bisect_left, bisect_right

n, low, high = map(int, input().split())
pulls = list(map(int, input().split()))


def sums_of_choices(part):
    sums = {0}
    for pull in part:
        sums |= {total + pull for total in sums}
    return sums


left = sums_of_choices(pulls[: n // 2])
right = sorted(sums_of_choices(pulls[n // 2 :]))
print(sum(bisect_right(right, high - total) - bisect_left(right, low - total) for total in left))
