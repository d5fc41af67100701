import sys
from heapq import heappush, heappushpop


def main():
    numbers = list(map(int, sys.stdin.buffer.read().split()))
    accepted = []
    for day, fee in sorted(zip(numbers[1::2], numbers[2::2])):
        if len(accepted) < day:
            heappush(accepted, fee)
        else:
            heappushpop(accepted, fee)
    print(sum(accepted))


main()
