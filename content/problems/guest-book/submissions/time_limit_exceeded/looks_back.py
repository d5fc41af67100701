# Compares every name with every other one.
def first_return(names):
    for i in range(len(names)):
        for j in range(len(names)):
            if names[i] == names[j] and j < i:
                return names[i]
    return ""
