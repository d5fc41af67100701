# Waits a whole period when the bridge could be entered at once.
from heapq import heappop, heappush

n, m = map(int, input().split())
bridges = [[] for _ in range(n + 1)]
for _ in range(m):
    a, b, minutes, period = map(int, input().split())
    bridges[a].append((b, minutes, period))
    bridges[b].append((a, minutes, period))
arrival = {1: 0}
queue = [(0, 1)]
while queue:
    now, island = heappop(queue)
    if now > arrival[island]:
        continue
    for other, minutes, period in bridges[island]:
        there = now + (period - now % period if now else 0) + minutes
        if there < arrival.get(other, 10**18):
            arrival[other] = there
            heappush(queue, (there, other))
print(arrival.get(n, -1))
