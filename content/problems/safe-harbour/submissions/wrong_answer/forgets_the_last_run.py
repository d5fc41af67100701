# Looks at a run only when it ends, so a run that reaches the last hour is lost.
def longest_stay(levels, minimum):
    longest = run = 0
    for level in levels:
        if level >= minimum:
            run += 1
        else:
            longest = max(longest, run)
            run = 0
    return longest
