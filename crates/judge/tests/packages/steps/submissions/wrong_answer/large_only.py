n = int(input())
print(*range(1, n + 1) if n > 100 or n == 3 else [])
