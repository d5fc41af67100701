# Forgets that the hatch may be reached in the same minute as the water.
from collections import deque


def minutes_to_hatch(cellar):
    height, width = len(cellar), len(cellar[0])

    def spread(start, allowed):
        minutes = {(r, c): 0 for r in range(height) for c in range(width) if cellar[r][c] == start}
        queue = deque(minutes)
        while queue:
            row, column = queue.popleft()
            minute = minutes[row, column] + 1
            for square in ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)):
                r, c = square
                if 0 <= r < height and 0 <= c < width and square not in minutes and cellar[r][c] != "#" and allowed(square, minute):
                    minutes[square] = minute
                    queue.append(square)
        return minutes

    water = spread("~", lambda square, minute: True)
    walked = spread("C", lambda square, minute: minute < water.get(square, 10**9))
    return next((minute for (r, c), minute in walked.items() if cellar[r][c] == "H"), -1)
