# exit: 3
import sys

try:
    print("before")
    sys.exit(3)
except Exception:
    print("not an Exception")
finally:
    print("finally")
