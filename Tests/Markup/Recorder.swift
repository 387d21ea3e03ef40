import Markup

/// What a parse reported, one line for each event.
func events(of bytes: [UInt8], chunk: Int = .max) throws(MarkupError) -> [String] {
  let recorder = Recorder()
  try recorder.read(bytes, chunk: chunk)
  return recorder.lines
}

func events(of document: String, chunk: Int = .max) throws(MarkupError) -> [String] {
  try events(of: Array(document.utf8), chunk: chunk)
}

/// The fault of a document that is expected to have one.
func fault(of bytes: [UInt8], chunk: Int = .max) -> MarkupError? {
  do throws(MarkupError) {
    _ = try events(of: bytes, chunk: chunk)
    return nil
  } catch {
    return error
  }
}

func fault(of document: String) -> MarkupError? { fault(of: Array(document.utf8)) }

final class Recorder {
  private(set) var lines: [String] = []

  func read(_ bytes: [UInt8], chunk: Int) throws(MarkupError) {
    let parser = XMLPushParser(
      onStart: { self.lines.append("<{\($0.namespace)}\($0.name) href=\($0["href"] ?? "-")") },
      onEnd: { self.lines.append(">{\($0)}\($1) [\($2)]") }
    )
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = rest.prefix(chunk)
      rest = rest.dropFirst(piece.count)
      try parser.feed(Array(piece))
    }
    try parser.finish()
  }
}
