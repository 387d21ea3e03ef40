/// The part of a paper in which a rule looks.
package enum Field: String, CaseIterable, Sendable, Codable {
  case title, abstract, comment, author, category
}

/// A place where a term was found.
package struct Match: Hashable, Sendable, Codable {
  package let field: Field
  /// Offset and length in UTF-8 bytes of the field's text (for `author` and `category`: of that one name).
  package let start: Int
  package let length: Int
  /// The matched words as they stand in the text.
  package let text: String

  package init(field: Field, start: Int, length: Int, text: String) {
    self.field = field
    self.start = start
    self.length = length
    self.text = text
  }
}

/// One line of the explanation of a score.
package struct Reason: Hashable, Sendable, Codable {
  /// The rule as it is named in the configuration: `groups.rl`, `veto`, `categories.cs.CV`, `authors`.
  package let rule: String
  package let points: Double
  /// In the order of the text, title first; empty for a rule that counts absence.
  package let matches: [Match]

  package init(rule: String, points: Double, matches: [Match]) {
    self.rule = rule
    self.points = points
    self.matches = matches
  }
}

extension Reason {
  /// The rule for a person: without `groups.`.
  package var name: String { rule.hasPrefix("groups.") ? String(rule.dropFirst(7)) : rule }

  /// The words that were found, each once whatever its case, as it first stands in the text.
  package var words: [String] { Self.distinct(matches.map(\.text)) }

  package static func distinct(_ words: [String]) -> [String] {
    var seen: Set<String> = []
    return words.filter { seen.insert($0.lowercased()).inserted }
  }
}

/// What the rules of a topic say about a paper. The score is the sum of its reasons.
package struct Appraisal: Hashable, Sendable, Codable {
  package let reasons: [Reason]
  /// The section of the list the paper belongs to, when a section rule holds.
  package let section: String?
  /// Why the paper is not a candidate, as a sentence part; nil for a candidate.
  package let refusal: String?

  package init(reasons: [Reason], section: String?, refusal: String?) {
    self.reasons = reasons
    self.section = section
    self.refusal = refusal
  }

  package var score: Double { reasons.reduce(0) { $0 + $1.points } }
  package var isCandidate: Bool { refusal == nil }
}
