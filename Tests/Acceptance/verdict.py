"""Whether a scenario ended as it must. Every finding is a sentence."""
import re
from fnmatch import fnmatch
from datetime import date

import manners
from truth import endless_rules, hidden, is_disturbed, listing_day, names


HELD_BACK = 3


def judge(story):
    """All findings about a played scenario; none is good."""
    found = manners.faults(story.requests, story.marks, story.spec, story.rate)
    for phase in story.phases:
        found += [f"{phase.name}: {what}" for what in phase_faults(story, phase)]
    found += feed_faults(story) + event_faults(story) + request_faults(story)
    return found


def phase_faults(story, phase):
    wishes, last = story.wishes, phase.runs[-1]
    found = exit_faults(story, phase)
    found += store_faults(story, phase)
    if phase.status is not None:
        found += ledger_faults(story, phase) + lane_faults(story, phase)
        found += status_faults(wishes, phase)
    if phase is story.phases[0] and "said" in wishes:
        said = "".join(run.stderr for run in phase.runs)
        if not re.search(wishes["said"], said):
            found.append(f"nothing on standard error matches “{wishes['said']}”: {said[-300:]!r}")
    if last.returncode == 75 and not last.stderr.strip():
        found.append("exit 75 without a word on standard error")
    return found


# -- exit status ---------------------------------------------------------------------------------

def still_failing(story, phase):
    """The interfaces that an endless rule hit in the last run of the phase."""
    hit = set()
    for name, where in endless_rules(story.spec):
        if phase.hits.get(name, 0) > phase.hits_before.get(name, 0):
            hit |= where
    return hit


def exit_faults(story, phase):
    codes = [run.returncode for run in phase.runs]
    odd = [code for code in codes if code not in (0, 75, 78)]
    if odd:
        return [f"exit {odd[0]}: {phase.runs[codes.index(odd[0])].stderr.strip()[-300:]}"]
    accepted = wanted_exits(story, phase)
    if accepted:
        return [] if codes[-1] in accepted else [f"exit {codes[-1]}, not {accepted}{reason(phase)}"]
    if codes[-1] == 0 or still_failing(story, phase):
        return []
    return [f"exit {codes[-1]} after {len(codes)} runs{reason(phase)}"]


def wanted_exits(story, phase):
    """The statuses that the file accepts of a phase; none when it does not say."""
    wanted = story.wishes.get("exit")
    if "exits" in story.wishes:
        wanted = story.wishes["exits"][min(phase.number, len(story.wishes["exits"]) - 1)]
    return [] if wanted is None else wanted if isinstance(wanted, list) else [wanted]


def reason(phase):
    return f"; {phase.runs[-1].stderr.strip()[-300:]}" if phase.runs[-1].stderr.strip() else ""


# -- the store -----------------------------------------------------------------------------------

def must_have(story, phase):
    """{id: version} that have to be stored: what the first source that can be read knows."""
    failing = still_failing(story, phase)
    status = phase.runs[-1].returncode
    if status == 78 or status == 75 and not failing and 75 in wanted_exits(story, phase):
        return {}
    complete = story.wishes.get("complete", "later" if not story.wishes and is_disturbed(story.spec) else "first")
    if phase.number + 1 < len(story.phases) and complete == "later":
        return {}
    for name in names(story.sources):
        if name in ("oai", "api") and name not in failing:
            return phase.truth[name]
    if names(story.sources) == ["rss"] and "rss" not in failing:
        return phase.truth["rss"]
    return {}


def store_faults(story, phase):
    wishes, ids = story.wishes, [row["id"] for row in phase.rows]
    found = []
    if len(ids) != len(set(ids)):
        found.append(f"stored twice: {some({key for key in ids if ids.count(key) > 1})}")
    stored, must = {row["id"]: row for row in phase.rows}, must_have(story, phase)
    gone = set(wishes.get("missing", []))
    if phase is story.phases[-1]:
        gone |= set(wishes.get("deleted", []))
    if wishes.get("ids") == "none":
        must, gone = {}, gone | set(stored)
    missing = set(must) - set(stored) - gone - hidden(story.spec)
    if missing:
        found.append(f"{len(missing)} of {len(must)} papers are missing: {some(missing)}")
    strange = set(stored) - set(phase.known) - gone
    if strange:
        found.append(f"stored but not announced in what is watched: {some(strange)}")
    kept = {key for key in gone & set(stored) if not stored[key].get("deleted")}
    if kept:
        found.append(f"must not be stored: {some(kept)}")
    late = [key for key, row in stored.items() if key in must and (row.get("version") or 10**6) < must[key]]
    if late:
        found.append(f"an old version is stored of {some(late)}")
    return found + damage_faults(wishes, phase, stored)


