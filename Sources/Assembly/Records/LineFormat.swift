internal import Papers
internal import Terminal

/// A line for each candidate in words of the user's own: `{id}\\t{title}`.
package struct LineFormat: Sendable {
  private enum Piece: Sendable {
    case text(String)
    case field(@Sendable (CandidateRecord) -> String?)
  }

  private let pieces: [Piece]

  /// What can stand in braces.
  package static let fields: [(name: String, value: @Sendable (CandidateRecord) -> String?)] = [
    ("id", { $0.id }), ("title", { $0.title }), ("authors", { $0.authors.joined(separator: ", ") }),
    ("score", { $0.score.short }), ("section", { $0.section }), ("state", { $0.state }),
    ("announced", { $0.announced }), ("url", { $0.url }), ("topic", { $0.topic }),
    ("deferred_until", { $0.deferredUntil }),
  ]

  /// - Parameter text: fields in braces; `\\t` and `\\n` are a tab and a line break.
  /// - Throws: `NoField` for a name in braces that is none.
  package init(_ text: String) throws(NoField) {
    let spelled = text.split(separator: "\\t", omittingEmptySubsequences: false).joined(separator: "\t")
      .split(separator: "\\n", omittingEmptySubsequences: false).joined(separator: "\n")
    var pieces: [Piece] = []
    var rest = spelled[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      pieces.append(.text(String(rest[..<open])))
      let name = rest[rest.index(after: open)..<close]
      guard let field = Self.fields.first(where: { $0.name == name }) else {
        throw NoField(name: String(name))
      }
      pieces.append(.field(field.value))
      rest = rest[rest.index(after: close)...]
    }
    self.pieces = pieces + [.text(String(rest))]
  }

  package func line(_ record: CandidateRecord) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .field(let value): value(record)?.printable ?? ""
      }
    }
    .joined()
  }
}

/// A name in braces that names nothing.
package struct NoField: Error, Sendable, CustomStringConvertible {
  package let name: String
  package var description: String {
    "there is no {\(name)}; there are \(LineFormat.fields.map { "{\($0.name)}" }.joined(separator: ", "))"
  }
}
