def first_return(names):
    seen = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return ""
