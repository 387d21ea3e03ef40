extension [Span] {
  package var width: Int { reduce(0) { $0 + $1.width } }
  package var text: String { map(\.text).joined() }

  /// The spans cut to at most so many columns, with `…` when something was cut.
  package func fitted(to width: Int) -> [Span] {
    guard self.width > width else { return self }
    var left = width
    var result: [Span] = []
    for (index, span) in enumerated() {
      // The last piece that fits whole still has to leave room for the ellipsis of what follows.
      let isCut = span.width > left || (span.width == left && index < count - 1)
      guard isCut else {
        result.append(span)
        left -= span.width
        continue
      }
      let text = span.width > left ? span.text : span.text + " "
      result.append(Span(text.fitted(to: left), span.look))
      break
    }
    return result
  }

  /// The spans filled up with spaces of a look to so many columns.
  package func padded(to width: Int, _ look: Look = .plain) -> [Span] {
    let missing = width - self.width
    return missing > 0 ? self + [Span(String(repeating: " ", count: missing), look)] : self
  }

  /// The spans in lines of at most `width` columns, broken between words where that is possible; the looks stay
  /// with their words. A character that is wider than the line gets one of its own.
  package func wrapped(to width: Int) -> [[Span]] {
    var lines: [[(character: Character, look: Look)]] = []
    var line: [(character: Character, look: Look)] = []
    for word in words {
      let space = line.isEmpty ? 0 : 1
      if !line.isEmpty, line.columns + space + word.columns > width {
        lines.append(line)
        line = []
      } else if !line.isEmpty {
        line.append((" ", line.last?.look == word.first?.look ? word.first?.look ?? .plain : .plain))
      }
      for part in word {
        if !line.isEmpty, line.columns + part.character.displayWidth > width {
          lines.append(line)
          line = []
        }
        line.append(part)
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines.map(Self.joined)
  }

  private var words: [[(character: Character, look: Look)]] {
    let characters = merged.flatMap { span in span.text.map { (character: $0, look: span.look) } }
    return characters.split { $0.character == " " }.map { part in part.map { $0 } }
  }

  /// Neighbours of one look are one span, so that a mark belongs to the letter before it.
  private var merged: [Span] {
    reduce(into: []) { spans, span in
      guard let last = spans.last, last.look == span.look else { return spans.append(span) }
      spans[spans.count - 1] = Span(last.text + span.text, span.look)
    }
  }

  private static func joined(_ parts: [(character: Character, look: Look)]) -> [Span] {
    var spans: [Span] = []
    var text = ""
    for (index, part) in parts.enumerated() {
      text.append(part.character)
      guard index + 1 == parts.count || parts[index + 1].look != part.look else { continue }
      spans.append(Span(text, part.look))
      text = ""
    }
    return spans
  }
}

extension [(character: Character, look: Look)] {
  fileprivate var columns: Int { reduce(0) { $0 + $1.character.displayWidth } }
}
