{x for x in y}
{x: z for x in y}
{x: z for x, z in y if x}
{(x): (z) for x in y for z in w}
{x for x in y for z in x if z}
def f(a):
    return {a: x for x in a}, {a for x in a}
{
    x:
    y
    for x in z
}
