# Chooses the route with the shortest crossings and looks at the timetable only afterwards.
from heapq import heappop, heappush

n, m = map(int, input().split())
bridges = [[] for _ in range(n + 1)]
for _ in range(m):
    a, b, minutes, period = map(int, input().split())
    bridges[a].append((b, minutes, period))
    bridges[b].append((a, minutes, period))
walked = {}
queue = [(0, 1, 0)]
while queue:
    length, island, now = heappop(queue)
    if island in walked:
        continue
    walked[island] = now
    for other, minutes, period in bridges[island]:
        heappush(queue, (length + minutes, other, -(-now // period) * period + minutes))
print(walked.get(n, -1))
