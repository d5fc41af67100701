import sys


def days_needed(weights, capacity):
    days = 1
    load = 0
    for weight in weights:
        load += weight
        if load > capacity:
            days += 1
            load = weight
    return days


def main():
    numbers = list(map(int, sys.stdin.buffer.read().split()))
    most_days, weights = numbers[1], numbers[2:]
    low, high = max(weights), sum(weights)
    while low < high:
        middle = (low + high) // 2
        if days_needed(weights, middle) <= most_days:
            high = middle
        else:
            low = middle + 1
    print(low)


main()
