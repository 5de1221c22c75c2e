# oracle: micropython
# exit: 0
import sys

for code in ((), (3,), ("text",)):
    try:
        sys.exit(*code)
    except SystemExit as err:
        print(repr(err), err.args)
try:
    sys.exit(1, 2)
except TypeError as err:
    print(err)
try:
    sys.nope
except AttributeError as err:
    print(err)
sys.print_exception(3)
sys.print_exception(ValueError("shown"))
sys.exit()
print("not here")
