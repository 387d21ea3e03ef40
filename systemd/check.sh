#!/usr/bin/env bash
# Checks the units beside this script without installing them; exit 1 and a line per finding when something is wrong.
#   systemd/check.sh [EXPOSURE]     highest exposure allowed, times ten (default 20: systemd-analyze security must say 2.0 or less)
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

[ "$findings" -eq 0 ] || { echo "$findings finding(s) in systemd/" >&2; exit 1; }
