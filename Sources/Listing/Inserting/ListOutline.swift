internal import Papers

/// A list as the inserter sees it: its lines with their exact bytes, its sections and the entries in them.
struct ListOutline {
  let lines: [ArraySlice<UInt8>]
  /// The part before the first heading, then one section for each heading, in the order of the file.
  let sections: [OutlinedSection]
  /// In the order of the file.
  let items: [OutlinedItem]
  /// What most lines end with.
  let newline: [UInt8]

  init(bytes: [UInt8]) {
    let lines = ListOutline.cut(bytes)
    self.lines = lines
    newline = StyleLearner.majority(lines.map { Array($0.terminator) }.filter { !$0.isEmpty }) ?? [0x0A]
    let texts = lines.map { String(decoding: $0.dropLast($0.terminator.count), as: UTF8.self) }
    sections = OutlinedSection.read(texts)
    items = OutlinedItem.read(String(decoding: bytes, as: UTF8.self), texts, sections)
  }

  /// Lines with what ends them: LF, CRLF or a lone CR.
  static func cut(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    var index = 0
    while index < bytes.count {
      defer { index += 1 }
      let isPair = bytes[index] == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
      guard bytes[index] == 0x0A || (bytes[index] == 0x0D && !isPair) else { continue }
      lines.append(bytes[start...index])
      start = index + 1
    }
    if start < bytes.count { lines.append(bytes[start...]) }
    return lines
  }

  func isBlank(_ line: Int) -> Bool {
    lines.indices.contains(line) && lines[line].allSatisfy { [0x20, 0x09, 0x0D, 0x0A].contains($0) }
  }

  func text(_ line: Int) -> String {
    String(decoding: lines[line].dropLast(lines[line].terminator.count), as: UTF8.self)
  }

  func items(of section: Int) -> [OutlinedItem] { items.filter { $0.section == section } }
}

extension ArraySlice<UInt8> {
  var terminator: ArraySlice<UInt8> {
    guard let last, last == 0x0A || last == 0x0D else { return suffix(0) }
    return last == 0x0A && count > 1 && self[endIndex - 2] == 0x0D ? suffix(2) : suffix(1)
  }
}

/// A heading and the lines under it up to the next heading.
struct OutlinedSection {
  /// Without emoji; empty for what stands before the first heading.
  let title: String
  /// The headings from the outermost to this one.
  let path: [String]
  /// The lines of the section, with the heading itself.
  let lines: Range<Int>
  let headingLines: Int

  static func read(_ texts: [String]) -> [OutlinedSection] {
    var starts: [(line: Int, level: Int, title: String)] = [(0, 0, "")]
    var fence: Substring?
    for (index, text) in texts.enumerated() {
      let line = text.drop { $0 == " " || $0 == "\t" }
      if let open = fence {
        if line.hasPrefix(open), line.drop(while: { $0 == open.first }).allSatisfy(\.isWhitespace) {
          fence = nil
        }
      } else if let mark = line.first, mark == "`" || mark == "~",
        line.prefix(while: { $0 == mark }).count >= 3
      {
        fence = line.prefix { $0 == mark }
      } else if let heading = heading(line) {
        starts.append((index, heading.level, heading.title))
      }
    }
    var open: [(level: Int, title: String)] = []
    return starts.enumerated().map { index, start in
      open.removeAll { $0.level >= start.level }
      if start.level > 0 { open.append((start.level, start.title)) }
      let end = index + 1 < starts.count ? starts[index + 1].line : texts.count
      return OutlinedSection(
        title: start.title,
        path: open.map(\.title),
        lines: start.line..<end,
        headingLines: start.level > 0 ? 1 : 0
      )
    }
  }

  private static func heading(_ line: Substring) -> (level: Int, title: String)? {
    let marks = line.prefix { $0 == "#" }
    let rest = line.dropFirst(marks.count)
    guard (1...6).contains(marks.count), rest.isEmpty || rest.first == " " else { return nil }
    return (marks.count, rest.split(separator: " ").joined(separator: " ").withoutEmoji.collapsed)
  }
}

/// A bullet of the list, with or without an address.
struct OutlinedItem {
  /// nil for a labelled bullet without a usable link.
  let entry: Entry?
  let label: Month?
  /// The whole text, from the bullet on.
  let text: String
  let marker: String
  /// With nested lists and continued lines.
  let lines: Range<Int>
  let section: Int

  var id: PaperID? { entry?.work.paper }
  /// The month by which entries are ordered.
  var month: Month? { label ?? id?.month }

  static func read(_ markdown: String, _ texts: [String], _ sections: [OutlinedSection]) -> [OutlinedItem] {
    var items: [OutlinedItem] = []
    var section = 0
    for block in ListBlocks.read(markdown) {
      let start = block.line - 1
      guard texts.indices.contains(start), items.last.map({ $0.lines.upperBound <= start }) ?? true else {
        continue
      }
      while section + 1 < sections.count, sections[section + 1].lines.lowerBound <= start { section += 1 }
      let entry = EntryParser.entry(of: block)
      guard entry != nil || EntryParser.isLabelled(block) else { continue }
      let indent = texts[start].prefix { $0 == " " || $0 == "\t" }
      let bullet = texts[start].dropFirst(indent.count)
      let gap = bullet.dropFirst().prefix { $0 == " " || $0 == "\t" }
      let limit = min(texts.count, sections[section].lines.upperBound)
      let end = extent(texts, start, indent.count, limit)
      items.append(
        OutlinedItem(
          entry: entry,
          label: entry?.label ?? label(of: block),
          text: texts[start..<end].joined(separator: "\n"),
          marker: indent + String(bullet.prefix(1)) + gap,
          lines: start..<end,
          section: section
        )
      )
    }
    return items
  }

  private static func label(of block: ListBlock) -> Month? {
    guard let open = block.text.firstIndex(of: "["), let close = block.text[open...].firstIndex(of: "]")
    else { return nil }
    return Month(yymm: block.text[block.text.index(after: open)..<close])
  }

  /// Where the bullet ends: before a blank line that nothing deeper follows, before a bullet that is not deeper.
  private static func extent(_ texts: [String], _ start: Int, _ indent: Int, _ limit: Int) -> Int {
    var end = start + 1
    var next = end
    while next < limit {
      let text = texts[next].drop { $0 == " " || $0 == "\t" }
      if text.isEmpty { next += 1; continue }
      let isDeeper = texts[next].count - text.count > indent
      let isBullet =
        text.first.map { "*-+".contains($0) } == true
        && text.dropFirst().first.map { $0 == " " || $0 == "\t" } == true
      guard isDeeper || (!isBullet && next == end && !text.hasPrefix("<!--") && !text.hasPrefix("```")) else {
        break
      }
      next += 1
      end = next
    }
    return end
  }
}
