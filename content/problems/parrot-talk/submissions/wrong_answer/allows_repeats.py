# Counts the readings in which a word is repeated as well.
def count_readings(speech, words):
    known = set(words)
    total = [1] + [0] * len(speech)
    for end in range(1, len(speech) + 1):
        total[end] = sum(total[start] for start in range(max(0, end - 40), end) if speech[start:end] in known) % 1_000_000_007
    return total[-1]
