def send(message, class):
    pass

from = 3
