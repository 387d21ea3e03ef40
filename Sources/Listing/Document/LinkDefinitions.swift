/// The addresses that a document defines at one place and refers to by a label elsewhere (CommonMark 0.31, section 4.7):
/// `[label]: https://…`.
struct LinkDefinitions: Equatable {
  private var urls: [String: String] = [:]

  init() {}

  /// Those of the prose of a document; of two with one label the first holds.
  init(_ parts: [ListPart], _ lines: ListLines) {
    for part in parts where part.kind == .prose {
      for line in part.lines { add(lines.text(line)) }
    }
  }

  var isEmpty: Bool { urls.isEmpty }

  /// nil for a label that is not defined. Case and the number of spaces do not count.
  subscript(label: String) -> String? { urls[Self.key(label)] }

  private mutating func add(_ line: String) {
    let text = line.drop { $0 == " " }
    guard text.first == "[", let close = text.firstRange(of: "]:") else { return }
    let label = text[text.index(after: text.startIndex)..<close.lowerBound]
    // `[^1]:` is a footnote.
    guard !label.isEmpty, !label.hasPrefix("^"), !label.contains("]") else { return }
    let url = text[close.upperBound...].split(whereSeparator: \.isWhitespace).first ?? ""
    let address = url.hasPrefix("<") ? url.dropFirst().prefix { $0 != ">" } : url
    let key = Self.key(label)
    if !address.isEmpty, urls[key] == nil { urls[key] = String(address) }
  }

  private static func key(_ label: some StringProtocol) -> String {
    label.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
