import Foundation
import Papers
import Synchronization
import Wire

@testable import Assembly

/// A folder with a configuration for one test; gone when the value goes.
final class Workplace: Sendable {
  let folder: String

  init(_ configuration: String = Workplace.small) throws {
    folder = FileManager.default.temporaryDirectory.path + "/gleaner-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try write(configuration, to: "config.yml")
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
  }

  func read(_ name: String) throws -> String {
    try String(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"), encoding: .utf8)
  }

  func open(_ overrides: [String] = [], day: String = "2025-05-30") throws -> Installation {
    let start = Date(rfc3339: "\(day)T06:00:00Z")
    return try Installation.open(
      Options(configuration: "\(folder)/config.yml", overrides: overrides, start: start)
    )
  }

  static let small = """
    instance: { contact: "mailto:me@test.invalid", authority: "test.invalid,2025" }
    storage: { database: gleaner.sqlite }
    arxiv:
      oai: http://oai.test/oai
      api: http://api.test/api/query
      sources: [oai]
      categories: [cs.CV]
      pace: 0s
    topics:
      - id: robots
        title: Robots
        rules:
          threshold: 2
          groups:
            robot: { points: 2, title: 1, any: ["robot*"] }
        list: { file: list.md }
        feeds: { directory: feeds }
    """
}

/// An OAI-PMH interface of a few records, each page as told.
enum FakeArXiv {
  /// Answers Identify, and ListRecords with these pages in turn; what is nil is a server that fails.
  static func wire(_ pages: [String?]) -> Wire {
    let next = Mutex(0)
    return Wire { request throws(WireError) in
      if request.url.contains("verb=Identify") { return answer(document("<Identify/>")) }
      if request.url.contains("arXivRaw") { return answer(document("<error code='noRecordsMatch'/>")) }
      let number = next.withLock { number in
        defer { number += 1 }
        return number
      }
      guard number < pages.count, let page = pages[number] else {
        return WireResponse(status: 500, headers: [], body: [], url: request.url)
      }
      return answer(page)
    }
  }

  static func page(_ records: [String], token: String? = nil) -> String {
    let rest = token.map { "<resumptionToken>\($0)</resumptionToken>" } ?? ""
    return document("<ListRecords>\(records.joined())\(rest)</ListRecords>")
  }

  static func record(_ id: String, _ title: String, day: String = "2025-05-30") -> String {
    """
    <record><header><identifier>oai:arXiv.org:\(id)</identifier><datestamp>\(day)</datestamp></header>
    <metadata><arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>\(id)</id><created>\(day)</created>
    <authors><author><keyname>Doe</keyname><forenames>Jane</forenames></author></authors>
    <title>\(title)</title><categories>cs.CV</categories><abstract>Text.</abstract></arXiv></metadata></record>
    """
  }

  private static func document(_ inside: String) -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">
    <responseDate>2025-05-30T06:00:00Z</responseDate>\(inside)</OAI-PMH>
    """
  }

  private static func answer(_ text: String) -> WireResponse {
    WireResponse(status: 200, headers: [], body: Array(text.utf8), url: "")
  }
}
