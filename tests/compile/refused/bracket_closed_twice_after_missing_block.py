class Iter:
    def __iter__(self):
print(nextg))
    print('TypeError')
