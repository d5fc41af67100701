# Takes the lanterns by fee, and sorts and checks the whole plan again for each of them.
n = int(input())
lanterns = [tuple(map(int, input().split())) for _ in range(n)]
lanterns.sort(key=lambda lantern: -lantern[1])
plan = []
earned = 0
for deadline, fee in lanterns:
    attempt = sorted(plan + [(deadline, fee)], key=lambda lantern: lantern[0])
    if all(last >= day for day, (last, _) in enumerate(attempt, 1)):
        plan = attempt
        earned += fee
print(earned)
