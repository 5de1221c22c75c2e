def first[T](items):
    pass
