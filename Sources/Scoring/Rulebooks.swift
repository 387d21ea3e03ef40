package import Papers

/// What the rules of one topic, of several, say about a paper.
package struct Rating: Sendable, Equatable {
  /// The place of the topic's rulebook among the others.
  package let topic: Int
  package let score: Double
  /// Of the list, when a section rule holds.
  package let section: String?
  /// With its reasons; only for a candidate.
  package let appraisal: Appraisal?
}

/// The rulebooks of all topics in one automaton. A paper costs what is found in it, not what is looked for.
package struct Rulebooks: Sendable {
  private let sheets: [ScoreSheet]
  private let matcher: Matcher
  /// For each distinct term, who asks for it.
  private let uses: [[Use]]
  /// For each topic, what a paper gets in which nothing of it counts.
  package let silent: [Rating]

  private struct Use: Sendable {
    let topic: Int32
    let term: Int32
  }

  package init(_ rulebooks: [Rulebook]) {
    sheets = rulebooks.map(\.sheet)
    var numbers: [Term: Int] = [:]
    var terms: [Term] = []
    var uses: [[Use]] = []
    for (topic, rulebook) in rulebooks.enumerated() {
      for (number, term) in rulebook.terms.enumerated() {
        let known = numbers[term] ?? terms.count
        if known == terms.count {
          numbers[term] = known
          terms.append(term)
          uses.append([])
        }
        uses[known].append(Use(topic: Int32(topic), term: Int32(number)))
      }
    }
    self.uses = uses
    matcher = Matcher(terms)
    silent = rulebooks.enumerated().map { topic, rulebook in
      let appraisal = rulebook.sheet.appraisal(Evidence(terms: rulebook.sheet.termCount), of: nil)
      return Rating(
        topic: topic,
        score: appraisal.score,
        section: appraisal.section,
        appraisal: appraisal.isCandidate ? appraisal : nil
      )
    }
  }

  /// For each paper the topics in which anything of it counts, in their order. For all others see `silent`.
  /// Hand over all papers there are.
  package func rate(_ papers: [Paper]) -> [[Rating]] {
    var evidence = [Evidence?](repeating: nil, count: sheets.count)
    var ratings: [[Rating]] = []
    ratings.reserveCapacity(papers.count)
    var rest = papers[...]
    while !rest.isEmpty {
      let batch = Array(rest.prefix(Haystack.batch))
      rest = rest.dropFirst(Haystack.batch)
      matcher.search(batch) { number, hits in ratings.append(rate(batch[number], hits, &evidence)) }
    }
    return ratings
  }

  private func rate(_ paper: Paper, _ hits: [TermHit], _ evidence: inout [Evidence?]) -> [Rating] {
    var topics: [Int] = []
    for found in hits {
      for use in uses[found.term] {
        let topic = Int(use.topic)
        if evidence[topic] == nil { evidence[topic] = Evidence(terms: sheets[topic].termCount) }
        if evidence[topic]?.isEmpty == true { topics.append(topic) }
        evidence[topic]?.add(found.hit, of: Int(use.term))
      }
    }
    return topics.sorted().map { topic in
      defer { evidence[topic]?.removeAll() }
      return rating(topic, evidence[topic], paper)
    }
  }

  private func rating(_ topic: Int, _ evidence: Evidence?, _ paper: Paper) -> Rating {
    guard let evidence else { return silent[topic] }
    let sheet = sheets[topic]
    let score = sheet.score(evidence)
    guard sheet.isCandidate(evidence, score: score) else {
      return Rating(topic: topic, score: score, section: sheet.section(evidence), appraisal: nil)
    }
    let appraisal = sheet.appraisal(evidence, of: paper)
    return Rating(topic: topic, score: score, section: appraisal.section, appraisal: appraisal)
  }
}
