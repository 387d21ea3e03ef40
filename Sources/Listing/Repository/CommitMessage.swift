internal import Papers

/// What commits and pull requests say, with the words of the entry in the places of `{name}` and the like.
package struct CommitMessage: Sendable, Equatable {
  package static let insertion = "Add {name} ({id})"
  package static let removal = "Remove {name} ({id})"

  /// The words of one entry, by placeholder.
  package struct Words: Sendable {
    package static let names = ["id", "name", "title", "section", "label", "url"]
    private let values: [String: String]

    /// What an entry does not have is an empty text; a missing name is the title.
    package init(id: String, name: String?, title: String, section: String, label: String, url: String) {
      values = [
        "id": id, "name": name ?? title, "title": title, "section": section, "label": label, "url": url,
      ]
    }

    fileprivate subscript(_ name: String) -> String? {
      values[name].map(\.singleLine).map { name == "url" ? $0 : CommitMessage.harmless($0) }
    }
  }

  /// A text, or a placeholder.
  private enum Piece: Sendable, Equatable {
    case text(String)
    case place(String)
  }

  private let pieces: [Piece]

  /// Reads a template.
  ///
  /// - Throws: `SettingFault`, when a placeholder is not closed or not known, or nothing would be said.
  package init(template: String) throws(SettingFault) {
    var pieces: [Piece] = []
    var rest = template[...]
    while let start = rest.firstIndex(of: "{") {
      pieces.append(.text(String(rest[..<start])))
      guard let end = rest[start...].firstIndex(of: "}") else {
        throw SettingFault(reason: "a { is not closed")
      }
      let name = String(rest[rest.index(after: start)..<end])
      guard Words.names.contains(name) else {
        let known = Words.names.map { "{\($0)}" }.joined(separator: " ")
        throw SettingFault(reason: "{\(name)} is no placeholder; there are \(known)")
      }
      pieces.append(.place(name))
      rest = rest[rest.index(after: end)...]
    }
    pieces.append(.text(String(rest)))
    self.pieces = pieces
    guard template.contains(where: { !$0.isWhitespace }) else {
      throw SettingFault(reason: "the message is empty")
    }
  }

  /// The message for one entry. The words of a paper cannot add lines to it.
  package func text(_ words: Words) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .place(let name): words[name] ?? ""
      }
    }.joined()
  }

  /// The text with a space of no width in what GitHub would act on: `@name` calls somebody, `Fixes #1` closes an issue.
  package static func harmless(_ text: String) -> String {
    text.replacing("@", with: "@\u{200B}").replacing(/(#|\bGH-)([0-9])/) {
      "\($0.output.1)\u{200B}\($0.output.2)"
    }
  }
}

/// What is wrong with a setting of the list, as part of a sentence.
package struct SettingFault: Error, Sendable, Equatable {
  package let reason: String
}
