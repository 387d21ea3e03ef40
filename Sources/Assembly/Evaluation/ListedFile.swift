internal import Foundation
internal import Listing
internal import Papers
internal import Scoring

/// What a file says was listed. Four forms are understood: a Markdown list, a table with a column `arxiv_id`
/// (tab- or comma-separated), a log of decisions (`gleaner export --verdicts`), and ids, one a line.
enum ListedFile {
  /// - Throws: `InputError` when the file cannot be read or names no paper.
  static func read(_ path: String) throws(InputError) -> [ListedPaper] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw InputError(file: path, line: nil, reason: "cannot read the file")
    }
    guard let text = String(bytes: data, encoding: .utf8) else {
      throw InputError(file: path, line: nil, reason: "the file is not UTF-8")
    }
    let papers = try papers(text, path: path)
    guard !papers.isEmpty else {
      throw InputError(file: path, line: nil, reason: "it names no arXiv paper; \(forms)")
    }
    return papers
  }

  private static let forms =
    "write a Markdown list, a table with a column arxiv_id, a log of decisions in JSON Lines, or ids, one a line"

  private static func papers(_ text: String, path: String) throws(InputError) -> [ListedPaper] {
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    guard let first = lines.first(where: { !$0.allSatisfy(\.isWhitespace) }) else { return [] }
    if first.hasPrefix("{") { return try log(lines, path: path) }
    if let table = Table(header: first) {
      return try table.papers(lines.drop { $0 != first }.dropFirst(), path)
    }
    let ids = lines.map { $0.prefix { $0 != "#" } }.filter { !$0.allSatisfy(\.isWhitespace) }
    let read = ids.map { PaperID($0.collapsedText) }
    if read.allSatisfy({ $0 != nil }) { return read.compactMap { $0.map { ListedPaper(id: $0) } } }
    return ListDocument(markdown: text).entries.compactMap { entry in
      entry.work.paper.map { ListedPaper(id: $0, title: entry.title, section: entry.section.last) }
    }
  }

  /// The papers whose last decision left them accepted, with the day on which they became so.
  private static func log(_ lines: [Substring], path: String) throws(InputError) -> [ListedPaper] {
    struct Line: Decodable {
      let id: String
      let after: String?
      let at: String?
      let section: String?
    }
    var accepted: [PaperID: ListedPaper] = [:]
    for (number, line) in lines.enumerated() where !line.allSatisfy(\.isWhitespace) {
      guard let read = try? JSONDecoder().decode(Line.self, from: Data(line.utf8)) else {
        throw InputError(file: path, line: number + 1, reason: "no decision in JSON: it needs id and after")
      }
      // An entry of the list may be something else than a paper.
      guard let id = PaperID(read.id) else { continue }
      guard read.after == State.accepted.rawValue else {
        accepted[id] = nil
        continue
      }
      let known = accepted[id]
      let day = read.at.flatMap { Date(rfc3339: $0) }.map { Day(utc: $0) }
      accepted[id] = ListedPaper(id: id, section: read.section ?? known?.section, added: known?.added ?? day)
    }
    return accepted.values.sorted { $0.id < $1.id }
  }
}

/// A table of listed papers. Columns that it knows: `arxiv_id`, `section`, `date_added`, `in_current` (rows with 0
/// have left the list) and `tier` (rows of another tier than 1 are about something else).
private struct Table {
  private let separator: Character
  private let columns: [String: Int]

  /// nil when the line names no column `arxiv_id`.
  init?(header: Substring) {
    separator = header.contains("\t") ? "\t" : ","
    let names = header.split(separator: separator, omittingEmptySubsequences: false)
    columns = Dictionary(names.enumerated().map { ($1.collapsedText, $0) }) { first, _ in first }
    guard columns["arxiv_id"] != nil else { return nil }
  }

  func papers(_ lines: ArraySlice<Substring>, _ path: String) throws(InputError) -> [ListedPaper] {
    var papers: [ListedPaper] = []
    for (index, line) in zip(lines.indices, lines) where !line.allSatisfy(\.isWhitespace) {
      let cells = line.split(separator: separator, omittingEmptySubsequences: false)
      func cell(_ name: String) -> String? {
        columns[name].flatMap { cells.indices.contains($0) ? cells[$0].collapsedText : nil }
      }
      guard let id = PaperID(cell("arxiv_id") ?? "") else {
        throw InputError(
          file: path,
          line: index + 1,
          reason: "“\(cell("arxiv_id") ?? "")” in column arxiv_id is no arXiv id"
        )
      }
      guard cell("in_current") != "0", cell("tier") ?? "1" == "1" else { continue }
      let section = cell("section").flatMap { $0.isEmpty ? nil : $0 }
      papers.append(ListedPaper(id: id, section: section, added: cell("date_added").flatMap(Self.day)))
    }
    return papers
  }

  private static func day(_ text: String) -> Day? {
    Date(rfc3339: text).map { Day(utc: $0) } ?? Day(text)
  }
}

extension Substring {
  fileprivate var collapsedText: String { String(self).collapsed }
}
