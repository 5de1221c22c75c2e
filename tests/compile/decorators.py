@a
def f(): pass
@a.b
@c(d)
@e.f.g(h, i=j)
def g(): pass
@a
class C: pass
@a(
    b
)
@c
class D(E):
    @property
    def p(self): pass
    @p.setter
    def p(self, v): pass
@a
async def h(): pass
@micropython.bytecode
def k(): pass
@a
@micropython.bytecode
@b
def l(): pass
