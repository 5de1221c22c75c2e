x
@micropython
def f(): pass
