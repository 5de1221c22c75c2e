class A:
    nonlocal a
