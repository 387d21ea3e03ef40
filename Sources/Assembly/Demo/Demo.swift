private import Foundation
internal import Logging
internal import Notifying
internal import Papers
internal import Publishing
internal import Queueing
internal import Wire

/// The whole road without network: five announcement days of May 2025, replayed by a server on loopback.
package struct Demo: Sendable {
  /// Made anew each time, if a demo made it.
  private let directory: String

  package init(directory: String) { self.directory = directory }

  /// Walks the road day by day, saying what happens, and leaves a configuration, a store and feeds in the folder.
  ///
  /// - Returns: what became of it.
  package func run(say: @escaping @Sendable (String) -> Void) async throws -> DemoReport {
    let replay = try Replay.bundled()
    try prepare()
    let server = ReplayServer(replay)
    let configuration = "\(directory)/config.yml"
    try await server.serve { address in
      try writeConfiguration(path: configuration, oai: address)
      for day in replay.days {
        server.move(to: day)
        let report = try await round(configuration, on: day)
        guard report.status == .done else {
          throw DemoError(reason: report.failures.joined(separator: "; "))
        }
        let found = report.topics.reduce(0) { $0 + ($1.proposed ?? 0) }
        say("\(day): \(report.newPapers) papers announced, \(found) proposed")
        try await deliver(configuration, on: day)
      }
    }
    return try await report(configuration, on: replay.days.last)
  }

  private func round(_ path: String, on day: Day) async throws -> RoundReport {
    let installation = try Installation.open(Options(configuration: path, start: day.startUTC + 6 * 3600))
    let loop = installation.curlLoop()
    defer { loop.close() }
    let log = Logger(label: "demo", factory: { _ in SwiftLogNoOpLogHandler() })
    return try await Round(installation, wire: loop.wire, patience: .zero, log: log).run()
  }

  /// In the evening of the day, when the digest is due.
  private func deliver(_ path: String, on day: Day) async throws {
    let installation = try Installation.open(Options(configuration: path, start: day.startUTC + 20 * 3600))
    let report = try await DigestOffice(installation).send(nil, topic: nil, to: nil, isRehearsal: false)
    guard report.status == .done else { throw DemoError(reason: report.failures.joined(separator: "; ")) }
  }

  private func report(_ path: String, on day: Day?) async throws -> DemoReport {
    let installation = try Installation.open(Options(configuration: path, start: day?.startUTC))
    let topic = try installation.configuration.topic(nil)
    let wish = QueueWish(states: [State.pending.rawValue], limit: 1)
    guard let best = try await Queue(installation, topic: topic).list(wish).records.first else {
      throw DemoError(reason: "nothing was proposed")
    }
    let name = topic.digests.first?.policy.name ?? ""
    guard let digest = try await installation.store.lastDigest(topic: topic.id, name: name) else {
      throw DemoError(reason: "no digest was sent")
    }
    let feeds = FeedKind.allCases.map { "\(directory)/feeds/\(topic.id)/\($0.rawValue).atom" }
    return DemoReport(
      configuration: path,
      feeds: feeds,
      mail: "\(directory)/mail",
      digest: digest.id,
      best: best.id
    )
  }

  private func prepare() throws {
    let files = FileManager.default
    let mark = "\(directory)/.gleaner-demo"
    let inside = try? files.contentsOfDirectory(atPath: directory)
    guard inside?.isEmpty ?? true || files.fileExists(atPath: mark) else {
      throw DemoError(reason: "\(directory) holds something else; name an empty folder with --directory")
    }
    if inside != nil { try files.removeItem(atPath: directory) }
    try files.createDirectory(atPath: directory, withIntermediateDirectories: true)
    try Data().write(to: URL(fileURLWithPath: mark))
    let list = Data(PackageResources.list_md)
    try list.write(to: URL(fileURLWithPath: "\(directory)/list.md"))
  }

  /// The shipped configuration, comments and all, with other addresses and places.
  private func writeConfiguration(path: String, oai: String) throws {
    var text = String(decoding: PackageResources.config_yml, as: UTF8.self)
    let changes = [
      "oai: https://oaipmh.arxiv.org/oai": "oai: \(oai)",
      "sources: [oai, rss, api]": "sources: [oai]",
      "pace: 3.5s": "pace: 0s",
      "database: var/gleaner.sqlite": "database: gleaner.sqlite",
      "file: lists/README.md": "file: list.md",
      "path: var/mail": "path: mail",
    ]
    for (shipped, own) in changes {
      guard text.ranges(of: shipped).count == 1 else {
        throw DemoError(reason: "the bundled configuration does not say “\(shipped)” once")
      }
      text = text.replacing(shipped, with: own)
    }
    let note =
      "# Written by the demo: the shipped configuration, pointed at the replay. Change what you like.\n\n"
    try Data((note + text).utf8).write(to: URL(fileURLWithPath: path))
  }
}

/// What the demo left behind.
package struct DemoReport: Sendable {
  /// Path of the configuration that the next commands take.
  package let configuration: String
  /// Paths of the feeds.
  package let feeds: [String]
  /// The Maildir with the digests.
  package let mail: String
  /// The id of the last digest.
  package let digest: String
  /// The id of the candidate on top of the queue.
  package let best: String
}

/// The demo cannot go on.
package struct DemoError: Error, Sendable, CustomStringConvertible {
  package let reason: String
  package var description: String { "the demo stopped: \(reason)" }
}
