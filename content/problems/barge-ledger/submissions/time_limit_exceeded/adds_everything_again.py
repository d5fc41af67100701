# Adds up the whole ledger again at every pier.
n = int(input())
lines = [tuple(map(int, input().split())) for _ in range(n)]
heaviest = -1
best_pier = 0
for pier in range(1, n + 1):
    load = 0
    for unloaded, loaded in lines[:pier]:
        load += loaded - unloaded
    if load > heaviest:
        heaviest = load
        best_pier = pier
print(heaviest, best_pier)
