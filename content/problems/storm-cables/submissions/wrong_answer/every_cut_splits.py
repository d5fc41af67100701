# Believes that every torn cable splits a group.
def groups_after_storms(houses, cables, storms):
    parent = list(range(houses))

    def find(house):
        while parent[house] != house:
            parent[house] = parent[parent[house]]
            house = parent[house]
        return house

    groups = houses
    for one, other in cables:
        if find(one) != find(other):
            parent[find(one)] = find(other)
            groups -= 1
    torn = set()
    result = []
    for cable in storms:
        if cable not in torn:
            torn.add(cable)
            groups = min(groups + 1, houses)
        result.append(groups)
    return result
