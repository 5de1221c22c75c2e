class Bad:
    def __bool__(self):
        raise ValueError("bool")

    def __len__(self):
        raise ValueError("len")

    def __eq__(self, other):
        raise ValueError("eq")

    def __hash__(self):
        raise ValueError("hash")

    def __iter__(self):
        raise ValueError("iter")

    def __getattr__(self, name):
        raise ValueError("getattr " + name)

    def __call__(self):
        raise ValueError("call")

    def __getitem__(self, key):
        raise ValueError("getitem")

    def __add__(self, other):
        raise ValueError("add")

    def __lt__(self, other):
        raise ValueError("lt")

    def __gt__(self, other):
        raise ValueError("gt")

    def __str__(self):
        raise ValueError("str")

    def __repr__(self):
        raise ValueError("repr")


bad = Bad()
attempts = (
    lambda: 1 if bad else 2,
    lambda: not bad,
    lambda: bad and 1,
    lambda: len(bad),
    lambda: bad == 1,
    lambda: bad in [1],
    lambda: {bad: 1},
    lambda: {1, bad},
    lambda: [x for x in bad],
    lambda: list(bad),
    lambda: bad.anything,
    lambda: bad(),
    lambda: bad[0],
    lambda: bad + 1,
    lambda: sorted([bad, bad]),
    lambda: str(bad),
    lambda: "%s" % bad,
    lambda: "{}".format(bad),
    lambda: repr([bad]),
    lambda: [1, 2].index(bad),
    lambda: bad + 0,
    lambda: max([bad, bad]),
    lambda: dict([(bad, 1)]),
    lambda: any([bad]),
    lambda: list(map(lambda b: b[1], [bad])),
    lambda: list(filter(None, [bad])),
)
for number, attempt in enumerate(attempts):
    try:
        attempt()
        print(number, "no error")
    except ValueError as err:
        print(number, err)
print("still fine")
