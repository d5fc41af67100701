print(input() * 4)
