def balanced_stretches(shelf):
    earlier = {(0, 0): 1}
    green_black = green_white = 0
    stretches = 0
    for box in shelf:
        if box == "g":
            green_black += 1
            green_white += 1
        elif box == "b":
            green_black -= 1
        else:
            green_white -= 1
        cut = (green_black, green_white)
        before = earlier.get(cut, 0)
        stretches += before
        earlier[cut] = before + 1
    return stretches
