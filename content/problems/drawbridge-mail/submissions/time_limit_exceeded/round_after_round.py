# Goes through all bridges round after round until nothing improves.
n, m = map(int, input().split())
bridges = [tuple(map(int, input().split())) for _ in range(m)]
never = 10**18
arrival = [never] * (n + 1)
arrival[1] = 0
improved = True
while improved:
    improved = False
    for a, b, minutes, period in bridges:
        for start, end in ((a, b), (b, a)):
            if arrival[start] < never:
                there = (arrival[start] + period - 1) // period * period + minutes
                if there < arrival[end]:
                    arrival[end] = there
                    improved = True
print(arrival[n] if arrival[n] < never else -1)
