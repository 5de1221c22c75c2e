import a
import a.b.c
import a as b
import a.b.c as d
import a, b.c, d as e
from a import b
from a import b, c as d
from a.b import (c, d,)
from . import a
from .. import a
from ... import a
from .... import a
from .a import b
from ..a.b import c as d
from a import *
from .a import *
def f():
    import a.b
    import a.b as c
    from a import b
    return a, b, c
class C:
    import x
    from y import z
