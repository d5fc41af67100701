MODULUS = 1_000_000_007


def count_readings(speech, words):
    known = set(words)
    lengths = sorted({len(word) for word in known})
    total = [0] * (len(speech) + 1)
    # ending[i][word]: the readings of the first i letters whose last word is this one.
    ending = [{} for _ in range(len(speech) + 1)]
    total[0] = 1
    for start in range(len(speech)):
        if start > 0 and not ending[start]:
            continue
        for length in lengths:
            end = start + length
            if end > len(speech):
                break
            word = speech[start:end]
            if word in known:
                readings = (total[start] - ending[start].get(word, 0)) % MODULUS
                ending[end][word] = readings
                total[end] = (total[end] + readings) % MODULUS
        ending[start] = None
    return total[-1]
