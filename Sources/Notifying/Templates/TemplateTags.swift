internal import Papers

/// The names in a template's tags. Mustache leaves out what it does not know, so that a slip of the pen would show as
/// a mail without titles.
struct TemplateTags {
  private let tags: [(name: String, line: Int)]

  /// Tags with other delimiters than `{{` and `}}` are not looked at.
  init(_ text: String) {
    var tags: [(String, Int)] = []
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      for part in line.split(separator: "{{", omittingEmptySubsequences: false).dropFirst() {
        guard let end = part.firstRange(of: "}}"), let name = Self.name(part[..<end.lowerBound]) else {
          continue
        }
        tags.append((name, number + 1))
      }
    }
    self.tags = tags
  }

  /// Refuses names that a digest has no value for.
  func check(path: String) throws(TemplateFault) {
    let known = DigestView.names
    for (name, line) in tags {
      guard let stray = name.split(separator: ".").map(String.init).first(where: { !known.contains($0) })
      else {
        continue
      }
      let names = known.sorted().joined(separator: ", ")
      throw TemplateFault(
        path: path,
        line: line,
        reason: "there is no value named \(stray.singleLine); there are: \(names)"
      )
    }
  }

  /// nil for what is no value: comments, settings, partials, transforms and `.`.
  private static func name(_ tag: Substring) -> String? {
    let marks = "#^/&{"
    let bare = tag.drop { marks.contains($0) || $0 == " " }
    guard let first = bare.first, !"!%>=<$.*".contains(first), !bare.contains("(") else { return nil }
    return String(bare.prefix { $0 != " " && $0 != "}" })
  }
}
