# Objects with attributes, methods and exceptions.


class Account:
    def __init__(self, balance):
        self.balance = balance
        self.n_changes = 0

    def change(self, by):
        if self.balance + by < 0:
            raise ValueError(by)
        self.balance += by
        self.n_changes += 1
        return self.balance


def run(n):
    accounts = [Account(i * 10) for i in range(5)]
    refused = 0
    for step in range(n):
        account = accounts[step % 5]
        try:
            account.change(step % 7 - 4)
        except ValueError:
            refused += 1
    return [account.balance for account in accounts], refused


print(run(250))
