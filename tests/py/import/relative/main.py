import app.run

print(app.run.result)
from app.inner.leaf import path

print(path)
try:
    from . import anything
except (ImportError, ValueError):
    print("no parent package")
