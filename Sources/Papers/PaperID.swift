/// The canonical arXiv id of a paper, without version: `2501.12599`, `hep-th/9901001`.
///
/// It is the storage key for ever; versions are attributes of the paper (arxiv-protocol section 3).
package struct PaperID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let canonical: String
  /// The month in which the id was given out. Ids are assigned at announcement, in order, within a month.
  package let month: Month
  /// The number within the month, and for ids before April 2007 within the archive.
  package let number: Int

  /// Reads any form in which an arXiv id is met (see `PaperReference`) and drops the version; nil for no id.
  package init?(_ text: some StringProtocol) {
    guard let reference = PaperReference(text) else { return nil }
    self = reference.id
  }

  init(canonical: String, month: Month, number: Int) {
    self.canonical = canonical
    self.month = month
    self.number = number
  }

  package var description: String { canonical }

  /// Announcement order: by month, then number; archives of the old scheme side by side.
  package static func < (left: PaperID, right: PaperID) -> Bool {
    if left.month != right.month { return left.month < right.month }
    if left.number != right.number { return left.number < right.number }
    return left.canonical < right.canonical
  }

  package var abstractURL: String { "https://arxiv.org/abs/\(canonical)" }
  package var pdfURL: String { "https://arxiv.org/pdf/\(canonical)" }
}

extension PaperID: Codable {
  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let id = PaperID(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "not an arXiv id: \(text)")
      )
    }
    self = id
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(canonical)
  }
}
