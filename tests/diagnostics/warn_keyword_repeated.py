print("a", end="", sep=",", end="!")