def damage_faults(wishes, phase, stored):
    damaged = {key for key, row in stored.items() if row.get("damaged")}
    wanted = wishes.get("damaged" if phase.first else "damaged_later")
    wanted = set(wanted) if wanted is not None else set() if not wishes else damaged
    found = []
    if damaged != wanted:
        found.append(f"damaged are {some(damaged)}, not {some(wanted)}")
    untitled = [key for key, row in stored.items()
                if not row.get("title") and not row.get("damaged") and not row.get("deleted")]
    if untitled:
        found.append(f"without a title: {some(untitled)}")
    if any(row.get("title") == "Error" for row in stored.values()):
        found.append("an error entry is stored as a paper")
    return found


def some(ids):
    ids = sorted(ids)
    return ", ".join(ids[:4]) + (f" and {len(ids) - 4} more" if len(ids) > 4 else "") or "none"


# -- ledger, lanes, status -------------------------------------------------------------------------

def ledger_faults(story, phase):
    rows = {row["day"]: row for row in phase.status.get("announcements", [])}
    if len(rows) != len(phase.status.get("announcements", [])):
        return ["a day stands in the ledger twice"]
    found, last = [], phase.runs[-1].returncode
    wanted = story.wishes.get("ledger", {}) if phase.first else {}
    if phase is story.phases[-1]:
        wanted = story.wishes.get("ledger_later", wanted)
    wanted = {**dict.fromkeys(story.wishes.get("ledger_free", []), ["any"]), **wanted}
    for day, row in rows.items():
        if day in wanted:
            continue
        found += row_faults(day, row, phase, story)
    latest = max((day for day in rows if date.fromisoformat(day) <= listing_day(phase.now)), default=None)
    due = phase.due
    working = {"oai", "rss", "api"} & set(names(story.sources)) - still_failing(story, phase)
    if not working and phase.first and due in rows and rows[due]["outcome"] in ("news", "quiet"):
        found.append(f"no source was read to its end, but {due} is “{rows[due]['outcome']}”")
    if due and latest != due and phase.announced.get(due, (0, 0))[0]:
        found.append(f"the ledger has no row of {due}")
    if due and due in rows and due not in wanted and last == 0:
        outcome, least = rows[due]["outcome"], phase.announced[due][0]
        if least and outcome != "news" or not least and outcome in ("stale", "refused"):
            found.append(f"exit 0, but {due} with {least} new papers is “{outcome}”")
    for day, accepted in wanted.items():
        outcome = rows.get(day, {}).get("outcome", "absent")
        if outcome not in accepted and accepted != ["any"]:
            found.append(f"the ledger says “{outcome}” of {day}, not {' or '.join(accepted)}")
    return found


def row_faults(day, row, phase, story):
    """The signature fault of every watcher is to call an outage a quiet day."""
    if date.fromisoformat(day) > listing_day(phase.now):
        return []
    least, most = phase.announced[day]
    outcome, news = row["outcome"], row.get("news") or 0
    if outcome == "quiet" and least:
        return [f"the ledger says quiet of {day}, on which {least} new papers were announced"]
    # Who knows nothing but submissions can date a few papers wrongly that were held back.
    if outcome == "news" and not most and (news > HELD_BACK or set(names(story.sources)) != {"api"}):
        return [f"the ledger says {news} news of {day}, on which nothing was announced"]
    # How many there were is only known of days that were seen as they happened, and by sources that know the day.
    if outcome == "news" and "oai" in names(story.sources) and not still_failing(story, phase) \
            and phase.runs[-1].returncode == 0 and day == phase.due and not least <= news <= most:
        return [f"the ledger says {news} news of {day}, but {least} to {most} were announced"]
    return []


