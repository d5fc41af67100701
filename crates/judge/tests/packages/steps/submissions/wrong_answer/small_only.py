n = int(input())
print(*range(1, min(n, 99) + 1))
