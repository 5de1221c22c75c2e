class BankError(Exception):
    pass


class Insufficient(BankError):
    def __init__(self, account, amount):
        super().__init__("%s lacks %d" % (account.owner, amount - account.balance))
        self.account = account


class Frozen(BankError):
    pass


class Account:
    fee = 0
    _next = 1000

    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance
        self.history = []
        self.frozen = False
        self.number = Account._next
        Account._next += 1

    def _record(self, kind, amount):
        self.history.append((kind, amount, self.balance))

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("deposit of %d" % amount)
        self.balance += amount
        self._record("in", amount)

    def withdraw(self, amount):
        if self.frozen:
            raise Frozen(self.owner)
        cost = amount + self.fee
        if cost > self.limit:
            raise Insufficient(self, cost)
        self.balance -= cost
        self._record("out", cost)

    @property
    def limit(self):
        return self.balance

    def __str__(self):
        return "{:<6}{:>6}".format(self.owner, self.balance)


class Credit(Account):
    fee = 1

    def __init__(self, owner, balance=0, credit=100):
        super().__init__(owner, balance)
        self.credit = credit

    @property
    def limit(self):
        return self.balance + self.credit


class Savings(Account):
    rate = 5

    def month(self):
        interest = self.balance * self.rate // 100
        if interest:
            self.deposit(interest)
        return interest


class Transfer:
    """Both sides or none."""

    def __init__(self, *accounts):
        self.accounts = accounts

    def __enter__(self):
        self.saved = [(a.balance, len(a.history)) for a in self.accounts]
        return self

    def __exit__(self, kind, value, trace):
        if kind is not None:
            for account, (balance, length) in zip(self.accounts, self.saved):
                account.balance = balance
                del account.history[length:]
        return kind is not None and issubclass(kind, BankError)


def move(source, target, amount):
    done = False
    with Transfer(source, target):
        target.deposit(amount)
        source.withdraw(amount)
        done = True
    return done


ann, bob, cat = Account("ann", 500), Credit("bob", 20), Savings("cat", 1000)
accounts = [ann, bob, cat]
print(move(ann, bob, 100), move(bob, cat, 200), move(bob, ann, 900), move(cat, bob, 50))
for account in accounts:
    print(account, account.number, account.history)
try:
    bob.withdraw(1000)
except Insufficient as err:
    print(err, err.account is bob)
cat.frozen = True
try:
    cat.withdraw(1)
except BankError as err:
    print(type(err).__name__, err)
try:
    ann.deposit(-5)
except ValueError as err:
    print(err)
for month in range(12):
    cat.month()
print(cat, len(cat.history))
cat.frozen = False
total = sum(a.balance for a in accounts)
state = 11
moved = refused = 0
for turn in range(400):
    state = (state * 1109 + 12345) & 0x7FFF
    source = accounts[(state >> 4) % 3]
    target = accounts[(state >> 6) % 3]
    if source is target:
        continue
    if move(source, target, (state >> 5) % 300 + 1):
        moved += 1
        total -= source.fee
    else:
        refused += 1
print(moved, refused, total == sum(a.balance for a in accounts))
for account in sorted(accounts, key=lambda a: a.balance):
    print(account, len(account.history))