def lane_faults(story, phase):
    """A source was drained when the cursors of all its lanes are behind the last listing that had papers."""
    lanes = [lane for lane in phase.status.get("lanes", []) if " " not in lane["name"]]
    today, last = phase.now[:10], phase.runs[-1].returncode
    busy = [day for day, (least, _) in phase.announced.items() if least and day <= str(listing_day(phase.began))]
    wanted = max(busy, default=None)
    carried = [name for name in names(story.sources) if name in ("oai", "api")]
    done = [name for name in carried
            if (mine := [lane for lane in lanes if lane["source"] == name])
            and all(str(lane.get("cursor") or "")[:10] >= (wanted or "") and not lane.get("position")
                    for lane in mine)]
    judged = wanted and wanted not in story.wishes.get("ledger_free", [])
    if last == 0 and carried and not done and judged:
        return [f"exit 0, but no source has its cursor at {wanted}: {lanes}"]
    failing, found = still_failing(story, phase), []
    for lane in lanes:
        if lane["source"] in failing and last == 75 and phase.first and lane.get("cursor") and not phase.served:
            found.append(f"the cursor of {lane['source']} {lane['name']} moved to {lane['cursor']}")
        if lane.get("cursor") and str(lane["cursor"])[:10] > today:
            found.append(f"the cursor {lane['cursor']} is after the server's day {today}")
    return found


def status_faults(wishes, phase):
    """`status` in the scenario: patterns that the whole answer has to match, as text."""
    pattern = wishes.get("status" if phase.first else "status_later")
    if pattern and not re.search(pattern, str(phase.status)):
        return [f"status does not match “{pattern}”"]
    return []


# -- feeds, events, requests ------------------------------------------------------------------------

def feed_faults(story):
    found = []
    for before, after in zip(story.phases, story.phases[1:]):
        same = all(before.truth[name] == after.truth[name] for name in ("oai", "api"))
        same = same and before.runs[-1].returncode == after.runs[-1].returncode == 0
        same = same and {row["id"] for row in before.rows} == {row["id"] for row in after.rows}
        if same and before.feeds != after.feeds:
            changed = [name for name in after.feeds if before.feeds.get(name) != after.feeds[name]]
            found.append(f"{after.name}: nothing happened, but {changed} changed")
    only = story.wishes.get("candidates")
    if only:
        odd = [item["id"] for item in story.queue if not re.match(only, item["id"])]
        if odd:
            found.append(f"candidates that are no news: {some(odd)}")
    return found


def event_faults(story):
    """An event is something that happened, and is recorded once."""
    found, spec = [], story.spec
    counts = {event: story.events.count(event) for event in story.events}
    found += [f"an event is recorded {count} times: {event}" for event, count in counts.items() if count > 1]
    papers = spec.get("set_up", {}).get("papers", {})
    quiet = not any(papers.get(kind) for kind in ("versions", "crosses", "touch", "delete", "papers"))
    if quiet and story.events and "papers" not in str(spec.get("rules")):
        found.append(f"events though nothing happened: {some(story.events)}")
    for kind, wanted in story.wishes.get("events", {}).items():
        have = [what for name, what in (event.split(" ", 1) for event in story.events) if name == kind]
        if len(have) != len(wanted) or not all(any(fnmatch(one, mark) for one in have) for mark in wanted):
            found.append(f"events “{kind}”: {some(have)}, not {some(wanted)}")
    return found


def request_faults(story):
    never = story.wishes.get("never")
    asked = [one["target"] for one in story.requests if never and re.search(never, one["target"])]
    found = [f"{asked[0][:150]} was asked for"] if asked else []
    once = story.wishes.get("asked")
    if once and not any(re.search(once, one["target"] + " " + (one["form"] or "")) for one in story.requests):
        found.append(f"no request matches “{once}”")
    mine = [rule for rule in story.rules if set(names(story.sources)) >= story.reach[rule["name"]]]
    unused = [rule["name"] for rule in mine if not rule["hits"]]
    if unused and story.wishes.get("all_rules", len(names(story.sources)) == 1 and bool(story.wishes)):
        found.append(f"the scenario did not happen: {', '.join(unused)} never fired")
    return found
