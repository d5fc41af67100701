# Gives each tea a number with sum zero; other mixtures can cancel out as well.
def balanced_stretches(shelf):
    value = {"g": 1, "b": 2, "w": -3}
    earlier = {0: 1}
    balance = stretches = 0
    for box in shelf:
        balance += value[box]
        stretches += earlier.get(balance, 0)
        earlier[balance] = earlier.get(balance, 0) + 1
    return stretches
