n = int(input())
way = []
while n:
    way.append(n)
    n = n // 2 if n % 2 == 0 else n - 1
print(*reversed(way))
