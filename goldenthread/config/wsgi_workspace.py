"""How a web server starts the workspace. It does not start unsafely (`safety`)."""

import os

from django.core.wsgi import get_wsgi_application

from goldenthread.config import headers, safety

os.environ["DJANGO_SETTINGS_MODULE"] = "goldenthread.config.settings"
_inner = get_wsgi_application()
safety.refuse_unsafe_start()
application = headers.around(_inner)
