class Listed:
    def __dir__(self):
        return ["a", "b"]


print(dir(Listed()))
