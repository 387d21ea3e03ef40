#!/bin/sh
# Installs exim4 for delivery.py, which starts it beside the system. A mail server that this machine has already is
# left alone (apt would remove it); ours never becomes a service.
set -eu
if [ -e /usr/sbin/sendmail ]; then exit 0; fi
sudo=$([ "$(id -u)" = 0 ] || echo sudo)
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' | $sudo tee "$policy" >/dev/null
  $sudo chmod 755 "$policy"
  # shellcheck disable=SC2064
  trap "$sudo rm -f $policy" EXIT
fi
$sudo apt-get update -q
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends exim4-daemon-light
$sudo update-rc.d exim4 disable
