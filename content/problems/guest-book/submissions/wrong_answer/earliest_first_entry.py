# Finds the repeated name with the earliest first entry; asked is the earliest second entry.
def first_return(names):
    counts = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    for name in names:
        if counts[name] > 1:
            return name
    return ""
