internal import Papers

/// Reads BibTeX as programs write it: entries with braced, quoted or bare values. `@comment`, `@string` and `@preamble`
/// are passed over, and so is text between entries.
struct BibTeXReader {
  private let source: ExchangeSource
  private let bytes: [UInt8]
  private var index = 0
  private var line = 1

  static func items(in source: ExchangeSource) throws(InputError) -> [PlacedItem] {
    var reader = BibTeXReader(source)
    var items: [PlacedItem] = []
    while let record = try reader.next() { items.append(try record.item(in: source)) }
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
        _ = try value(began)
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
    case "eprint": record.places.insert(text, at: 0)
    case "url": record.places.append(tex.collapsed)
    case "doi":
      record.paper.doi = tex.collapsed.nonEmpty
      record.places.append(tex.collapsed)
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
      return name.hasPrefix("{") ? text : RISText.givenFirst(text)
    }
  }

  /// A braced, quoted or bare value, `#` apart.
  private mutating func value(_ began: Int) throws(InputError) -> String {
    guard let first = peek else { throw source.fault(began, "the entry is not closed") }
    let isQuoted = first == UInt8(ascii: "\"")
    guard isQuoted || first == UInt8(ascii: "{") || first == UInt8(ascii: "(") else { return word() }
    let closing = isQuoted ? first : first == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: ")")
    advance()
    var (depth, start) = (0, index)
    while let byte = peek {
      if byte == closing, depth == 0 {
        defer { advance() }
        return String(decoding: bytes[start..<index], as: UTF8.self)
      }
      if byte == UInt8(ascii: "{") { depth += 1 }
      if byte == UInt8(ascii: "}") { depth -= 1 }
      advance()
    }
    start = index
    throw source.fault(began, "the entry is not closed")
  }

  private mutating func word() -> String {
    let start = index
    let ends = Array(" \t\r\n,={}()\"@".utf8)
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
