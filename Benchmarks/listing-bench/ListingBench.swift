import Foundation
import Listing
import Papers

/// The re-insertion test: takes each entry out of a list, drafts it from the paper alone and inserts it again.
///
/// Arguments: the list, papers as JSON Lines, and what `gleaner score` says of them as JSON Lines.
@main
struct ListingBench {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 4 else {
      print("usage: listing-bench LIST PAPERS.jsonl SCORES.jsonl")
      exit(64)
    }
    let list = try [UInt8](Data(contentsOf: URL(fileURLWithPath: arguments[1])))
    let entries = ListDocument(markdown: String(decoding: list, as: UTF8.self)).entries
    let wanted = Set(entries.compactMap(\.work.paper))
    let papers = try Pool.papers(arguments[2], wanted: wanted)
    let sections = try Pool.sections(arguments[3], wanted: wanted)
    var report = Report(entries: entries.count, withID: entries.filter { $0.work.paper != nil }.count)
    for entry in entries {
      guard let id = entry.work.paper, let paper = papers[id] else { continue }
      report.add(Reinsertion(of: entry, paper, section: sections[id], in: list))
    }
    report.printTable()
    Speed.measure(list, Array(papers.values), sections)
  }
}
