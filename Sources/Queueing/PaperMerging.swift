internal import Foundation
internal import Papers

extension Paper {
  var categoryList: String { categories.map(\.name).joined(separator: " ") }

  /// What is known after `told`: a source that leaves something out does not erase it, an older version than the
  /// stored one changes nothing, and the announcement is told once.
  func merging(_ told: Paper) -> Paper {
    if let mine = version, let other = told.version, other < mine { return self }
    if told.isDeleted {
      var gone = self
      gone.isDeleted = true
      return gone
    }
    var merged = told
    if told.title.isEmpty { merged.title = title }
    if told.abstract.isEmpty { merged.abstract = abstract }
    if told.authors.isEmpty { merged.authors = authors }
    if told.categories.isEmpty { merged.categories = categories }
    merged.version = told.version ?? version
    merged.announced = announced ?? told.announced
    merged.published = Self.better(published, told.published)
    merged.updated = Self.better(updated, told.updated)
    merged.comment = told.comment ?? comment
    merged.journalReference = told.journalReference ?? journalReference
    merged.dois = told.dois.isEmpty ? dois : told.dois
    let isNewVersion = told.version.map { other in version.map { other > $0 } ?? false } ?? false
    merged.isWithdrawn = told.isWithdrawn || (isWithdrawn && !isNewVersion)
    if told.authors.map(\.name) == authors.map(\.name), told.authors.allSatisfy(\.affiliations.isEmpty) {
      merged.authors = authors
    }
    return merged
  }

  /// OAI-PMH tells the day only: an instant that is known on that day says more.
  private static func better(_ known: Date?, _ told: Date?) -> Date? {
    guard let known, let told else { return told ?? known }
    return told == Day(utc: known).startUTC ? known : told
  }

  /// Whether a reader would call it a change: not merely a date or a number that is known better now.
  func isWorthHistory(since old: Paper) -> Bool {
    var comparable = self
    comparable.announced = old.announced
    comparable.published = old.published
    comparable.updated = old.updated
    if old.version == nil { comparable.version = nil }
    return comparable != old
  }

  /// The same paper in the words of `known` where both tell of one version and `known` has any.
  func spelled(as known: Paper) -> Paper {
    guard let version, version == known.version, !isDeleted else { return self }
    var paper = self
    if !known.title.isEmpty { paper.title = known.title }
    if !known.abstract.isEmpty { paper.abstract = known.abstract }
    // Only affiliations are news.
    if !known.authors.isEmpty, known.authors.map(\.name) != authors.map(\.name) {
      paper.authors = known.authors
    }
    paper.journalReference = known.journalReference ?? journalReference
    return paper
  }
}
