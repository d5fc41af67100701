# Leaves out the choices whose sum is exactly high.
from bisect import bisect_left

n, low, high = map(int, input().split())
pulls = list(map(int, input().split()))


def sums_of_choices(part):
    sums = [0]
    for pull in part:
        sums += [total + pull for total in sums]
    return sums


left = sums_of_choices(pulls[: n // 2])
right = sorted(sums_of_choices(pulls[n // 2 :]))
print(sum(bisect_left(right, high - total) - bisect_left(right, low - total) for total in left))
