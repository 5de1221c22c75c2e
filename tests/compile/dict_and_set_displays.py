{}
{a: b}
{a: b, c: d}
{a}
{a, b}
{a, b,}
{a: b,}
{1: 2, 3: 4}
{f(a): g(b), h(): i()}
[]
[a]
[a, b]
[a,]
(a,)
(a, b)
{
    a:
        b,
    c:
        d,
}
