NEVER = 10**9


def spread(cellar, starts, may_enter):
    """Returns the minute in which each square is first reached from the starts."""
    width = len(cellar[0])
    minutes = [[NEVER] * width for _ in cellar]
    for row, column in starts:
        minutes[row][column] = 0
    queue = list(starts)
    for row, column in queue:
        minute = minutes[row][column] + 1
        for r, c in ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)):
            if 0 <= r < len(cellar) and 0 <= c < width and minutes[r][c] == NEVER and cellar[r][c] != "#" and may_enter(r, c, minute):
                minutes[r][c] = minute
                queue.append((r, c))
    return minutes


def minutes_to_hatch(cellar):
    squares = [(row, column) for row in range(len(cellar)) for column in range(len(cellar[0]))]
    leaks = [(row, column) for row, column in squares if cellar[row][column] == "~"]
    cat = [(row, column) for row, column in squares if cellar[row][column] == "C"]
    water = spread(cellar, leaks, lambda row, column, minute: True)

    def dry(row, column, minute):
        return minute < water[row][column] + (cellar[row][column] == "H")

    walked = spread(cellar, cat, dry)
    best = min(walked[row][column] for row, column in squares if cellar[row][column] == "H")
    return best if best < NEVER else -1
