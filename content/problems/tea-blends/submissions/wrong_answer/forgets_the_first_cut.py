# Never counts the stretches that begin with the first box.
def balanced_stretches(shelf):
    counts = {"g": 0, "b": 0, "w": 0}
    earlier = {}
    stretches = 0
    for box in shelf:
        counts[box] += 1
        cut = (counts["g"] - counts["b"], counts["g"] - counts["w"])
        stretches += earlier.get(cut, 0)
        earlier[cut] = earlier.get(cut, 0) + 1
    return stretches
