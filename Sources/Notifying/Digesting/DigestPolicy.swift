package import Papers

/// What a digest of the configuration tells, apart from when and to whom.
package struct DigestPolicy: Hashable, Sendable {
  package let topic: String
  package let topicTitle: String
  /// The digest's id in the configuration.
  package let name: String
  /// The topic's sections, in their order.
  package let sectionOrder: [String]
  /// The only sections that are told of; nil for all.
  package let sections: Set<String>?
  /// What has a score needs this one at least; what came from a list has none.
  package let minimumScore: Double?
  /// Whether a digest is sent when there is nothing to tell.
  package let sendsEmpty: Bool

  package init(
    topic: String,
    topicTitle: String,
    name: String,
    sectionOrder: [String] = [],
    sections: Set<String>? = nil,
    minimumScore: Double? = nil,
    sendsEmpty: Bool = false
  ) {
    self.topic = topic
    self.topicTitle = topicTitle
    self.name = name
    self.sectionOrder = sectionOrder
    self.sections = sections
    self.minimumScore = minimumScore
    self.sendsEmpty = sendsEmpty
  }

  /// Of the digest of a day, for ever.
  package func id(on day: Day) -> String { "\(topic)/\(name)/\(day)" }

  /// What was rejected before the digest was due is no news.
  func wants(_ news: DigestNews) -> Bool {
    guard news.state != .rejected, holds(news.publication.section) else { return false }
    guard let minimumScore, let appraisal = news.publication.appraisal else { return true }
    return appraisal.score >= minimumScore
  }

  func wants(_ change: DigestChange) -> Bool { holds(change.section) }

  private func holds(_ section: String?) -> Bool { sections?.contains(section ?? "") ?? true }
}
