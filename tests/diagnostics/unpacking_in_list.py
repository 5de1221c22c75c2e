both = [*left, *right]
