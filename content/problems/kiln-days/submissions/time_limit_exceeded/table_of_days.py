# Fills a table, best[k] for the first k pots, once for each day.
n, most_days = map(int, input().split())
weights = list(map(int, input().split()))
total = [0]
for weight in weights:
    total.append(total[-1] + weight)
best = total[:]
for _ in range(min(most_days, n) - 1):
    following = best[:]
    for end in range(1, n + 1):
        for start in range(end - 1, -1, -1):
            last = total[end] - total[start]
            if last >= following[end]:
                break
            following[end] = min(following[end], max(best[start], last))
    best = following
print(best[n])
