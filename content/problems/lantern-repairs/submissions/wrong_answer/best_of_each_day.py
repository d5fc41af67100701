# Repairs only the best lantern of each deadline and never uses an idle day before it.
n = int(input())
best = {}
for _ in range(n):
    day, fee = map(int, input().split())
    best[day] = max(best.get(day, 0), fee)
print(sum(best.values()))
