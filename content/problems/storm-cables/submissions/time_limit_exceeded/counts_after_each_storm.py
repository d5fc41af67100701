# Walks through the whole net after each storm.
def groups_after_storms(houses, cables, storms):
    torn = set()
    result = []
    for cable in storms:
        torn.add(cable)
        neighbours = [[] for _ in range(houses)]
        for number, (one, other) in enumerate(cables):
            if number not in torn:
                neighbours[one].append(other)
                neighbours[other].append(one)
        seen = [False] * houses
        groups = 0
        for start in range(houses):
            if seen[start]:
                continue
            groups += 1
            seen[start] = True
            waiting = [start]
            while waiting:
                for house in neighbours[waiting.pop()]:
                    if not seen[house]:
                        seen[house] = True
                        waiting.append(house)
        result.append(groups)
    return result
