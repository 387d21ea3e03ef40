internal import Papers

/// Comma-separated values as RFC 4180 has them.
enum CSVText {
  /// A value, in quotes when it needs them.
  static func quoted(_ value: String) -> String {
    let isPlain = value.utf8.allSatisfy { $0 != 0x22 && $0 != 0x2C && $0 != 0x0A && $0 != 0x0D }
    return isPlain ? value : "\"\(value.replacing("\"", with: "\"\""))\""
  }

  static func items(in source: ExchangeSource) throws(InputError) -> [PlacedItem] {
    let rows = try rows(of: source)
    guard let header = rows.first else { return [] }
    let names = header.values.map { $0.collapsed.lowercased() }
    guard names.contains("title") || names.contains("id") else {
      throw source.fault(header.line, "the first line names no column title or id")
    }
    var items: [PlacedItem] = []
    for row in rows.dropFirst() {
      guard row.values.count == names.count else {
        throw source.fault(row.line, "\(row.values.count) values, and \(names.count) columns")
      }
      var record = ForeignRecord(line: row.line)
      for (name, value) in zip(names, row.values) {
        guard let column = CSVColumn.all.first(where: { $0.name == aliases[name] ?? name }) else { continue }
        guard column.read(value, &record) else {
          throw source.fault(row.line, "“\(value.prefix(40))” cannot be a \(name)")
        }
      }
      items.append(try record.item(in: source))
    }
    return items
  }

  /// Other programs' names.
  private static let aliases = [
    "included": "label_included", "asreview_label": "label_included", "eprint": "id",
  ]

  private struct Row {
    let line: Int
    var values: [String] = []
  }

  /// Splits into values. A quote inside a value that has none in front is a plain character, as most programs read it.
  private static func rows(of source: ExchangeSource) throws(InputError) -> [Row] {
    var rows: [Row] = []
    var row = Row(line: 1)
    var value: [UInt8] = []
    var (line, opened) = (1, 0)
    var isQuoted = false
    let bytes = Array(source.text.utf8)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      let next = index + 1 < bytes.count ? bytes[index + 1] : nil
      index += 1
      if byte == 0x0A { line += 1 }
      switch byte {
      case 0x22 where isQuoted && next == 0x22:
        value.append(byte)
        index += 1
      case 0x22 where isQuoted: isQuoted = false
      case _ where isQuoted: value.append(byte)
      case 0x22 where value.isEmpty: (isQuoted, opened) = (true, line)
      case 0x2C:
        row.values.append(String(decoding: value, as: UTF8.self))
        value = []
      case 0x0D where next == 0x0A: continue
      case 0x0A:
        row.values.append(String(decoding: value, as: UTF8.self))
        if row.values != [""] { rows.append(row) }
        (row, value) = (Row(line: line), [])
      default: value.append(byte)
      }
    }
    guard !isQuoted else { throw source.fault(opened, "a quoted value is not closed") }
    row.values.append(String(decoding: value, as: UTF8.self))
    return row.values == [""] ? rows : rows + [row]
  }
}
