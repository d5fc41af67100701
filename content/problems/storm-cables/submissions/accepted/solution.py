def groups_after_storms(houses, cables, storms):
    parent = list(range(houses))

    def find(house):
        while parent[house] != house:
            parent[house] = parent[parent[house]]
            house = parent[house]
        return house

    groups = houses

    def join(cable):
        nonlocal groups
        one, other = find(cables[cable][0]), find(cables[cable][1])
        if one != other:
            parent[one] = other
            groups -= 1

    first_hit = {}
    for storm, cable in enumerate(storms):
        first_hit.setdefault(cable, storm)
    for cable in range(len(cables)):
        if cable not in first_hit:
            join(cable)

    result = [0] * len(storms)
    for storm in range(len(storms) - 1, -1, -1):
        result[storm] = groups
        if first_hit[storms[storm]] == storm:
            join(storms[storm])
    return result
