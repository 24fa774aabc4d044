"""How a web server starts the public site. It does not start unsafely (`safety`)."""

import os

from django.core.wsgi import get_wsgi_application

from goldenthread.config import headers, safety

os.environ["DJANGO_SETTINGS_MODULE"] = "goldenthread.config.settings_public"
_inner = get_wsgi_application()
safety.refuse_unsafe_start()
application = headers.around(_inner)
