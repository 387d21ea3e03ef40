internal import Listing
internal import Papers
internal import Publishing
internal import Queueing

/// Admits what a curated list holds.
package struct ListImporter: Sendable {
  private let installation: Installation

  package init(_ installation: Installation) { self.installation = installation }

  /// Reads the list and admits its entries as accepted; what was admitted before stays as it is.
  ///
  /// - Throws: `ListFileError` when the file cannot be read.
  package func importList(_ path: String, topic: Configuration.Topic) async throws -> ListImportReport {
    let bytes = try ListReading.bytes(path)
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw ListFileError(path: path, reason: "the file is not UTF-8; see gleaner list check")
    }
    let document = ListDocument(bytes: bytes)
    let fallback = Month(of: installation.configuration.instance.authority.day)
    let result = try await installation.store.importList(
      document.dated(fallback: fallback),
      topic: topic.id,
      at: installation.now()
    )
    return ListImportReport(result: result, unreadable: document.unreadable)
  }
}

/// What an import found, and what it could not read.
package struct ListImportReport: Sendable {
  let result: ListImport
  let unreadable: [UnreadableEntry]
}
