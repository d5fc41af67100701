from bisect import bisect_left, bisect_right


def sums_of_choices(pulls):
    sums = [0]
    for pull in pulls:
        sums += [total + pull for total in sums]
    return sums


def main():
    n, low, high = map(int, input().split())
    pulls = list(map(int, input().split()))
    left = sums_of_choices(pulls[: n // 2])
    right = sorted(sums_of_choices(pulls[n // 2 :]))
    left.sort()
    print(sum(bisect_right(right, high - total) - bisect_left(right, low - total) for total in left))


main()
