internal import Foundation
internal import Papers
internal import Queueing

/// A candidate with all that is stored beside it, as `export --candidates` writes it.
struct CandidateRow: Codable {
  let id: String
  let topic: String
  let state: State
  var deferredUntil: Day?
  let title: String
  var authors: [Author]?
  var score: Double?
  var section: String?
  /// A person chose the section.
  var sectionChosen: Bool?
  var announced: Day?
  var appraisal: Appraisal?
  var note: String?
  var draft: String?
  /// The entry of the candidates feed, with its date.
  var proposal: Publication?
  /// The date in the accepted feed.
  var acceptedAt: Date?
  /// The entry of the curated list.
  var listed: EntryRow?
  var listEdit: StoredListEdit?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case id, topic, state, title, authors, score, section, announced, appraisal, note, draft, proposal, listed
    case deferredUntil = "deferred_until"
    case sectionChosen = "section_chosen"
    case acceptedAt = "accepted_at"
    case listEdit = "list_edit"
  }

  static var fields: [String] { CodingKeys.allCases.map(\.rawValue) }

  init(_ stored: StoredCandidate) {
    let candidate = stored.candidate
    id = candidate.work.description
    topic = candidate.topic
    state = candidate.state
    deferredUntil = candidate.deferredUntil
    title = candidate.title
    authors = candidate.authors
    score = candidate.score
    section = candidate.section
    sectionChosen = candidate.isSectionChosen ? true : nil
    announced = candidate.announced
    appraisal = candidate.appraisal
    note = candidate.note
    draft = candidate.draft
    proposal = stored.proposal
    acceptedAt = stored.acceptedAt
    listed = stored.entry.map(EntryRow.init)
    listEdit = stored.edit
  }

  /// - Throws: `RowFault`.
  var stored: StoredCandidate {
    get throws {
      let work = try WorkID(row: id)
      guard (state == .deferred) == (deferredUntil != nil) else {
        throw RowFault("deferred_until: it belongs to the state deferred, and to no other")
      }
      guard score?.isFinite ?? true else { throw RowFault("score: it is no number") }
      if let wanted = listEdit?.wanted, !["in", "out"].contains(wanted) {
        throw RowFault("list_edit.wanted: “\(wanted)” is neither in nor out")
      }
      var candidate = Candidate(
        topic: topic,
        work: work,
        state: state,
        deferredUntil: deferredUntil,
        title: title,
        authors: authors ?? [],
        score: score ?? 0,
        section: section,
        announced: announced,
        appraisal: appraisal
      )
      candidate.note = note
      candidate.draft = draft
      candidate.isSectionChosen = sectionChosen ?? false
      var stored = StoredCandidate(candidate)
      stored.proposal = proposal
      stored.acceptedAt = acceptedAt
      stored.entry = try listed?.entry(of: work)
      stored.edit = listEdit
      return stored
    }
  }
}

extension WorkID {
  /// - Throws: `RowFault`.
  init(row id: String) throws {
    if let whole = SpoiledID.whole(id) { throw RowFault(SpoiledID.fault("id:", id, whole)) }
    guard let work = WorkID(id) else { throw RowFault("id: “\(id)” is neither an arXiv id nor an address") }
    self = work
  }
}

/// An entry of the curated list.
struct EntryRow: Codable {
  let label: String?
  let name: String?
  let title: String
  let url: String
  let affiliation: String?
  let links: [Link]
  let section: [String]
  let line: Int

  init(_ entry: Entry) {
    label = entry.label?.yymm
    name = entry.name
    title = entry.title
    url = entry.url
    affiliation = entry.affiliation
    links = entry.links
    section = entry.section
    line = entry.line
  }

  func entry(of work: WorkID) throws -> Entry {
    let month = label.flatMap { Month(yymm: $0) }
    if let label, month == nil { throw RowFault("listed.label: “\(label)” is no YYMM") }
    return Entry(
      work: work,
      label: month,
      name: name,
      title: title,
      url: url,
      affiliation: affiliation,
      links: links,
      section: section,
      line: line
    )
  }
}

/// A line of the verdict log with what an undo needs.
struct VerdictRow: Codable {
  let id: String
  let topic: String
  let verdict: Verdict.Kind
  let who: String
  let at: Date
  let why: String?
  let before: State?
  let after: State?
  let deferredUntil: Day?
  let formerSection: FormerSection?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case id, topic, verdict, who, at, why, before, after
    case deferredUntil = "deferred_until"
    case formerSection = "former_section"
  }

  static var fields: [String] { CodingKeys.allCases.map(\.rawValue) }

  init(_ logged: LoggedVerdict) {
    let verdict = logged.verdict
    id = verdict.work.description
    topic = verdict.topic
    self.verdict = verdict.kind
    who = verdict.who
    at = verdict.at
    why = verdict.why
    before = verdict.before
    after = verdict.after
    deferredUntil = logged.deferredUntil
    formerSection = logged.formerSection
  }

  /// - Throws: `RowFault`.
  var logged: LoggedVerdict {
    get throws {
      let work = try WorkID(row: id)
      let isDeferred = after == .deferred
      guard isDeferred || deferredUntil == nil else {
        throw RowFault("deferred_until: it belongs to a verdict that defers")
      }
      guard !isDeferred || deferredUntil != nil else {
        throw RowFault("deferred_until: a verdict that defers needs it; export --all writes it")
      }
      let verdict = Verdict(
        topic: topic,
        work: work,
        kind: verdict,
        who: who,
        at: at,
        why: why,
        before: before,
        after: after
      )
      return LoggedVerdict(verdict, deferredUntil: deferredUntil, formerSection: formerSection)
    }
  }
}
