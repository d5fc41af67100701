# Reads all earlier lines again for every name, letter by letter.
def same(one, other):
    return len(one) == len(other) and all(a == b for a, b in zip(one, other))


def first_return(names):
    for i in range(len(names)):
        for j in range(i):
            if same(names[i], names[j]):
                return names[i]
    return ""
