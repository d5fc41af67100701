# Redraws the whole plan every minute.
def minutes_to_hatch(cellar):
    plan = [list(row) for row in cellar]
    height, width = len(plan), len(plan[0])
    cats = {(r, c) for r in range(height) for c in range(width) if plan[r][c] == "C"}

    def beside(row, column):
        for r, c in ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)):
            if 0 <= r < height and 0 <= c < width and plan[r][c] != "#":
                yield r, c

    for minute in range(1, height * width + 1):
        cats |= {(r, c) for cat in cats for r, c in beside(*cat) if plan[r][c] != "~"}
        if any(plan[r][c] == "H" for r, c in cats):
            return minute
        flooded = [row[:] for row in plan]
        for row in range(height):
            for column in range(width):
                if plan[row][column] == "~":
                    for r, c in beside(row, column):
                        flooded[r][c] = "~"
        plan = flooded
        cats = {(r, c) for r, c in cats if plan[r][c] != "~"}
    return -1
