f(
    **a,
    b.c
)
