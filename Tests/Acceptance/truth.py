"""What a scenario is about, read from its file, and the simulator's own complete answer to it."""
import re
from datetime import date, datetime, timedelta, timezone

from arxivsim import taxonomy

EARLIEST = "2005-09-16"
SETS = ("[oai]", "[api]", "[oai, rss, api]")
FAILING = {"empty", "status", "reset", "truncate", "api_error", "error", "gzip", "html", "body", "dtd",
           "chunked", "content_length", "content_type"}


def instant(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(timezone.utc)


def listing_day(text):
    """The listing that is out at an instant: that of the day in New York, roughly."""
    return (instant(text) - timedelta(hours=4, minutes=30)).date()


def names(sources):
    return re.findall(r"\w+", sources)


def endpoints(spec):
    """The interfaces that the rules name."""
    found = set()
    for rule in spec.get("rules", []):
        named = rule.get("match", {}).get("endpoint", "any")
        for name in [named] if isinstance(named, str) else named:
            found |= {"any": {"oai", "api", "rss"}, "feed": {"rss"}, "atom": {"rss"}}.get(name, {name})
    if not found:
        where = f"{spec.get('truth', '')} {spec.get('request', '')}"
        for name, pattern in [("rss", r"rss|\bfeed"), ("oai", r"\bOAI\b|ListRecords|[?&]from="),
                              ("api", r"search_query|id_list|\bAPI\b")]:
            if re.search(pattern, where):
                found.add(name)
    return found & {"oai", "api", "rss"}


def source_sets(spec):
    """The source sets in which the file makes sense."""
    chosen = spec.get("judge", {}).get("sources")
    if chosen:
        return chosen
    found = endpoints(spec)
    if not spec.get("rules"):
        return list(SETS)
    return [one for one in SETS if found & set(names(one))] or list(SETS)


def categories(spec):
    """What to watch so that the store has to become the truth of the file."""
    chosen = spec.get("judge", {}).get("categories")
    if chosen:
        return chosen               # as a person may write them, aliases and all
    where = f"{spec.get('truth', '')} {spec.get('request', '')}"
    found = re.findall(r"cat:([A-Za-z-]+(?:\.[A-Za-z-]+)?)", where)
    found += [name for part in re.findall(r"(?:/rss/|rss=)([\w.+-]+)", where) for name in part.split("+")]
    if not found:
        papers = spec.get("set_up", {}).get("papers", {})
        for paper in papers.get("generate", []) + papers.get("papers", []):
            found += paper.get("categories", ["cs.CV"])
    known = [taxonomy.canonical(name) for name in found if taxonomy.canonical(name) in taxonomy.CATEGORIES]
    return sorted(set(known)) or ["cs.CV"]


def is_endless(rule):
    """Whether a rule can make every later attempt fail, too."""
    match, do = rule.get("match", {}), rule["do"]
    if "id_list" in match.get("params", {}):
        return False                # what is asked for by id does not end a harvest
    if rule.get("count") is not None or "before" in match or rule.get("probability", 1) < 1:
        return False
    nth = match.get("nth", "1-")
    if not (isinstance(nth, str) and nth.endswith("-")):
        return False
    if "redirect" in do:
        return not re.match(r"/_alt", do["redirect"].get("to", ""))
    if do.get("error") == "noRecordsMatch" or do.get("status", 500) == 200 and not FAILING - {"status"} & set(do):
        return False
    return bool(FAILING & set(do))


def rule_reach(spec):
    """[(name as in the statistics, interfaces)] of all rules."""
    return [(rule.get("name", f"rule {index}"), endpoints({"rules": [rule]}))
            for index, rule in enumerate(spec.get("rules", []), 1)]


def endless_rules(spec):
    """Those of the rules that never stop to fail."""
    return [pair for pair, rule in zip(rule_reach(spec), spec.get("rules", [])) if is_endless(rule)]


def hidden(spec):
    """The ids that some rule keeps from the client or calls deleted."""
    return {key for rule in spec.get("rules", []) for key in rule["do"].get("hide", []) + rule["do"].get("deleted", [])}


def is_disturbed(spec):
    """Whether rules change the papers while they are read, so that a record can slip through until the next day."""
    return any("papers" in rule["do"] or "drop" in rule["do"] and "oai" in endpoints({"rules": [rule]})
               for rule in spec.get("rules", []))


def local_skew(spec):
    """How far the local clock is behind a server that is set up with `real+1d`: it is right, the server is not."""
    moved = re.fullmatch(r"real([+-]\d+)([smhd]?)", str(spec.get("set_up", {}).get("now", "")))
    unit = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}
    return {"seconds": -int(moved.group(1)) * unit[moved.group(2)] if moved else 0}


class Truth:
    """The complete answers, as the simulator gives them at its present time."""

    def __init__(self, simulator, watched, since, hidden=()):
        self.simulator, self.since, self.hidden = simulator, since, set(hidden)
        self.watched = sorted({taxonomy.canonical(name) for name in watched})
        self.query = "(" + " OR ".join(f"cat:{name}" for name in self.watched) + ")"

    def api(self, windowed=True):
        window = f' AND submittedDate:"{self.since:%Y%m%d}0000 TO 204001010000"' if windowed else ""
        answer = self.simulator.ask("truth", search_query=self.query + window, raw="1")
        return versions(answer["ids"])

    def oai(self, windowed=True):
        begin = max(self.since.isoformat(), EARLIEST) if windowed else EARLIEST
        found = {}
        for name in self.watched:
            answer = self.simulator.ask("truth", **{"from": begin, "set": taxonomy.set_spec(name)})
            found.update(versions(answer["ids"]))
        return found

    def listing(self, day):
        """{id: announce type} of a listing; the clock is put back."""
        now = self.simulator.now()
        self.simulator.move(f"{day}T16:00:00Z")
        try:
            items = self.simulator.ask("truth", rss="+".join(self.watched))["items"]
        finally:
            self.simulator.move(now)
        return {key.rpartition("v")[0]: kind for key, kind in items}

    def announced(self, day):
        """(new here for certain, new here at most) of a listing."""
        items = self.listing(day)
        new = {key for key, kind in items.items() if kind == "new"}
        return len(new - self.hidden), len(new) + list(items.values()).count("cross")


def versions(ids):
    return {key.rpartition("v")[0]: int(key.rpartition("v")[2]) for key in ids}


def days_before(day, count):
    return (day if isinstance(day, date) else instant(day).date()) - timedelta(days=count)
