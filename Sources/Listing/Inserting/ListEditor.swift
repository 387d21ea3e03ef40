internal import Papers

/// A list that is changed by one line. Every byte that is not of that line, or of the blank line it brings, stays.
package struct ListEditor: Sendable {
  let outline: ListOutline
  /// The list, as it was read.
  package let bytes: [UInt8]
  private let samples: [[StyleSample]]

  package init(bytes: [UInt8]) {
    self.bytes = bytes
    outline = ListOutline(bytes: bytes)
    var samples = [[StyleSample]](repeating: [], count: outline.sections.count)
    for item in outline.items where item.month != nil || item.entry?.work.paper != nil {
      StyleSample(item).map { samples[item.section].append($0) }
    }
    if samples.allSatisfy(\.isEmpty) {
      for item in outline.items { StyleSample(item).map { samples[item.section].append($0) } }
    }
    self.samples = samples
  }

  /// The house style of a section; of the whole list without one.
  package func style(of section: Int?) -> HouseStyle {
    let all = Array(samples.joined())
    return StyleLearner(section: section.map { samples[$0] } ?? all, all: all).style()
  }

  /// The headings that a draft may name: those with entries under them, or all when there are no entries yet.
  package var sectionNames: [String] { outline.namesOfSections }

  /// Whether the list has a section of that name, with or without emoji.
  package func hasSection(_ name: String) -> Bool { outline.section(named: name).index != nil }

  /// Whether blank lines stand between the entries of a section, else of the list; where there are no two entries
  /// to tell from, one does.
  func hasBlankLines(_ section: Int?, apartFrom line: Int? = nil) -> Bool {
    let near = section.map { gaps($0, apartFrom: line) } ?? []
    let seen = near.isEmpty ? outline.sections.indices.flatMap { gaps($0, apartFrom: line) } : near
    return seen.isEmpty || seen.filter { $0 }.count * 2 >= seen.count
  }

  private func gaps(_ section: Int, apartFrom line: Int?) -> [Bool] {
    let items = outline.items(of: section).filter { $0.lines.lowerBound != line }
    return items.dropFirst().map { outline.isBlank($0.lines.lowerBound - 1) }
  }
}
