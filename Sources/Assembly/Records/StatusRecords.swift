internal import Papers
internal import Polling
internal import Queueing

/// What became of one announcement.
package struct AnnouncementRecord: Encodable, Sendable {
  /// The date of the listing.
  package let day: String
  package let announcedAt: String
  /// `news`, `quiet`, `stale`, `refused` or `pending`.
  package let outcome: String
  package let news: Int
  package let evidence: [String]

  private enum CodingKeys: String, CodingKey {
    case announcedAt = "announced_at"
    case day, outcome, news, evidence
  }

  init(_ row: Ledger.Row) {
    day = row.announcement.day.description
    announcedAt = row.announcement.at.rfc3339
    outcome = row.outcome.rawValue
    news = row.news
    evidence = row.evidence
  }
}

/// The announcement that comes next.
package struct NextRecord: Encodable, Sendable {
  package let day: String
  package let announcedAt: String

  private enum CodingKeys: String, CodingKey {
    case announcedAt = "announced_at"
    case day
  }

  init(_ announcement: Announcement) {
    day = announcement.day.description
    announcedAt = announcement.at.rfc3339
  }
}

/// Where one harvest stands.
package struct LaneRecord: Encodable, Sendable {
  package let source: String
  package let name: String
  package let cursor: String?
  /// Whether a harvest is under way.
  package let position: Bool

  init(_ lane: LaneSummary) {
    source = lane.source
    name = lane.name
    cursor = lane.cursor?.description
    position = lane.isUnderWay
  }
}

/// An interface that is left alone.
package struct HoldRecord: Encodable, Sendable {
  package let scope: String
  package let until: String
  package let reason: String

  init(_ scope: String, _ hold: Hold) {
    self.scope = scope
    until = hold.until.rfc3339
    reason = hold.reason
  }
}

/// An entry that came damaged and could not be fetched whole since.
package struct DamagedRecord: Encodable, Sendable {
  package let id: String?
  package let source: String
  package let reason: String
  package let firstSeen: String
  package let bytes: Int

  private enum CodingKeys: String, CodingKey {
    case firstSeen = "first_seen"
    case id, source, reason, bytes
  }

  init(_ damaged: DamagedSummary) {
    id = damaged.id?.canonical
    source = damaged.source
    reason = damaged.reason
    firstSeen = damaged.seenAt.rfc3339
    bytes = damaged.bytes
  }
}

/// A paper that the daily harvest had missed.
package struct RepairRow: Encodable, Sendable {
  package let id: String
  package let at: String
  package let how: String

  init(_ repair: RepairRecord) {
    id = repair.paper.canonical
    at = repair.at.rfc3339
    how = repair.how
  }
}

/// Numbers that were skipped among the ids.
package struct HoleCounts: Encodable, Sendable {
  /// Not asked for yet.
  package let open: Int
  /// Asked for, and no paper has them.
  package let probed: Int
}

/// What became of a known paper.
package struct PaperEventRecord: Encodable, Sendable {
  package let id: String
  package let title: String
  /// `version`, `withdrawn`, `journal`, `doi`, `crosslist` or `deleted`; `edit` when the line of a listed paper should
  /// change.
  package let event: String
  package let detail: String
  /// By arXiv's date.
  package let at: String
  package let recordedAt: String
  /// Only of an `edit`.
  package var edit: LineEditRecord?

  private enum CodingKeys: String, CodingKey {
    case recordedAt = "recorded_at"
    case id, title, event, detail, at, edit
  }

  init(edit: LineEditRecord, of paper: Paper, why: [String], at: String) {
    id = paper.id.canonical
    title = paper.title
    event = "edit"
    detail = why.joined(separator: " ")
    self.at = at
    recordedAt = at
    self.edit = edit
  }

  init(_ record: EventRecord) {
    id = record.paper.canonical
    title = record.title
    event = record.event.kind.rawValue
    detail = record.event.detail
    at = record.event.at.rfc3339
    recordedAt = record.recordedAt.rfc3339
  }
}

/// How a line of the list should change.
package struct LineEditRecord: Encodable, Sendable {
  /// 1-based.
  package let line: Int
  package let old: String
  package let new: String
}
