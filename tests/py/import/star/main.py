from public import *

print(visible, function())
try:
    _hidden
except NameError:
    print("underscore names stay")
from listed import *

print(one)
try:
    two
except NameError:
    print("not in __all__")
from pack import *

print(inside)
