import sys
from heapq import heappop, heappush


def main():
    numbers = list(map(int, sys.stdin.buffer.read().split()))
    n, m = numbers[0], numbers[1]
    bridges = [[] for _ in range(n + 1)]
    for i in range(2, 2 + 4 * m, 4):
        a, b, minutes, period = numbers[i : i + 4]
        bridges[a].append((b, minutes, period))
        bridges[b].append((a, minutes, period))

    arrival = [None] * (n + 1)
    arrival[1] = 0
    queue = [(0, 1)]
    while queue:
        now, island = heappop(queue)
        if island == n:
            print(now)
            return
        if now > arrival[island]:
            continue
        for other, minutes, period in bridges[island]:
            there = -(-now // period) * period + minutes
            if arrival[other] is None or there < arrival[other]:
                arrival[other] = there
                heappush(queue, (there, other))
    print(-1)


main()
