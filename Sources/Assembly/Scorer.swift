private import Foundation
internal import Papers
internal import Scoring

/// Scores papers that stand in files, without a store: a filter from JSON Lines to JSON Lines.
package struct Scorer: Sendable {
  private let rulebook: Rulebook

  package init(topic: Configuration.Topic) { rulebook = topic.rulebook }

  /// Reads a file (plain or gzip, `-` for standard input) and hands over one JSON object for each paper, in the
  /// order of the file.
  ///
  /// - Throws: `InputError` with the line that cannot be used; what stands before it has been handed over.
  package func score(path: String, write: (String) throws -> Void) throws {
    var lines = try Lines(path: path)
    let decoder = JSONDecoder()
    while let line = try lines.next() {
      guard !line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) else { continue }
      let paper = try paper(line, decoder, place: (path, lines.number))
      try write(JSONText.line(ScoreRecord(paper.id.canonical, rulebook.appraise(paper))))
    }
  }

  private func paper(_ line: [UInt8], _ decoder: JSONDecoder, place: (String, Int)) throws(InputError)
    -> Paper
  {
    let record: PaperRecord
    do {
      record = try decoder.decode(PaperRecord.self, from: Data(line))
    } catch {
      throw InputError(file: place.0, line: place.1, reason: "no paper in JSON: \(error.plain)")
    }
    guard let paper = record.paper else {
      throw InputError(file: place.0, line: place.1, reason: "“\(record.id)” is no arXiv id")
    }
    return paper
  }
}

/// What `score` says of a paper.
package struct ScoreRecord: Encodable, Sendable {
  package let id: String
  package let score: Double
  package let candidate: Bool
  package let section: String?
  package let reasons: [ReasonRecord]

  init(_ id: String, _ appraisal: Appraisal) {
    self.id = id
    score = appraisal.score.rounded
    candidate = appraisal.isCandidate
    section = appraisal.section
    reasons = appraisal.reasons.map(ReasonRecord.init)
  }
}

extension Error {
  /// The sentence inside a decoding error.
  fileprivate var plain: String {
    guard let error = self as? DecodingError else { return "\(self)" }
    switch error {
    case .dataCorrupted(let context), .typeMismatch(_, let context), .valueNotFound(_, let context):
      let path = context.codingPath.map(\.stringValue).joined(separator: ".")
      return path.isEmpty ? context.debugDescription : "\(path): \(context.debugDescription)"
    case .keyNotFound(let key, _): return "\(key.stringValue) is missing"
    @unknown default: return "\(self)"
    }
  }
}
