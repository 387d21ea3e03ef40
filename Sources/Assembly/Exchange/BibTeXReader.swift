internal import Papers

/// Reads BibTeX as programs write it: entries with braced, quoted or bare values. `@comment`, `@string` and `@preamble`
/// are passed over, and so is text between entries.
struct BibTeXReader {
  private let source: ExchangeSource
  private let bytes: [UInt8]
  private var index = 0
  private var line = 1
  /// Whether there was something like an entry that is none.
  private var hasPassed = false

  static func items(in source: ExchangeSource) throws(InputError) -> [PlacedItem] {
    var reader = BibTeXReader(source)
    var items: [PlacedItem] = []
    while let record = try reader.next() { items.append(try record.item(in: source)) }
    guard !items.isEmpty || reader.hasPassed || source.text.allSatisfy(\.isWhitespace) else {
      throw source.fault(1, "no BibTeX: there is no entry `@kind{…}`")
    }
    return items
  }

  private init(_ source: ExchangeSource) {
    self.source = source
    bytes = Array(source.text.utf8)
  }

  private mutating func next() throws(InputError) -> ForeignRecord? {
    while index < bytes.count {
      guard take() == UInt8(ascii: "@") else { continue }
      let began = line
      let kind = word().lowercased()
      skipSpace()
      guard peek == UInt8(ascii: "{") || peek == UInt8(ascii: "(") else { continue }
      if ["comment", "string", "preamble"].contains(kind) {
        _ = try part(began)
        hasPassed = true
        continue
      }
      advance()
      return try entry(began)
    }
    return nil
  }

  private mutating func entry(_ began: Int) throws(InputError) -> ForeignRecord {
    var record = ForeignRecord(line: began)
    skipSpace()
    _ = word()
    while true {
      skipSpace()
      guard let byte = peek else { throw source.fault(began, "the entry is not closed") }
      advance()
      if byte == UInt8(ascii: "}") || byte == UInt8(ascii: ")") { return record }
      guard byte == UInt8(ascii: ",") else { throw source.fault(line, "a comma or } is expected") }
      skipSpace()
      let name = word().lowercased()
      guard !name.isEmpty else { continue }
      skipSpace()
      guard peek == UInt8(ascii: "=") else { throw source.fault(line, "= is expected behind \(name)") }
      advance()
      skipSpace()
      let at = line
      let text = try value(began)
      guard Self.read(name, text, into: &record) else {
        throw source.fault(at, "“\(text.prefix(40))” cannot be a \(name)")
      }
    }
  }

  private static func read(_ name: String, _ tex: String, into record: inout ForeignRecord) -> Bool {
    let text = TeXText.unescaped(tex).collapsed
    switch name {
    case "title": record.paper.title = text
    case "abstract": record.paper.abstract = text
    case "author": record.authors = authors(tex)
    case "eprint": record.found(id: text, field: "eprint")
    case "url": record.found(address: tex.collapsed)
    case "doi":
      record.paper.doi = tex.collapsed.nonEmpty
      record.found(doi: tex.collapsed)
    case "note": record.paper.comment = text.nonEmpty
    case "keywords":
      let names = text.split(separator: ",").map { String($0).collapsed }
      record.paper.categories = names.filter { Category($0) != nil }
    case "label_included":
      guard ["0", "1", ""].contains(text) else { return false }
      record.isIncluded = text.isEmpty ? nil : text == "1"
    default: break
    }
    return true
  }

  /// Names are joined by ` and ` outside of braces.
  private static func authors(_ tex: String) -> [String] {
    var names = [""]
    var depth = 0
    for word in tex.split(whereSeparator: \.isWhitespace) {
      if word.lowercased() == "and", depth == 0 {
        names.append("")
        continue
      }
      depth += word.count { $0 == "{" } - word.count { $0 == "}" }
      names[names.count - 1] += " \(word)"
    }
    return names.map(\.collapsed).filter { !$0.isEmpty }.map { name in
      let text = TeXText.unescaped(name)
      return isGroup(name) ? text : RISText.givenFirst(text)
    }
  }

  /// Whether the first brace is closed by the last character.
  private static func isGroup(_ name: String) -> Bool {
    guard name.hasPrefix("{"), name.hasSuffix("}") else { return false }
    var depth = 0
    for character in name.dropLast() {
      depth += character == "{" ? 1 : character == "}" ? -1 : 0
      if depth == 0 { return false }
    }
    return true
  }

  /// A value, or several that are joined by `#`.
  private mutating func value(_ began: Int) throws(InputError) -> String {
    var text = try part(began)
    while true {
      skipSpace()
      guard peek == UInt8(ascii: "#") else { return text }
      advance()
      skipSpace()
      text += try part(began)
    }
  }

  /// A braced, quoted or bare value.
  private mutating func part(_ began: Int) throws(InputError) -> String {
    guard let first = peek else { throw source.fault(began, "the entry is not closed") }
    let isQuoted = first == UInt8(ascii: "\"")
    guard isQuoted || first == UInt8(ascii: "{") || first == UInt8(ascii: "(") else {
      return word(until: "#")
    }
    let closing = isQuoted ? first : first == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: ")")
    advance()
    let start = index
    var depth = 0
    while let byte = peek {
      if byte == closing, depth == 0 {
        defer { advance() }
        return String(decoding: bytes[start..<index], as: UTF8.self)
      }
      if byte == UInt8(ascii: "{") { depth += 1 }
      if byte == UInt8(ascii: "}") { depth -= 1 }
      advance()
    }
    throw source.fault(began, "the entry is not closed")
  }

  private mutating func word(until mark: String = "") -> String {
    let start = index
    let ends = Array(" \t\r\n,={}()\"@\(mark)".utf8)
    while let byte = peek, !ends.contains(byte) { advance() }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func take() -> UInt8? {
    defer { advance() }
    return peek
  }

  private mutating func advance() {
    if peek == 0x0A { line += 1 }
    index += 1
  }

  private mutating func skipSpace() {
    while let byte = peek, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { advance() }
  }
}
