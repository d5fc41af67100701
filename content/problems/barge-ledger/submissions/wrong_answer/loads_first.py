# Measures the load before unloading, and takes the last pier instead of the first.
n = int(input())
load = heaviest = 0
best_pier = 1
for pier in range(1, n + 1):
    unloaded, loaded = map(int, input().split())
    load += loaded
    if load >= heaviest:
        heaviest = load
        best_pier = pier
    load -= unloaded
print(heaviest, best_pier)
