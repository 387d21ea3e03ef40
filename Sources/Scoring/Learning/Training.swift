package import Papers

/// A paper to learn from, with what the rules say of it.
package struct Lesson: Sendable {
  package enum Label: String, Sendable {
    case accepted, rejected
    /// Nobody decided about it; most such papers are not wanted.
    case passedOver
  }

  package let paper: Paper
  package let appraisal: Appraisal
  package let label: Label
  /// The section of the list, of an accepted paper.
  package let section: String?

  package init(_ paper: Paper, _ appraisal: Appraisal, _ label: Label, section: String? = nil) {
    self.paper = paper
    self.appraisal = appraisal
    self.label = label
    self.section = section
  }
}

extension LearnedRanker {
  /// At most so many papers that nobody decided about are taken into a training.
  package static let passedOverLimit = 8000
  /// Papers announced less than so many days before the latest announcement may still be listed: a curator takes
  /// two weeks (median), so they are no examples of what is not wanted.
  package static let undecidedDays = 21
  /// So many of each kind are the least from which anything can be learned.
  static let fewest = 5

  static let version = "learning 1"
  private static let cost = 1.0

  /// The same lessons in any order give the same model, bit for bit.
  ///
  /// - Throws: `LearningNotice` when there is not enough to learn from.
  package static func train(_ lessons: [Lesson], rulebook: Rulebook) throws(LearningNotice) -> LearnedRanker {
    let lessons = lessons.sorted { ($0.paper.id, $0.label.rawValue) < ($1.paper.id, $1.label.rawValue) }
    let isWanted = lessons.map { $0.label == .accepted }
    let wanted = isWanted.count { $0 }
    guard wanted >= fewest else { throw .fewAccepted(wanted, needed: fewest) }
    guard lessons.count - wanted >= fewest else {
      throw .fewTurnedDown(lessons.count - wanted, needed: fewest)
    }
    let flags = RuleFlags(rulebook.rules)
    var (text, rows) = TextFeatures.fit(lessons.map(\.paper), isWanted: isWanted)
    let first = text.grams.count
    for index in rows.indices { flags.append(lessons[index].appraisal, to: &rows[index], first: first) }
    guard let plane = LinearSolver.separate(rows, isWanted, features: first + flags.count, cost: cost) else {
      throw .fewTurnedDown(0, needed: fewest)
    }
    let others = lessons.indices.filter { !isWanted[$0] }
    let margins = others.map { plane.margin(of: rows[$0]) }
    let passing = zip(others, margins).filter { lessons[$0.0].appraisal.isCandidate }.map(\.1)
    let mean = passing.count < fewest ? margins.mean : passing.mean
    let deviation = max(margins.map { ($0 - margins.mean) * ($0 - margins.mean) }.mean.squareRoot(), 1e-9)
    return LearnedRanker(
      text: text,
      flags: flags,
      plane: plane,
      mean: mean,
      deviation: deviation,
      sections: SectionLearner.train(lessons.filter { $0.label == .accepted }),
      hash: hash(of: lessons, rulebook),
      wanted: wanted,
      unwanted: lessons.count - wanted
    )
  }

  /// Those of many ids that are taken as examples of what is not wanted: always the same, spread evenly, and nearly
  /// the same when a few ids come or go.
  package static func sample(_ ids: [PaperID], limit: Int = passedOverLimit) -> [PaperID] {
    guard ids.count > limit else { return ids.sorted() }
    let hashed = ids.map { (hash: FNV.hash($0.canonical.utf8).mixed, id: $0) }
    return hashed.sorted { ($0.hash, $0.id) < ($1.hash, $1.id) }.prefix(limit).map(\.id).sorted()
  }

  private static func hash(of lessons: [Lesson], _ rulebook: Rulebook) -> String {
    var hash = FNV()
    func add(_ text: String) {
      for byte in text.utf8 { hash.add(byte) }
      hash.add(0xFF)
    }
    add(version)
    add(rulebook.fingerprint)
    for lesson in lessons {
      for text in [
        lesson.paper.id.canonical, lesson.label.rawValue, lesson.section ?? "", lesson.paper.title,
        lesson.paper.abstract,
      ] { add(text) }
    }
    return hash.hex
  }
}

extension UInt64 {
  /// FNV leaves neighbours close to each other; this spreads them (the finaliser of SplitMix64).
  fileprivate var mixed: UInt64 {
    var z = self
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

extension [Double] {
  /// Of at least one number.
  fileprivate var mean: Double { reduce(0, +) / Double(count) }
}
