'''doc'''
1
"text"
None
...
1.5
(1, 2)
()
b"x"
def f():
    '''doc'''
def g():
    1
    return 2
class C:
    '''doc'''
    3
if a:
    1
x
