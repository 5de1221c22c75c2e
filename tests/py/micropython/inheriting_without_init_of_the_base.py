# oracle: micropython  there is no list until its `__init__` ran
class Items(list):
    def __init__(self, first):
        self.append(first)


try:
    Items(1)
except AttributeError as err:
    print(err)


class Late(list):
    def __init__(self, first):
        super().__init__()
        self.append(first)


print(Late(1))
