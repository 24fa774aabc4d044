"""How a web server starts the workspace."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "goldenthread.config.settings"
application = get_wsgi_application()
