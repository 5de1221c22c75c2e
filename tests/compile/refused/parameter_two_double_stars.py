x
def f(**a, **b):
    pass
