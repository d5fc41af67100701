# Only tries the shortest ribbon, its half, its quarter and so on.
n = int(input())
lengths = list(map(int, input().split()))
piece = min(lengths)
while piece > 1 and any(length % piece for length in lengths):
    piece //= 2
print(piece, sum(lengths) // piece)
