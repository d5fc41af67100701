# Checks every possible stay from its first to its last hour.
def longest_stay(levels, minimum):
    longest = 0
    for start in range(len(levels)):
        for end in range(start + 1, len(levels) + 1):
            if end - start > longest and min(levels[start:end]) >= minimum:
                longest = end - start
    return longest
