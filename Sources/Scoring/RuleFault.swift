/// What is wrong with one of the rules, and what to do about it.
package struct RuleFault: Error, Sendable, Equatable, CustomStringConvertible {
  /// The key path below `rules`: `groups.rl.any[2]`, `require`, `sections[0].when`.
  package let path: String
  package let message: String
  /// What was probably meant, ready to be put in place of what is there.
  package let suggestion: String?

  package init(path: String, message: String, suggestion: String? = nil) {
    self.path = path
    self.message = message
    self.suggestion = suggestion
  }

  package var description: String {
    guard let suggestion else { return "\(path): \(message)" }
    return "\(path): \(message); did you mean \(quoted(suggestion))?"
  }
}

/// Everything that is wrong with the rules of a topic, in the order of the rules.
package struct RuleFaults: Error, Sendable, Equatable, CustomStringConvertible {
  /// Never empty.
  package let faults: [RuleFault]

  package init(faults: [RuleFault]) { self.faults = faults }

  package var description: String { faults.map(\.description).joined(separator: "\n") }
}

/// A piece of the rules in a message, cut when it is long: the place is named anyway.
func quoted(_ text: some StringProtocol) -> String {
  let scalars = text.unicodeScalars
  guard scalars.count > 60 else { return "“\(text)”" }
  return "“\(String(String.UnicodeScalarView(scalars.prefix(59))))…”"
}

/// The candidate that `word` most likely is a slip of: the nearest by edit distance, nil when none is near.
package func nearest(to word: String, among candidates: [String]) -> String? {
  guard word.utf8.count <= 200 else { return nil }
  let typed = Array(word.lowercased().unicodeScalars)
  let ranked = candidates.map { candidate in
    (candidate, distance: editDistance(typed, Array(candidate.lowercased().unicodeScalars)))
  }
  guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
  // More than three letters in five wrong is another word.
  return best.distance * 5 < Swift.max(typed.count, best.0.unicodeScalars.count) * 3 ? best.0 : nil
}

/// Insertions, deletions and replacements that turn one word into the other.
private func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
  var row = Array(0...right.count)
  for (i, a) in left.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, b) in right.enumerated() {
      let replaced = diagonal + (a == b ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = Swift.min(replaced, row[j] + 1, diagonal + 1)
    }
  }
  return row[right.count]
}
