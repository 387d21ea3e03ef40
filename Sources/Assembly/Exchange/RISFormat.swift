internal import Papers

extension ExchangeFormat {
  static let ris = ExchangeFormat(
    name: "ris",
    help: "RIS, for reference managers; decisions are ASReview's notes.",
    endings: ["ris"],
    header: nil,
    write: { record in RISText.lines(of: record).joined(separator: "\n") },
    read: { source in try RISText.items(in: source) }
  )
}

/// RIS: a line a field, two letters in front, `TY` first and `ER` last.
enum RISText {
  /// How ASReview writes a decision into a note.
  private static let marks: [(text: String, isIncluded: Bool?)] = [
    ("ASReview_relevant", true), ("ASReview_irrelevant", false), ("ASReview_not_seen", nil),
  ]

  static func lines(of record: ExchangeRecord) -> [String] {
    var lines = ["TY  - UNPB"]
    func add(_ tag: String, _ value: String?) {
      guard let value = value?.collapsed.nonEmpty else { return }
      lines.append("\(tag)  - \(value)")
    }
    add("ID", record.work.description)
    add("TI", record.title)
    for author in record.authors { add("AU", familyFirst(author)) }
    add("AB", record.abstract)
    add("PY", record.year.map(String.init))
    add("DO", record.doi)
    add("UR", record.url)
    for category in record.categories { add("KW", category) }
    add("N1", mark(record))
    add("N1", record.paper?.comment)
    add("J2", record.paper?.journalReference)
    lines.append("ER  - \n")
    return lines
  }

  /// An undecided record needs none, unless its comment would be taken for one.
  private static func mark(_ record: ExchangeRecord) -> String? {
    let isMisleading = marks.contains { record.paper?.comment?.contains($0.text) == true }
    guard record.isIncluded != nil || isMisleading else { return nil }
    return marks.first { $0.isIncluded == record.isIncluded }?.text
  }

  static func items(in source: ExchangeSource) throws(InputError) -> [PlacedItem] {
    var items: [PlacedItem] = []
    var record: ForeignRecord?
    var last: String?
    for (number, line) in source.lines where line.contains(where: { !$0.isWhitespace }) {
      guard let (tag, value) = field(line) else {
        guard var open = record, let last else { throw source.fault(number, "no RIS: a line is `TY  - …`") }
        // A long value may go on.
        continueValue(of: last, with: String(line).collapsed, &open)
        record = open
        continue
      }
      if tag == "TY" {
        guard record == nil else { throw source.fault(number, "the record before this one has no ER") }
        record = ForeignRecord(line: number)
      } else if tag == "ER" {
        guard let done = record else { throw source.fault(number, "ER without TY") }
        items.append(try done.item(in: source))
        record = nil
      } else {
        guard var open = record else { throw source.fault(number, "\(tag) stands before TY") }
        read(tag, value, into: &open)
        record = open
      }
      last = tag
    }
    if let record { throw source.fault(record.line, "the record has no ER") }
    return items
  }

  private static func field(_ line: Substring) -> (tag: String, value: String)? {
    let bytes = Array(line.utf8)
    guard bytes.count >= 5, bytes[2] == 0x20, bytes[3] == 0x20, bytes[4] == UInt8(ascii: "-"),
      bytes[0].isUpper, bytes[1].isUpper || (48...57).contains(bytes[1])
    else { return nil }
    let tag = String(decoding: bytes[..<2], as: UTF8.self)
    return (tag, String(decoding: bytes[5...], as: UTF8.self).collapsed)
  }

  private static func read(_ tag: String, _ value: String, into record: inout ForeignRecord) {
    switch tag {
    case "TI", "T1": record.paper.title = value
    case "AB", "N2": record.paper.abstract = value
    case "AU", "A1": record.authors.append(givenFirst(value))
    case "ID": record.found(id: value, field: "ID")
    case "UR", "AN", "L1": record.found(address: value)
    case "DO":
      record.paper.doi = value.nonEmpty
      record.found(doi: value)
    case "KW":
      if Category(value) != nil { record.paper.categories = (record.paper.categories ?? []) + [value] }
    case "J2": record.paper.journalReference = value.nonEmpty
    case "N1": readNote(value, into: &record)
    default: break
    }
  }

  /// Only the first note that is a mark decides, and nothing that merely holds one: a comment may say anything.
  private static func readNote(_ value: String, into record: inout ForeignRecord) {
    // Zotero makes a paragraph of a note.
    let bare = value.hasPrefix("<p>") && value.hasSuffix("</p>") ? value.dropFirst(3).dropLast(4) : value[...]
    if !record.isMarked, let mark = marks.first(where: { $0.text == bare }) {
      record.isIncluded = mark.isIncluded
      record.isMarked = true
    } else if !(value.hasPrefix("asreview_") && value.contains(": ")) {
      // ASReview writes its own columns so.
      record.paper.comment = record.paper.comment ?? value.nonEmpty
    }
  }

  private static func continueValue(of tag: String, with text: String, _ record: inout ForeignRecord) {
    switch tag {
    case "TI", "T1": record.paper.title = "\(record.paper.title ?? "") \(text)"
    case "AB", "N2": record.paper.abstract = "\(record.paper.abstract ?? "") \(text)"
    default: break
    }
  }

  /// `Given Family` as RIS has it: `Family, Given`. The last word counts as the family name.
  private static func familyFirst(_ name: String) -> String {
    guard !name.contains(","), let space = name.lastIndex(of: " ") else { return name }
    return "\(name[name.index(after: space)...]), \(name[..<space])"
  }

  static func givenFirst(_ name: String) -> String {
    guard let comma = name.firstIndex(of: ",") else { return name }
    return "\(name[name.index(after: comma)...]) \(name[..<comma])".collapsed
  }
}

extension UInt8 {
  fileprivate var isUpper: Bool { (65...90).contains(self) }
}
