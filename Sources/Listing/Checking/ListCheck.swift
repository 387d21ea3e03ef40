package import Papers

/// Something in a list that a person should look at.
package struct ListFinding: Sendable, Hashable {
  /// The name of the check.
  package let kind: String
  /// 1-based.
  package let line: Int
  /// A sentence that says what is wrong and what to do.
  package let reason: String
  package let work: WorkID?
  /// Another line that is part of it.
  package let related: Int?

  package init(kind: String, line: Int, reason: String, work: WorkID? = nil, related: Int? = nil) {
    self.kind = kind
    self.line = line
    self.reason = reason
    self.work = work
    self.related = related
  }
}

/// A kind of finding: each is one entry in `all`. A check looks and never changes anything.
package struct ListCheck: Sendable {
  package let name: String
  /// What it finds, in one sentence.
  package let help: String
  let run: @Sendable (ListDocument) -> [ListFinding]

  package static let all: [ListCheck] = [
    .sameID, .sameTitle, .sameCode, .labelMonth, .versionPinned, .notCanonical, .order, .noLink, .misdecoded,
    .notUTF8,
  ]

  /// Everything that is found, in the order of the lines.
  package static func findings(in document: ListDocument) -> [ListFinding] {
    all.flatMap { $0.run(document) }.sorted { ($0.line, $0.kind) < ($1.line, $1.kind) }
  }
}
