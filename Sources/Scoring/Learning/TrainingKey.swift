package import Papers

/// What a curator decided about a stored paper.
package struct LabelledPaper: Hashable, Sendable {
  package let id: PaperID
  package let label: Lesson.Label
  /// Of an accepted paper.
  package let section: String?

  package init(_ id: PaperID, _ label: Lesson.Label, section: String? = nil) {
    self.id = id
    self.label = label
    self.section = section
  }
}

extension LearnedRanker {
  /// Changes when a new training is due: after a decision, after a change of the rules, and when another week's
  /// papers have become examples of what is not wanted.
  /// `latest` is the latest announcement that is known.
  package static func key(_ labels: [LabelledPaper], rulebook: Rulebook, latest: Day) -> String {
    var hash = FNV()
    for label in labels.sorted(by: { $0.id < $1.id }) {
      for byte in "\(label.id) \(label.label.rawValue) \(label.section ?? "")\n".utf8 { hash.add(byte) }
    }
    return "\(version), rules \(rulebook.fingerprint), labels \(hash.hex), week \(latest.week)"
  }
}

extension Day {
  /// Weeks begin on Mondays; 1969-12-29 was one.
  var week: Int { Int((Double(number + 3) / 7).rounded(.down)) }
}
