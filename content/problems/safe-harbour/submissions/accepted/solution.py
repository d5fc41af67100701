def longest_stay(levels, minimum):
    longest = run = 0
    for level in levels:
        run = run + 1 if level >= minimum else 0
        longest = max(longest, run)
    return longest
