class Base:
    pass


class Child(Base):
    def call(self):
        return super().missing()

    def read(self):
        return super().missing

    def own(self):
        return super().own()


for method in ("call", "read", "own"):
    try:
        getattr(Child(), method)()
    except AttributeError as err:
        print(err)
try:
    super(str, "text").upper
except AttributeError as err:
    print(err)
