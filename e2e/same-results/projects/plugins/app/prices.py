import os


def price(amount, *, discount=0):
    if discount:
        return amount * (100 - discount) / 100
    return amount


def home():
    return os.path.expanduser("~")
