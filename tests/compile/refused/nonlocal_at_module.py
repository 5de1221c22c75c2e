x
nonlocal a
