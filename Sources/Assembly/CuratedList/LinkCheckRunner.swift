internal import Files
internal import Foundation
internal import Listing
internal import Logging
internal import Papers
internal import Polling
internal import Wire

/// Looks for dead links with the real network, and remembers beside the database what it learned.
package struct LinkCheckRunner: Sendable {
  private let installation: Installation

  package init(_ installation: Installation) { self.installation = installation }

  /// - Parameters:
  ///   - path: the list; `-` for standard input.
  ///   - patience: the longest single wait for arXiv.
  ///   - say: gets what is worth knowing on the way.
  /// - Returns: everything that is found, dead links included, in the order of the lines.
  /// - Throws: `ListFileError` when there is nothing to read; `FileError`, `ConfigurationFaults`, `StoreError`.
  package func findings(
    _ path: String,
    patience: Duration,
    say: @escaping @Sendable (String) -> Void
  ) async throws -> [ListFindingRecord] {
    let document = ListDocument(bytes: try ListReading.bytes(path))
    let loop = installation.curlLoop()
    defer { loop.close() }
    var memory = stored
    try await asker(loop.wire, patience, say).ask(document, &memory) { try store($0) }
    let found = ListCheck.findings(in: document) + ListCheck.deadLinks(in: document, memory)
    return found.sorted { ($0.line, $0.kind) < ($1.line, $1.kind) }.map(ListFindingRecord.init)
  }

  private func asker(_ wire: Wire, _ patience: Duration, _ say: @escaping @Sendable (String) -> Void) throws
    -> LinkAsker
  {
    let log = Logger(label: "gleaner", factory: { _ in SayingLog(say: say) })
    let factory = PollerFactory(installation: installation, wire: wire, patience: patience, log: log)
    let poller = try factory.poller { _ in }
    return LinkAsker(
      wire: wire,
      missing: { try await poller.unknown($0) },
      now: installation.now,
      sleep: { try await Task.sleep(for: $0) }
    )
  }

  private var memoryPath: String {
    let database = installation.configuration.storage.database
    return URL(fileURLWithPath: database).deletingLastPathComponent().appendingPathComponent("links.json")
      .path
  }

  /// A file that cannot be understood only means that everything is asked for again.
  private var stored: LinkMemory {
    guard let data = FileManager.default.contents(atPath: memoryPath) else { return LinkMemory() }
    return (try? JSONDecoder().decode(LinkMemory.self, from: data)) ?? LinkMemory()
  }

  private func store(_ memory: LinkMemory) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    _ = try AtomicFile.write(Array(try encoder.encode(memory)), to: memoryPath)
  }
}
