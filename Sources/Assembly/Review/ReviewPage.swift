internal import Foundation
internal import Papers
internal import Terminal

/// The session as a picture of the terminal.
struct ReviewPage {
  private let session: ReviewSession
  private let size: Size
  private let perMinute: Double?

  static let smallest = Size(columns: 40, rows: 10)
  /// Longer lines are hard to read.
  private var textWidth: Int { min(size.columns, 100) - 1 }

  init(_ session: ReviewSession, _ size: Size, perMinute: Double?) {
    self.session = session
    self.size = size
    self.perMinute = perMinute
  }

  func frame() -> Frame {
    guard size.columns >= Self.smallest.columns, size.rows >= Self.smallest.rows else {
      let text = "too small: \(Self.smallest.columns)x\(Self.smallest.rows) at least"
      return Frame(size: size, lines: [[Span(text, .bad)]])
    }
    let foot = footer()
    let room = size.rows - 1 - foot.count
    var lines = [header] + middle(rows: room)
    lines += Array(repeating: [], count: max(0, 1 + room - lines.count))
    return Frame(size: size, lines: lines + foot, cursor: cursor)
  }

  private var header: [Span] {
    let pace = perMinute.map { String(format: ", %.1f a minute", locale: nil, $0) } ?? ""
    let filter = session.filterText.isEmpty ? "" : " · filter \(session.filterText)"
    let text =
      " \(session.pile.count) left · \(session.decisions) decided\(pace) · by \(session.pile.sort.rawValue)"
    return [Span("\(text)\(filter) · \(session.topic)", .bar)].fitted(to: size.columns).padded(
      to: size.columns,
      .bar
    )
  }

  private func middle(rows: Int) -> [[Span]] {
    switch session.mode {
    case .help: return help(rows: rows)
    case .choosing(let index): return choice(index, rows: rows)
    case .reading, .asking: break
    }
    guard let row = session.current else {
      let hint =
        session.filterText.isEmpty ? "q quits, u takes the last decision back" : "f changes the filter"
      return [[], [Span("Nothing left here.", .title)], [], [Span(hint)]]
    }
    let pinned = pinned(rows: max(2, rows / 4))
    let room = max(1, rows - pinned.count - 1)
    let text = ReviewText(row, session.detail, section: session.chosenSection, width: textWidth).lines
    let start = min(session.scrolling * max(1, room - 1), max(0, text.count - room))
    let shown = Array(text.dropFirst(start).prefix(room))
    let filling = [[Span]](repeating: [], count: room - shown.count)
    return shown + filling + [rule(from: start, shown: shown.count, of: text.count)] + pinned
  }

  /// A line between text and draft, which says how much text there is when there is more.
  private func rule(from start: Int, shown: Int, of count: Int) -> [Span] {
    let more = count > shown ? " lines \(start + 1)–\(start + shown) of \(count), space and b scroll " : ""
    return [
      Span("──\(more)" + String(repeating: "─", count: max(0, size.columns - 2 - more.displayWidth)), .quiet)
    ]
  }

  /// Draft and note, which stay in sight.
  private func pinned(rows: Int) -> [[Span]] {
    let draft =
      session.detail?.draft.map { [Span("list  ", .label), Span($0)] } ?? [Span("no draft", .quiet)]
    var lines = draft.wrapped(to: textWidth)
    let noteRows = session.note.isEmpty ? 0 : 1
    let limit = max(1, rows - noteRows)
    if lines.count > limit {
      lines = lines.prefix(limit - 1) + [(lines[limit - 1] + [Span(" …")]).fitted(to: size.columns)]
    }
    let why = session.detail?.draftWhy.joined(separator: "; ") ?? ""
    if !why.isEmpty, lines.count < limit { lines.append([Span("why   ", .label), Span(why, .quiet)]) }
    if noteRows > 0 { lines.append([Span("note  ", .label), Span(session.note)]) }
    return lines
  }

  private func footer() -> [[Span]] {
    // Help and quit come first, for a narrow terminal cuts the end off.
    let first: [ReviewKey] = ReviewKey.all.filter { ["?", "q"].contains($0.names.first) }
    let others: [ReviewKey] = ReviewKey.all.filter { !["?", "q"].contains($0.names.first) }
    let hints = (first + others).flatMap { key -> [Span] in
      guard let short = key.short, let name = key.names.first else { return [] }
      return [Span(name, .label), Span(" \(short)  ", .quiet)]
    }
    return [message, hints]
  }

  private var message: [Span] {
    if case .asking(let question, let editor) = session.mode {
      return [Span("\(question.rawValue): ", .label), Span(editor.text)]
    }
    return [Span(session.message, session.isFailure ? .bad : .good)]
  }

  private var cursor: (row: Int, column: Int)? {
    guard case .asking(let question, let editor) = session.mode else { return nil }
    return (size.rows - 2, "\(question.rawValue): ".displayWidth + editor.beginning.displayWidth)
  }

  /// In two columns where one does not hold all.
  private func help(rows: Int) -> [[Span]] {
    let entries = ReviewKey.all.map { key in
      [
        Span(
          " " + key.names.joined(separator: " ").padding(toLength: 12, withPad: " ", startingAt: 0),
          .label
        ), Span(key.help),
      ]
    }
    if entries.count <= rows { return entries }
    let half = (entries.count + 1) / 2
    guard half <= rows else { return Array(entries.prefix(rows)) }
    let width = size.columns / 2
    return (0..<half).map { index in
      let left = entries[index].fitted(to: width - 1).padded(to: width)
      return index + half < entries.count ? left + entries[index + half] : left
    }
  }

  private func choice(_ index: Int, rows: Int) -> [[Span]] {
    let room = max(1, rows - 2)
    let start = max(0, min(index - room / 2, session.sections.count - room))
    let head: [[Span]] = [[Span("Section (Enter or 1–9, Esc leaves)", .title)], []]
    return head
      + session.sections.enumerated().dropFirst(start).prefix(room).map { number, name in
        [Span(number < 9 ? " \(number + 1) " : "   "), Span(name, number == index ? .bar : .plain)]
      }
  }
}
