# Starts the search below the heaviest pot and never checks that a single pot fits.
n, most_days = map(int, input().split())
weights = list(map(int, input().split()))


def days_needed(capacity):
    days, load = 1, 0
    for weight in weights:
        if load + weight > capacity:
            days += 1
            load = 0
        load += weight
    return days


low, high = 1, sum(weights)
while low < high:
    middle = (low + high) // 2
    if days_needed(middle) <= most_days:
        high = middle
    else:
        low = middle + 1
print(low)
