from . import config, title
from .inner import helper
from .inner.leaf import up
from . import config as c

result = (config.SETTING, title, helper(), up, c is config)
