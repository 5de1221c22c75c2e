# oracle: micropython  CPython finds the methods of `object` in every object
def attempt(f):
    try:
        print(f())
    except Exception as err:
        print(type(err).__name__, err)


class Plain:
    def init(self):
        return super().__init__()

    def set(self):
        super().__setattr__("x", 1)
        return self.x


attempt(lambda: Plain().__init__)
attempt(lambda: Plain.__init__)
attempt(lambda: Plain().__setattr__)
attempt(lambda: [].__init__)
attempt(lambda: list.__init__)
attempt(lambda: Exception.__init__)
attempt(lambda: Plain().init())
attempt(lambda: Plain().set())
attempt(lambda: object.__init__(Plain()))
attempt(lambda: type(Plain(1, a=2)).__name__)
