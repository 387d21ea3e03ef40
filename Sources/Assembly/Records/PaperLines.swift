internal import Papers

/// The papers of a JSON Lines file, plain or gzip, `-` for standard input. Blank lines are passed over.
struct PaperLines: ~Copyable {
  private var lines: Lines
  private let path: String

  init(path: String) throws(InputError) {
    self.path = path
    lines = try Lines(path: path)
  }

  /// The next paper; nil at the end of the file.
  ///
  /// - Throws: `InputError` with the line that cannot be used.
  mutating func next() throws(InputError) -> Paper? {
    while let line = try lines.next() {
      guard !line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) else { continue }
      return try paper(line)
    }
    return nil
  }

  /// The next papers, at most so many; none at the end of the file.
  mutating func next(upTo count: Int) throws(InputError) -> [Paper] {
    var papers: [Paper] = []
    while papers.count < count, let paper = try next() { papers.append(paper) }
    return papers
  }

  private func paper(_ line: [UInt8]) throws(InputError) -> Paper {
    let record: PaperRecord
    do {
      record = try line.withUnsafeBufferPointer { (bytes) throws(JSONFault) in try PaperRecord(json: bytes) }
    } catch {
      throw InputError(file: path, line: lines.number, reason: "no paper in JSON: \(error.sentence)")
    }
    guard let paper = record.paper else {
      throw InputError(file: path, line: lines.number, reason: "“\(record.id)” is no arXiv id")
    }
    return paper
  }
}

extension JSONFault {
  fileprivate var sentence: String { path.isEmpty ? message : "\(path): \(message)" }
}
