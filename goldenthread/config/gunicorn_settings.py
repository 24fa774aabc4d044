"""How gunicorn serves a site. What it accepts is small: our pages need short addresses, few headers and small bodies."""

from goldenthread.config import choices
from goldenthread.core import logs

_chosen = choices.read()

worker_class = "gthread"
threads = 4
timeout = 60
graceful_timeout = 25
keepalive = 5
max_requests = 5000
max_requests_jitter = 500
worker_tmp_dir = "/dev/shm"  # noqa: S108  (a heartbeat file: on disk, a slow disk would look like a hung worker)
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190
umask = 0o077
forwarded_allow_ips = ",".join(_chosen.proxies) or "127.0.0.255"  # nobody: an empty list would mean gunicorn's default
proxy_allow_ips = "127.0.0.255"
control_socket_disable = True
accesslog = None
logconfig_dict = logs.for_gunicorn(_chosen.log_level)
