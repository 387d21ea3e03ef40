package import Listing
internal import Papers

/// What a person should look at in a list.
package struct ListChecker: Sendable {
  private let path: String

  /// - Parameter path: `-` for standard input.
  package init(_ path: String) { self.path = path }

  /// What is found in the file alone, in the order of the lines.
  ///
  /// - Throws: `ListFileError` when there is nothing to read.
  package func findings() throws(ListFileError) -> [ListFindingRecord] {
    ListCheck.findings(in: ListDocument(bytes: try ListReading.bytes(path))).map(ListFindingRecord.init)
  }

  /// Puts mis-decoded text right where that can be done exactly; every other byte stays.
  ///
  /// - Returns: the numbers of the lines that changed.
  /// - Throws: `ListFileError` when the file cannot be read or written.
  package func fixEncoding() throws(ListFileError) -> [Int] {
    var changed: [Int] = []
    _ = try ListFile(path).update { document in
      let fixed = document.withEncodingFixed
      let lines = ListLines(fixed)
      changed = zip(document.lines.indices, lines.indices).filter { document.lines[$0] != lines[$1] }.map {
        $0.0 + 1
      }
      return changed.isEmpty ? nil : fixed
    }
    return changed
  }
}

/// A finding as `list check --json` prints it.
package struct ListFindingRecord: Encodable, Sendable {
  package let line: Int
  /// The name of the check; `gleaner kinds checks` explains them.
  package let kind: String
  package let reason: String
  package let id: String?
  package let relatedLine: Int?

  init(_ finding: ListFinding) {
    line = finding.line
    kind = finding.kind
    reason = finding.reason
    id = finding.work?.description
    relatedLine = finding.related
  }

  private enum CodingKeys: String, CodingKey {
    case line, kind, reason, id
    case relatedLine = "related_line"
  }
}
