internal import Foundation
package import Papers
internal import Words

/// An entry that is ready to stand in a list: one line, and where it goes.
package struct Draft: Sendable, Equatable {
  /// Without line terminator.
  package private(set) var line: String
  package let work: WorkID
  package let title: String
  package let label: Month?
  package let name: ShortName?
  /// What was found in the paper, the surest first; not all of it stands in the line.
  package let links: [FoundLink]
  /// The headings of the section, outermost first; nil when the list has no heading for it, or none was asked for.
  package let section: [String]?
  /// Whether the configuration asks for blank lines between entries; nil leaves it to the neighbours.
  package let blankLines: Bool?
  /// A sentence for each decision.
  package let why: [String]

  init(
    line: String,
    work: WorkID,
    title: String,
    label: Month? = nil,
    name: ShortName? = nil,
    links: [FoundLink] = [],
    section: [String]? = nil,
    blankLines: Bool? = nil,
    why: [String] = []
  ) {
    self.line = line
    self.work = work
    self.title = title
    self.label = label
    self.name = name
    self.links = links
    self.section = section
    self.blankLines = blankLines
    self.why = why
  }

  func with(line: String) -> Draft {
    var draft = self
    draft.line = line
    return draft
  }

  /// A line as a curator wrote it, kept to the byte.
  ///
  /// - Parameters:
  ///   - edited: the line, without what ends it.
  ///   - paper: what the line has to be about.
  ///   - section: the headings of its section, outermost first, or just the innermost.
  ///   - blankLines: what the configuration says about blank lines between entries.
  /// - Throws: `ListRefusal` when it is not one line, no bullet, no entry, or about another paper.
  package init(
    edited: String,
    of paper: PaperID,
    section: [String]?,
    blankLines: Bool? = nil
  ) throws(ListRefusal) {
    let line = edited.trimmingCharacters(in: .newlines)
    guard !line.contains(where: \.isNewline) else { throw .severalLines(line.singleLine) }
    guard line.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control || $0 == "\t" })
    else { throw .controlCharacters(line.singleLine) }
    let items = ListOutline(bytes: Array(line.utf8)).items
    guard let entry = items.first?.entry, items.count == 1 else { throw .noEntry(line.singleLine) }
    guard entry.work.paper == paper else { throw .otherPaper(paper, found: entry.work.description) }
    self.init(
      line: line,
      work: entry.work,
      title: entry.title,
      label: entry.label,
      name: entry.name.map { ShortName(text: $0, confidence: 1, why: "You wrote it.") },
      section: section,
      blankLines: blankLines,
      why: ["The line is as you wrote it."]
    )
  }
}
