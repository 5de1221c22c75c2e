from .config import SETTING

title = "app with " + SETTING
