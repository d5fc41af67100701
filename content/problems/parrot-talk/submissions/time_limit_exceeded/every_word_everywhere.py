# Tries every word at every position.
def count_readings(speech, words):
    words = sorted(set(words))
    total = [1] + [0] * len(speech)
    ending = [{} for _ in range(len(speech) + 1)]
    for start in range(len(speech)):
        for word in words:
            end = start + len(word)
            if speech[start:].startswith(word):
                readings = total[start] - ending[start].get(word, 0)
                ending[end][word] = readings
                total[end] = (total[end] + readings) % 1_000_000_007
    return total[-1]
