#!/bin/bash
# Mail made and sent on this machine, beside msmtp in a loop: mail-bench.sh PROGRAM COUNT
set -eu -o pipefail

program=$1
count=$2
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
python3 "$here/mail-bench/sink.py" >"$work/sink" &
sink=$!
trap 'kill "$sink" 2>/dev/null || true; rm -rf "$work"' EXIT
until grep -qs listening "$work/sink"; do sleep 0.1; done
port=$(awk '{ print $2 }' "$work/sink")

"$program" build "$count" 20
for connections in 1 4; do
  "$program" send "$count" "smtp://127.0.0.1:$port" "$connections"
done

# A process for each message takes long, so there are fewer.
few=$((count / 20))
mkdir "$work/mail"
printf '%s\n' '{"id":"x/daily/2026-11-25","topic":"x","topicTitle":"X","name":"daily","due":0,"subject":"x","sections":[],"changes":[]}' >"$work/digest"
"$program" write "$work/digest" "$work/mail"
printf 'defaults\ntls off\nauth off\naccount default\nhost 127.0.0.1\nport %s\nfrom a@x.test\n' "$port" >"$work/msmtprc"
chmod 600 "$work/msmtprc"
start=$(date +%s.%N)
for ((i = 0; i < few; i++)); do
  msmtp -C "$work/msmtprc" reader@y.test <"$work/mail/1.eml"
done
end=$(date +%s.%N)
awk -v n="$few" -v a="$start" -v b="$end" 'BEGIN { printf "msmtp: %d (smaller) messages in %.2f s, %d a second\n", n, b - a, n / (b - a) }'
kill "$sink"
wait "$sink" || true
tail -1 "$work/sink"
