package import Foundation
package import Papers

/// Makes the digest of what there is to tell: the same material always gives the same digest.
package struct DigestComposer: Sendable {
  package let policy: DigestPolicy
  /// A sentence when arXiv could not be read as far as it announced.
  package let outage: String?
  package let lastPoll: Date?

  package init(policy: DigestPolicy, outage: String? = nil, lastPoll: Date? = nil) {
    self.policy = policy
    self.outage = outage
    self.lastPoll = lastPoll
  }

  /// nil when there is nothing to tell and that is not to be sent.
  package func digest(_ material: DigestMaterial, due: DigestDue) -> Digest? {
    let (news, changes) = (material.news.filter(policy.wants), material.changes.filter(policy.wants))
    guard !news.isEmpty || !changes.isEmpty || policy.sendsEmpty else { return nil }
    let subject = DigestSubject(
      title: policy.topicTitle,
      proposed: news.count { $0.log == .proposal },
      accepted: news.count { $0.log == .acceptance },
      changes: changes.count,
      isOutage: outage != nil,
      day: due.day
    )
    return Digest(
      id: policy.id(on: due.day),
      topic: policy.topic,
      topicTitle: policy.topicTitle,
      name: policy.name,
      due: due.at,
      subject: subject.text,
      sections: sections(news),
      changes: changes,
      outage: outage,
      lastPoll: lastPoll,
      previous: material.previous
    )
  }

  /// In the order of the topic's sections, then those it does not know by name, then what is in none.
  private func sections(_ news: [DigestNews]) -> [DigestSection] {
    let grouped = Dictionary(grouping: news) { $0.publication.section }
    let known = policy.sectionOrder.filter { grouped[$0] != nil }
    let unknown = grouped.keys.compactMap(\.self).filter { !policy.sectionOrder.contains($0) }.sorted()
    var names: [String?] = []
    for name in known + unknown where !names.contains(name) { names.append(name) }
    if grouped[nil] != nil { names.append(nil) }
    return names.map { DigestSection(name: $0, items: items(grouped[$0] ?? [])) }
  }

  /// Best first; what has no score comes last, in the order of the log.
  private func items(_ news: [DigestNews]) -> [DigestItem] {
    let ranked = news.enumerated().sorted { left, right in
      let scores = (left.element.score ?? -.infinity, right.element.score ?? -.infinity)
      return scores.0 == scores.1 ? left.offset < right.offset : scores.0 > scores.1
    }
    return ranked.map { $0.element.item }
  }
}

extension DigestNews {
  fileprivate var score: Double? { publication.appraisal?.score }

  fileprivate var item: DigestItem {
    DigestItem(
      work: publication.work,
      state: log == .acceptance ? .accepted : state,
      title: publication.title,
      authors: publication.authors.map(\.name),
      abstract: publication.abstract,
      categories: publication.categories.map(\.name),
      score: score,
      why: publication.appraisal?.sentences ?? [],
      announced: publication.announced,
      url: publication.work.pageURL,
      links: publication.links
    )
  }
}
