"""What must hold for the requests of any client, whatever the scenario. Read from the simulator's log."""
import re
from datetime import timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import parse_qsl, urlsplit

from truth import instant

THROTTLING = (403, 406, 429, 503)
FLOOR = {406: 30, 429: 30, 503: 30}
LONGEST = 24 * 3600             # a longer Retry-After is a mistake of the server
OFTEN = 12                      # one address, in one run


def faults(requests, runs, spec, rate):
    """Sentences about what was wrong; `runs` are the numbers of requests after each run."""
    found = rate_faults(rate) + wait_faults(requests, spec)
    for one in requests:
        found += [f"request {one['n']} ({one['target'][:120]}): {what}" for what in shape_faults(one)]
    return found + loop_faults(requests, runs)


def rate_faults(rate):
    if not rate["violations"]:
        return []
    return [f"{rate['violations']} rate violations, the first: {rate['details'][0]}"]


def parameters(one):
    pairs = parse_qsl(urlsplit(one["target"]).query, keep_blank_values=True)
    return dict(pairs + parse_qsl(one["form"] or "", keep_blank_values=True))


def shape_faults(one):
    found = []
    if not re.match(r"Gleaner/\S+ \(.*mailto:judge@example\.net.*\)", one["agent"] or ""):
        found.append(f"dishonest User-Agent {one['agent']!r}")
    asked = parameters(one)
    if one["endpoint"] == "api":
        found += api_faults(asked)
    if one["endpoint"] == "oai":
        if "until" in asked:
            found.append("an until")
        if "resumptionToken" in asked and set(asked) != {"verb", "resumptionToken"}:
            found.append("a token with other arguments")
    return found


def api_faults(asked):
    size, start = asked.get("max_results", ""), asked.get("start", "0")
    if not re.fullmatch(r"[1-9]\d*", size):
        return [f"max_results is {size!r}"]
    found = []
    if int(start) + int(size) > 10000 or int(size) > 2000:
        found.append(f"start {start} and max_results {size} are beyond the window")
    ids = asked.get("id_list", "").split(",") if asked.get("id_list") else []
    if len(ids) > 100 or int(size) < len(ids):
        found.append(f"{len(ids)} ids with max_results {size}")
    return found


def pause(one, spec):
    """Seconds for which the answer forbids to ask again; None when it does not throttle."""
    if one["status"] == 403:
        return LONGEST
    if one["status"] not in THROTTLING:
        return None
    floor = FLOOR[one["status"]]
    given = [rule["do"]["retry_after"] for index, rule in enumerate(spec.get("rules", []), 1)
             if rule.get("name", f"rule {index}") in one["rules"] and "retry_after" in rule["do"]]
    if not given:
        return floor
    asked = re.fullmatch(r"(?:http-date\+)?(\d+)", str(given[-1]))
    if asked:
        seconds = int(asked.group(1))
    else:
        try:
            seconds = (parsedate_to_datetime(str(given[-1])) - instant(one["now"])).total_seconds()
        except ValueError:
            seconds = 0
    return max(floor, seconds if seconds <= LONGEST else 0)


def wait_faults(requests, spec):
    found, until = [], {}
    for one in requests:
        now = instant(one["now"])
        for scope in ("all", one["endpoint"]):
            if scope in until and now < until[scope][0]:
                found.append(f"request {one['n']} to {one['endpoint']} at {one['now']}, though {until[scope][1]}")
        seconds = pause(one, spec)
        if seconds:
            scope = "all" if one["status"] == 403 else one["endpoint"]
            until[scope] = (now + timedelta(seconds=seconds),
                            f"request {one['n']} was answered {one['status']}: wait {seconds:.0f} s")
    return found


def loop_faults(requests, runs):
    found, start = [], 0
    for end in runs:
        counts = {}
        for one in requests[start:end]:
            key = (one["target"], one["form"])
            counts[key] = counts.get(key, 0) + 1
        start = end
        for (target, _), count in counts.items():
            if count > OFTEN:
                found.append(f"{target[:120]} was asked for {count} times in one run")
    return found
