# Counts the three teas of every stretch.
def balanced_stretches(shelf):
    stretches = 0
    for start in range(len(shelf)):
        counts = {"g": 0, "b": 0, "w": 0}
        for box in shelf[start:]:
            counts[box] += 1
            if counts["g"] == counts["b"] == counts["w"]:
                stretches += 1
    return stretches
