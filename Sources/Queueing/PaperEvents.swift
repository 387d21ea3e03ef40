package import Foundation
internal import Papers

/// What became of a paper that was already known.
package struct PaperEvent: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Sendable, Codable {
    /// A replacement; the detail is `v2`.
    case version
    case withdrawn
    /// A journal reference was added or changed.
    case journal
    case doi
    /// A category was added.
    case crosslist
    /// arXiv says the record is gone.
    case deleted
  }

  package let kind: Kind
  /// What tells it from others of its kind: `v2`, the journal, the DOI, the category.
  package let detail: String
  /// By arXiv's dates: a version when it was submitted, the others when arXiv was first seen to say so.
  package let at: Date

  package init(kind: Kind, detail: String, at: Date) {
    self.kind = kind
    self.detail = detail
    self.at = at
  }
}

/// Finds the events in the difference of two states of a paper.
enum PaperEvents {
  static func between(_ old: Paper, _ new: Paper, firstSeen: Date, at: Date) -> [PaperEvent] {
    var events = versions(old, new, firstSeen: firstSeen, at: at)
    if new.isWithdrawn, !old.isWithdrawn, old.version != nil || isAfter(new.updated, firstSeen) {
      // Without the version: who says it first may not know that.
      events.append(PaperEvent(kind: .withdrawn, detail: "", at: new.updated ?? at))
    }
    if let journal = new.journalReference, journal != old.journalReference {
      events.append(PaperEvent(kind: .journal, detail: journal, at: at))
    }
    for doi in new.dois where !old.dois.contains(doi) {
      events.append(PaperEvent(kind: .doi, detail: doi, at: at))
    }
    if !old.categories.isEmpty {
      for category in new.categories where !old.categories.contains(category) {
        events.append(PaperEvent(kind: .crosslist, detail: category.name, at: at))
      }
    }
    if new.isDeleted, !old.isDeleted { events.append(PaperEvent(kind: .deleted, detail: "", at: at)) }
    return events
  }

  /// A number that merely became known is no event: OAI-PMH tells it apart from the paper. Versions that were never
  /// seen on their own came no later than the newest.
  private static func versions(_ old: Paper, _ new: Paper, firstSeen: Date, at: Date) -> [PaperEvent] {
    guard let version = new.version else { return [] }
    let known = old.version ?? (isAfter(new.updated, firstSeen) ? version - 1 : version)
    guard version > known, version - known <= 1000 else { return [] }
    return ((known + 1)...version).map { number in
      PaperEvent(kind: .version, detail: "v\(number)", at: new.updated ?? at)
    }
  }

  private static func isAfter(_ date: Date?, _ moment: Date) -> Bool {
    date.map { $0 > moment } ?? false
  }
}
