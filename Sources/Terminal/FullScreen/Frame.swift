/// Rows and columns of a terminal.
package struct Size: Hashable, Sendable {
  package let columns: Int
  package let rows: Int

  package init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }
}

/// One picture of the whole terminal: as many lines as it has rows at most, none wider than it.
package struct Frame: Equatable, Sendable {
  package let size: Size
  package let lines: [[Span]]
  /// Where the cursor stands, counted from 0; nil when it is hidden.
  package let cursor: (row: Int, column: Int)?

  package init(size: Size, lines: [[Span]], cursor: (row: Int, column: Int)? = nil) {
    self.size = size
    self.lines = lines.prefix(size.rows).map { $0.fitted(to: size.columns) }
    self.cursor = cursor
  }

  package static func == (left: Frame, right: Frame) -> Bool {
    left.size == right.size && left.lines == right.lines && left.cursor?.row == right.cursor?.row
      && left.cursor?.column == right.cursor?.column
  }

  /// What turns the picture `before` into this one: only lines that changed, or all after another size.
  package func drawing(over before: Frame?, color: Bool) -> String {
    let isFresh = before?.size != size
    var text = "\u{1B}[?25l" + (isFresh ? "\u{1B}[0m\u{1B}[2J" : "")
    for row in 0..<size.rows {
      let new = lines.indices.contains(row) ? lines[row] : []
      let old = before.map { $0.lines.indices.contains(row) ? $0.lines[row] : [] } ?? []
      guard isFresh ? !new.isEmpty : new != old else { continue }
      text += "\u{1B}[\(row + 1);1H\u{1B}[2K" + new.map { Self.drawn($0, color: color) }.joined()
    }
    guard let cursor else { return text }
    return text + "\u{1B}[\(cursor.row + 1);\(min(cursor.column, size.columns - 1) + 1)H\u{1B}[?25h"
  }

  private static func drawn(_ span: Span, color: Bool) -> String {
    let parameters = span.look.parameters(color: color)
    return parameters.isEmpty ? span.text : "\u{1B}[\(parameters)m\(span.text)\u{1B}[0m"
  }
}
