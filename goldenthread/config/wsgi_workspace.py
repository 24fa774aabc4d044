"""How a web server starts the workspace. It does not start unsafely (`safety`)."""

import os

from django.core.wsgi import get_wsgi_application

from goldenthread.config import headers, safety
from goldenthread.core.access import checks

os.environ["DJANGO_SETTINGS_MODULE"] = "goldenthread.config.settings"
_inner = get_wsgi_application()
safety.refuse_unsafe_start()
checks.stop_if_left_out()
application = headers.around(_inner)
