# Goes through the whole book again for every name.
def first_return(names):
    for i, name in enumerate(names):
        for j, other in enumerate(names):
            if j < i and other == name:
                return name
    return ""
