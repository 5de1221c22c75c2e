from .. import title as up
from ..config import SETTING
from . import helper

path = [__name__, SETTING, helper()]
