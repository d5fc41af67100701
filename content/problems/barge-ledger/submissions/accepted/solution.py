import sys


def main():
    numbers = list(map(int, sys.stdin.buffer.read().split()))
    load = 0
    heaviest = -1
    pier_of_heaviest = 0
    for pier in range(1, numbers[0] + 1):
        load += numbers[2 * pier] - numbers[2 * pier - 1]
        if load > heaviest:
            heaviest = load
            pier_of_heaviest = pier
    print(heaviest, pier_of_heaviest)


main()
