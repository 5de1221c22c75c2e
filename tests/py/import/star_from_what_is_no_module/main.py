# `sys.modules` can hold a class or an instance.
import sys


class Settings:
    speed = "class"
    _hidden = "hidden"

    def __init__(self):
        self.speed = "instance"


sys.modules["settings"] = Settings
from settings import *

print(speed, "_hidden" in globals())
sys.modules["settings"] = Settings()
from settings import *

print(speed)


class Chosen:
    __all__ = ("y",)
    x = "class x"
    y = "class y"

    def __init__(self):
        self.__all__ = ["x"]
        self.x = "instance x"
        self.y = "instance y"


x = y = None
sys.modules["chosen"] = Chosen
from chosen import *

print(x, y)
sys.modules["chosen"] = Chosen()
from chosen import *

print(x, y)
sys.modules["number"] = 1
try:
    from number import *
except (ImportError, AttributeError):
    print("no names")
