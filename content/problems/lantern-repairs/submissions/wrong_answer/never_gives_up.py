# Fills the days in the order of the deadlines and never gives an accepted lantern up.
n = int(input())
lanterns = [tuple(map(int, input().split())) for _ in range(n)]
lanterns.sort(key=lambda lantern: (lantern[0], -lantern[1]))
day = earned = 0
for deadline, fee in lanterns:
    if day < deadline:
        day += 1
        earned += fee
print(earned)
