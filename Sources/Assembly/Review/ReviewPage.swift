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
    case .help(let page): return help(page, rows: rows)
    case .choosing(let index): return choice(index, rows: rows)
    case .reading, .asking: break
    }
    guard let row = session.current else {
      let hint =
        session.filterText.isEmpty ? "q quits, u takes the last decision back" : "f changes the filter"
      return [[], [Span("Nothing left here.", .title)], [], [Span(hint)]]
    }
    let pinned = pinned(rows: max(2, rows / 4))
    let text = Scroll(text(row), rows: rows - pinned.count - 1)
    return text.page(session.scrolling) + [rule(text, session.scrolling)] + pinned
  }

  /// How far one can scroll what is shown, in pages.
  var lastPage: Int {
    let rows = size.rows - 1 - footer().count
    if case .help = session.mode { return Scroll(helpLines, rows: rows - 1).last }
    guard let row = session.current else { return 0 }
    return Scroll(text(row), rows: rows - pinned(rows: max(2, rows / 4)).count - 1).last
  }

  private func text(_ row: ReviewRow) -> [[Span]] {
    ReviewText(row, session.detail, section: session.chosenSection, width: textWidth).lines
  }

  /// A line below a text, which says how much there is when there is more.
  private func rule(_ text: Scroll, _ page: Int) -> [Span] {
    let hint = text.place(page).map { " \($0), space and b scroll " } ?? ""
    // Half a hint is none.
    let more = hint.displayWidth + 2 <= size.columns ? hint : " \(text.place(page) ?? "") "
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
    let hints = Self.keysInOrder.flatMap { key -> [Span] in
      guard let short = key.short, let name = key.names.first else { return [] }
      return [Span(name, .label), Span(" \(short)  ", .quiet)]
    }
    return [message, hints]
  }

  /// Help and quit come first, for a small terminal cuts the end off.
  private static let keysInOrder: [ReviewKey] = {
    let isFirst: (ReviewKey) -> Bool = { ["?", "q"].contains($0.names.first) }
    return ReviewKey.all.filter(isFirst) + ReviewKey.all.filter { !isFirst($0) }
  }()

  private var message: [Span] {
    if case .asking(let question, let editor) = session.mode {
      let prompt = "\(question.rawValue): "
      return [Span(prompt, .label), Span(editor.window(size.columns - prompt.displayWidth).text)]
    }
    if case .help = session.mode { return [Span("any other key leaves this page", .quiet)] }
    return [Span(session.message, session.isFailure ? .bad : .good)]
  }

  private var cursor: (row: Int, column: Int)? {
    guard case .asking(let question, let editor) = session.mode else { return nil }
    let prompt = "\(question.rawValue): ".displayWidth
    return (size.rows - 2, prompt + editor.window(size.columns - prompt).cursor)
  }

  private func help(_ page: Int, rows: Int) -> [[Span]] {
    let text = Scroll(helpLines, rows: rows - 1)
    return text.page(page) + [rule(text, page)]
  }

  /// A key a line, with what does not fit below it.
  private var helpLines: [[Span]] {
    Self.keysInOrder.flatMap { key in
      let names = " " + key.names.joined(separator: " ").padding(toLength: 12, withPad: " ", startingAt: 0)
      let lines = [Span(key.help)].wrapped(to: max(1, textWidth - names.displayWidth))
      return lines.enumerated().map { number, line in
        [Span(number == 0 ? names : String(repeating: " ", count: names.displayWidth), .label)] + line
      }
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

/// Lines of which so many rows are shown at once. Pages overlap by a line.
private struct Scroll {
  private let lines: [[Span]]
  private let rows: Int

  init(_ lines: [[Span]], rows: Int) {
    self.lines = lines
    self.rows = max(1, rows)
  }

  private var step: Int { max(1, rows - 1) }
  private var hidden: Int { max(0, lines.count - rows) }

  /// The last page; nothing is behind it.
  var last: Int { (hidden + step - 1) / step }

  private func start(_ page: Int) -> Int { min(min(page, last) * step, hidden) }

  /// As many lines as there are rows.
  func page(_ page: Int) -> [[Span]] {
    let shown = Array(lines.dropFirst(start(page)).prefix(rows))
    return shown + [[Span]](repeating: [], count: rows - shown.count)
  }

  /// Which lines are shown, in words; nil when all are.
  func place(_ page: Int) -> String? {
    guard hidden > 0 else { return nil }
    return "lines \(start(page) + 1)–\(start(page) + rows) of \(lines.count)"
  }
}
