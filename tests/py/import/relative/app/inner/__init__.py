from .. import config


def helper():
    return "helper sees " + config.SETTING
