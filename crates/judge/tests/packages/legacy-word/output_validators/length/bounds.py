def bounds(words):
    given = dict(zip(words[::2], map(int, words[1::2])))
    return given.get("shortest", 1), given.get("longest", 1000)
