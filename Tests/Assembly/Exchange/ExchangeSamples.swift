import Foundation
import Synchronization
import TestKit

@testable import Assembly

/// A small store as `export --all` writes it: every state, a work without arXiv id, a damaged paper, an undo.
enum ExchangeSamples {
  static let everything = """
    {"abstract":"We grasp, \\"softly\\".","affiliations":[["MIT"],[]],"announced":"2025-05-28","authors":["Ada Reader","Ben von Writer"],"categories":["cs.RO","cs.CV"],"comment":"12 pages","doi":"10.1000/x","id":"2505.00001","journal_ref":"J. Robots 1","kind":"paper","published":"2025-05-27T10:00:00Z","title":"A robot & its $x^2$: 100% _sure_","updated":"2025-05-28T10:00:00Z","version":2}
    {"abstract":"","announced":"2025-05-28","authors":["Collaboration, The"],"categories":["cs.RO"],"damaged":true,"id":"2505.00002","kind":"paper","title":"Robots {at} home"}
    {"abstract":"","authors":[],"categories":[],"deleted":true,"id":"2505.00003","kind":"paper","title":""}
    {"abstract":"Gone.","announced":"2025-05-28","authors":["Ada Reader"],"categories":["cs.RO"],"id":"2505.00004","kind":"paper","title":"A robot withdrawn","version":3,"withdrawn":true}
    {"accepted_at":"2025-05-29T06:00:00Z","announced":"2025-05-28","appraisal":{"reasons":[{"matches":[{"field":"title","length":5,"start":2,"text":"robot"}],"points":3,"rule":"groups.robot"}]},"authors":[{"affiliations":["MIT"],"name":"Ada Reader"},{"affiliations":[],"name":"Ben von Writer"}],"draft":"* [2505] [A](https://arxiv.org/abs/2505.00001)","id":"2505.00001","kind":"candidate","list_edit":{"state":"due","wanted":"in"},"note":"read it","proposal":{"abstract":"We grasp, \\"softly\\".","announced":"2025-05-28","appraisal":{"reasons":[{"matches":[],"points":3,"rule":"groups.robot"}]},"authors":[{"affiliations":[],"name":"Ada Reader"}],"categories":["cs.RO"],"links":[],"section":"Arms","title":"A robot","updated":"2025-05-28T00:00:00Z","work":"2505.00001"},"score":3.1,"section":"Arms","section_chosen":true,"state":"accepted","title":"A robot & its $x^2$: 100% _sure_","topic":"robots"}
    {"announced":"2025-05-28","authors":[{"affiliations":[],"name":"Collaboration, The"}],"id":"2505.00002","kind":"candidate","score":2,"state":"rejected","title":"Robots {at} home","topic":"robots"}
    {"authors":[{"affiliations":[],"name":"Ada Reader"}],"deferred_until":"2030-01-01","id":"2505.00004","kind":"candidate","score":2,"state":"deferred","title":"A robot withdrawn","topic":"robots"}
    {"accepted_at":"2025-04-30T00:00:00Z","authors":[],"id":"https://github.com/a/robot","kind":"candidate","listed":{"label":"2504","line":3,"links":[{"label":"Code","url":"https://github.com/a/robot"}],"section":["List","Arms"],"title":"Robot code","url":"https://github.com/a/robot"},"score":0,"section":"Arms","state":"accepted","title":"Robot code","topic":"robots"}
    {"after":"accepted","at":"2025-05-28T05:00:00Z","id":"https://github.com/a/robot","kind":"verdict","topic":"robots","verdict":"import","who":"list"}
    {"after":"rejected","at":"2025-05-29T05:00:00Z","before":"pending","id":"2505.00001","kind":"verdict","topic":"robots","verdict":"reject","who":"ada"}
    {"after":"pending","at":"2025-05-29T05:00:01Z","before":"rejected","id":"2505.00001","kind":"verdict","topic":"robots","verdict":"undo","who":"ada"}
    {"after":"deferred","at":"2025-05-29T05:30:00Z","before":"pending","deferred_until":"2030-01-01","id":"2505.00004","kind":"verdict","topic":"robots","verdict":"defer","who":"ada"}
    {"after":"rejected","at":"2025-05-29T05:30:00Z","before":"pending","id":"2505.00002","kind":"verdict","topic":"robots","verdict":"reject","who":"ada","why":"no arm"}
    {"after":"accepted","at":"2025-05-29T06:00:00Z","before":"pending","id":"2505.00001","kind":"verdict","topic":"robots","verdict":"accept","who":"ada"}

    """

  static func exported(_ installation: Installation) async throws -> String {
    let lines = Gathered()
    try await Exporter(installation).everything(of: nil) { lines.add($0) }
    return lines.all.map { $0 + "\n" }.joined()
  }

  static func candidates(_ installation: Installation, as format: ExchangeFormat) async throws -> String {
    let lines = Gathered()
    let topic = try installation.configuration.topic(nil)
    try await Exporter(installation).candidates(of: topic, as: format) { lines.add($0) }
    return lines.all.map { $0 + "\n" }.joined()
  }
}

extension Workplace {
  /// Imports a text into the store here.
  func take(_ text: String, as format: ExchangeFormat) async throws -> ImportReport {
    let name = "in.\(format.endings[0])"
    try write(text, to: name)
    let installation = try open()
    return try await Importer(installation, topic: try installation.configuration.topic(nil))
      .take("\(folder)/\(name)", format: nil)
  }
}

extension ImportReport {
  /// New papers, candidates and decisions, then what was known, then what differs.
  var counts: [Int] { [papers, candidates, verdicts, unchanged, conflicts.count] }
}
