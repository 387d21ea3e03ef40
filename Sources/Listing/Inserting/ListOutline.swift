internal import Papers

/// A list as the inserter sees it: its lines with their exact bytes, its sections and the entries in them.
struct ListOutline {
  let lines: ListLines
  /// The part before the first heading, then one section for each heading, in the order of the file.
  let sections: [OutlinedSection]
  /// In the order of the file.
  let items: [OutlinedItem]
  /// Every entry, also those that are nested in another, in the order of the file.
  let listed: [ListItem]
  /// The lines on which a bullet begins, code and comments left out.
  let bullets: Set<Int>
  /// The lines of items, tables and HTML.
  private let listing: [Int]
  /// What most lines end with.
  let newline: [UInt8]
  private let itemsOfSection: [Int: [OutlinedItem]]

  init(bytes: [UInt8]) {
    let document = ListDocument(bytes: bytes)
    lines = document.lines
    newline = document.lines.ending
    sections = OutlinedSection.read(document)
    items = OutlinedItem.read(document, sections)
    itemsOfSection = Dictionary(grouping: items, by: \.section)
    listed = document.items
    listing = document.parts.flatMap { part -> [Int] in
      switch part.kind {
      case .bullet: Array(part.lines)
      case .prose: part.lines.filter { [0x7C, 0x3C].contains(document.lines[$0].first { $0 != 0x20 }) }
      default: []
      }
    }
    bullets = Set(document.parts.lazy.filter { $0.kind == .bullet }.map(\.lines.lowerBound))
  }

  func isBlank(_ line: Int) -> Bool { lines.indices.contains(line) && lines.isBlank(line) }

  /// The first line, from 0, that names the paper and lists something: of an item, a table or HTML. A paragraph may
  /// speak of a paper that is not listed.
  func mention(of paper: PaperID) -> Int? {
    let id = Array(paper.canonical.utf8)
    return listing.first { Self.names(id, lines[$0]) }
  }

  /// Whether a line holds an id, and not as a part of a longer number.
  private static func names(_ id: [UInt8], _ line: ArraySlice<UInt8>) -> Bool {
    var rest = line
    while let first = rest.firstIndex(of: id[0]) {
      let end = first + id.count
      guard end <= line.endIndex else { return false }
      if line[first..<end].elementsEqual(id) {
        let isWhole = [first - 1, end].allSatisfy { !line.indices.contains($0) || !line[$0].isDigit }
        if isWhole { return true }
      }
      rest = line[(first + 1)...]
    }
    return false
  }

  func text(_ line: Int) -> String { lines.text(line) }

  func text(_ lines: Range<Int>) -> String { lines.map { text($0) }.joined(separator: "\n") }

  func items(of section: Int) -> [OutlinedItem] { itemsOfSection[section] ?? [] }
}

extension ArraySlice<UInt8> {
  var terminator: ArraySlice<UInt8> { ListLines.ending(of: self) }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (0x30...0x39).contains(self) }
}

/// A heading and the lines under it up to the next heading.
struct OutlinedSection {
  /// Without emoji; empty for what stands before the first heading.
  let title: String
  /// The headings from the outermost to this one.
  let path: [String]
  /// From 1; 0 before the first heading.
  let level: Int
  /// The lines of the section, with the heading itself.
  let lines: Range<Int>
  let headingLines: Int

  static func read(_ document: ListDocument) -> [OutlinedSection] {
    var starts: [(lines: Range<Int>, level: Int, title: String)] = [(0..<0, 0, "")]
    for part in document.parts {
      guard case .heading(let level) = part.kind else { continue }
      starts.append((part.lines, level, part.text))
    }
    var open: [(level: Int, title: String)] = []
    return starts.enumerated().map { index, start in
      open.removeAll { $0.level >= start.level }
      if start.level > 0 { open.append((start.level, start.title)) }
      let end = index + 1 < starts.count ? starts[index + 1].lines.lowerBound : document.lines.count
      return OutlinedSection(
        title: start.title,
        path: open.map(\.title),
        level: start.level,
        lines: start.lines.lowerBound..<end,
        headingLines: start.lines.count
      )
    }
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
  /// Of a numbered item.
  var number: Int? { ListMarker(text.drop { $0 == " " || $0 == "\t" })?.number }
  /// The month by which entries are ordered.
  var month: Month? { label ?? id?.month }

  static func read(_ document: ListDocument, _ sections: [OutlinedSection]) -> [OutlinedItem] {
    let texts = document.lines.indices.map(document.lines.text)
    let goesOn = continuations(document)
    var items: [OutlinedItem] = []
    var section = 0
    for item in document.items {
      let start = item.lines.lowerBound
      // What is nested in an entry is part of it.
      guard items.last.map({ $0.lines.upperBound <= start }) ?? true else { continue }
      while section + 1 < sections.count, sections[section + 1].lines.lowerBound <= start { section += 1 }
      let indent = texts[start].prefix { $0 == " " || $0 == "\t" }
      let mark = ListMarker(texts[start].dropFirst(indent.count)).map { $0.mark + $0.gap } ?? ""
      let limit = min(texts.count, sections[section].lines.upperBound)
      let end = extent(texts, goesOn, start, indent.count, limit)
      items.append(
        OutlinedItem(
          entry: item.entry,
          label: item.label,
          text: texts[start..<end].joined(separator: "\n"),
          marker: indent + mark,
          lines: start..<end,
          section: section
        )
      )
    }
    return items
  }

  /// For each line, whether it goes on with a bullet, or with code or a comment, that began above.
  private static func continuations(_ document: ListDocument) -> [Bool] {
    var goesOn = [Bool](repeating: false, count: document.lines.count)
    for part in document.parts where [.bullet, .code, .comment].contains(part.kind) {
      for line in part.lines.dropFirst() { goesOn[line] = true }
    }
    return goesOn
  }

  /// Where the bullet ends: before a blank line that nothing deeper follows, before what is not deeper and does not go
  /// on with it.
  private static func extent(
    _ texts: [String],
    _ goesOn: [Bool],
    _ start: Int,
    _ indent: Int,
    _ limit: Int
  ) -> Int {
    var end = start + 1
    var next = end
    while next < limit {
      let text = texts[next].drop { $0 == " " || $0 == "\t" }
      if text.isEmpty {
        next += 1
        continue
      }
      let isDeeper = texts[next].count - text.count > indent
      guard isDeeper || (next == end && goesOn[next]) else { break }
      next += 1
      end = next
    }
    return end
  }
}
