/// Rows in columns that line up. The last column takes what the terminal has left.
package struct Table {
  package enum Alignment: Sendable { case left, right }

  package struct Column: Sendable {
    let title: String
    let alignment: Alignment

    package init(_ title: String, _ alignment: Alignment = .left) {
      self.title = title
      self.alignment = alignment
    }
  }

  private let columns: [Column]
  private var rows: [[String]] = []

  package init(_ columns: [Column]) { self.columns = columns }

  /// Adds a row with one text a column; what could steer a terminal is taken out.
  package mutating func add(_ row: [String]) { rows.append(row.map(\.printable)) }

  /// The lines, the title line first; cut to the width only on a terminal, so that a pipe gets everything.
  package func lines(for screen: Screen) -> [String] {
    let widths = columns.indices.map { column in
      rows.reduce(columns[column].title.displayWidth) { max($0, $1[column].displayWidth) }
    }
    let head = line(columns.map(\.title), widths: widths, screen)
    return [screen.styled(head, .bold)] + rows.map { line($0, widths: widths, screen) }
  }

  private func line(_ cells: [String], widths: [Int], _ screen: Screen) -> String {
    var result = ""
    for (index, cell) in cells.enumerated() {
      let padding = String(repeating: " ", count: widths[index] - cell.displayWidth)
      let isLast = index == cells.count - 1
      result += columns[index].alignment == .right ? padding + cell : isLast ? cell : cell + padding
      if !isLast { result += "  " }
    }
    return screen.isTerminal ? result.fitted(to: screen.width) : result
  }
}
