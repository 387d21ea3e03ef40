private import CZlib
internal import Papers

extension ExchangeFormat {
  static let bibtex = ExchangeFormat(
    name: "bibtex",
    help: "BibTeX, @misc entries with eprint and primaryclass.",
    endings: ["bib", "bibtex"],
    header: nil,
    write: { record in BibTeXEntry.text(of: record) },
    read: { source in try BibTeXReader.items(in: source) }
  )
}

/// A record as a BibTeX entry. Its key is made of the id, so it is unique and stays.
enum BibTeXEntry {
  static func text(of record: ExchangeRecord) -> String {
    var fields: [(name: String, value: String)] = []
    func add(_ name: String, _ value: String?) {
      if let value = value?.nonEmpty { fields.append((name, value)) }
    }
    // The inner braces keep styles from lowering letters.
    add("title", "{\(TeXText.escaped(record.title.collapsed))}")
    add("author", record.authors.map(author).joined(separator: " and "))
    add("year", record.year.map(String.init))
    add("eprint", record.work.paper?.canonical)
    add("archiveprefix", record.work.paper.map { _ in "arXiv" })
    add("primaryclass", record.categories.first)
    add("doi", record.doi.nonEmpty.map(verbatim))
    add("url", verbatim(record.url))
    add("note", record.paper?.comment.map { TeXText.escaped($0.collapsed) })
    add("keywords", record.categories.joined(separator: ", "))
    add("abstract", TeXText.escaped(record.abstract.collapsed))
    add("label_included", record.isIncluded.map { $0 ? "1" : "0" })
    let lines = fields.map { "  \($0.name) = {\($0.value)}" }
    return "@misc{\(key(record.work)),\n\(lines.joined(separator: ",\n"))\n}\n"
  }

  /// `arxiv:2501.12599`: letters, digits and a few marks, as BibTeX wants keys. Programs tell keys apart without case, so
  /// an address that does not come through whole gets a checksum behind it.
  private static func key(_ work: WorkID) -> String {
    guard case .url(let address) = work else { return "arxiv:\(work)" }
    let text = "url:\(address.description.dropFirst("https://".count))"
    let key = String(
      text.map { $0.isASCII && ($0.isLetter || $0.isNumber || ":./-_+".contains($0)) ? $0 : "-" }
    )
    guard key != text || key != key.lowercased() else { return key }
    let bytes = Array(text.utf8)
    return "\(key)-\(String(crc32(0, bytes, UInt32(clamping: bytes.count)), radix: 16))"
  }

  /// A name that would be read as two, or the wrong way round, is kept together.
  private static func author(_ name: String) -> String {
    let text = TeXText.escaped(name.collapsed)
    let hasAnd = name.split(whereSeparator: \.isWhitespace).contains { $0.lowercased() == "and" }
    return name.contains(",") || hasAnd ? "{\(text)}" : text
  }

  /// Addresses are read letter by letter; only braces would end the value.
  private static func verbatim(_ text: String) -> String {
    text.replacing("{", with: "%7B").replacing("}", with: "%7D")
  }
}
