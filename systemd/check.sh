#!/usr/bin/env bash
# Checks the units beside this script without installing them; exit 1 and a line per finding when something is wrong.
#   systemd/check.sh [EXPOSURE]     highest exposure allowed, times ten (default 20: systemd-analyze security must say 2.0 or less)
# Also: that the services are alike where they say so and, once the program is built, that docs/operating.md installs every package
# that it is linked with.
# The units are copied to a scratch folder with /bin/true for the program, which need not be installed.
set -u
here=$(cd "$(dirname "$0")" && pwd) || exit 1
limit=${1:-20}
command -v systemd-analyze >/dev/null || { echo "systemd-analyze is missing: apt-get install systemd" >&2; exit 1; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
findings=0
finding() { findings=$((findings + 1)); printf '%s: %s\n' "$1" "$2" >&2; }
shopt -s nullglob

units=()
for unit in "$here"/*.service "$here"/*.timer "$here"/*.socket; do
  name=${unit##*/}
  sed -E 's#^(Exec[A-Za-z]*=[-@:+!]*)/usr/bin/gleaner([[:space:]]|$)#\1/bin/true\2#' "$unit" >"$work/$name"
  units+=("$name")
done
[ ${#units[@]} -gt 0 ] || finding "$here" "no units found"

for name in "${units[@]}"; do
  # Any word of verify is a finding, also where it exits 0.
  said=$(cd "$work" && systemd-analyze verify --man=no --recursive-errors=yes "./$name" 2>&1) || said="${said:-verify failed}"
  [ -z "$said" ] || finding "$name" "$said"

  case $name in
  *.service)
    if said=$(systemd-analyze security --no-pager --offline=true --threshold="$limit" "$work/$name" 2>&1); then
      printf '%s: %s\n' "$name" "$(grep -o 'Overall exposure.*[0-9]' <<<"$said")"
    else
      finding "$name" "exposure above the limit of $limit/10:"$'\n'"$said"
    fi ;;
  *.timer)
    grep -q '^Unit=' "$work/$name" || [ -e "$work/${name%.timer}.service" ] || finding "$name" "has no ${name%.timer}.service to start"
    while IFS= read -r when; do
      said=$(systemd-analyze calendar "$when" 2>&1) || finding "$name" "$said"
    done < <(sed -n 's/^OnCalendar=//p' "$work/$name") ;;
  esac
done

# What both services may do is one text, kept twice because a drop-in that was forgotten would leave a unit open.
shared() { sed -n '/^# --- shared/,$p' "$1"; }
for service in "$here"/gleaner-*.service; do
  [ -n "$(shared "$service")" ] || finding "${service##*/}" "has no line \"shared\""
  said=$(diff <(shared "$here/gleaner-run.service") <(shared "$service")) || finding "${service##*/}" "$said"
done

# as-gleaner is the same user with the same folder.
while IFS= read -r setting; do
  grep -qx "$setting" "$here/gleaner-run.service" || finding "as-gleaner" "says $setting, gleaner-run.service does not"
done < <(grep -oE -- '-p [A-Za-z]+=[a-z0-9]+' "$here/as-gleaner" | cut -c4-)

# The libraries themselves, not those they bring along; what every Debian has need not be named.
program=$here/../.build/debug/gleaner
if [ -x "$program" ] && command -v readelf dpkg >/dev/null; then
  while IFS= read -r library; do
    package=$(dpkg -S "*/$library" 2>/dev/null | cut -d: -f1 | head -n 1)
    case $package in '' | libc6 | libgcc-s1) continue ;; esac
    grep -q "apt-get install.* ${package}[ \`]" "$here/../docs/operating.md" ||
      finding "docs/operating.md" "does not have $package installed, which holds $library"
  done < <(LC_ALL=C readelf -d "$program" | sed -n 's/.*(NEEDED).*\[\(.*\)\].*/\1/p')
fi

[ "$findings" -eq 0 ] || { echo "$findings finding(s) in systemd/" >&2; exit 1; }
