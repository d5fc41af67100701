# Treats Ana and ana as the same guest.
def first_return(names):
    seen = set()
    for name in names:
        if name.lower() in seen:
            return name
        seen.add(name.lower())
    return ""
