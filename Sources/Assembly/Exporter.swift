internal import Papers
internal import Queueing

/// Hands out what the store holds, as JSON Lines.
package struct Exporter: Sendable {
  private let installation: Installation

  package init(_ installation: Installation) { self.installation = installation }

  /// Every stored paper in the order of announcement, tombstones included.
  package func papers(write: @escaping @Sendable (String) -> Void) async throws {
    try await installation.store.forEachPaper { paper, isDamaged in
      var record = PaperRecord(paper)
      record.damaged = isDamaged ? true : nil
      write(try JSONText.line(record))
    }
  }
}
