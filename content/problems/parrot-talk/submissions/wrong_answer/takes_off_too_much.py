# Subtracts every pair of equal words from the total, also pairs that were never counted.
def count_readings(speech, words):
    known = set(words)
    total = [1] + [0] * len(speech)
    for end in range(1, len(speech) + 1):
        for start in range(max(0, end - 40), end):
            word = speech[start:end]
            if word in known:
                total[end] += total[start]
                earlier = start - len(word)
                if earlier >= 0 and speech[earlier:start] == word:
                    total[end] -= total[earlier]
        total[end] %= 1_000_000_007
    return total[-1]
