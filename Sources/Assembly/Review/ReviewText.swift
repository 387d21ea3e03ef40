internal import Papers
internal import Terminal

/// What is to read about a candidate, in lines.
struct ReviewText {
  private let row: ReviewRow
  private let detail: ReviewDetail?
  private let section: String?
  private let width: Int

  /// The section is what a person chose, nil for the proposed one.
  init(_ row: ReviewRow, _ detail: ReviewDetail?, section: String?, width: Int) {
    self.row = row
    self.detail = detail
    self.section = section
    self.width = width
  }

  var lines: [[Span]] {
    var lines = lit(row.title, .title, plain: .title, lit: .titleLit).wrapped(to: width)
    lines += facts.wrapped(to: width)
    guard let detail else { return lines }
    let authors = [Span(detail.authors.joined(separator: ", "), .quiet)].wrapped(to: width)
    lines += authors.prefix(2)
    if authors.count > 2 { lines[lines.count - 1].append(Span(" …", .quiet)) }
    lines += why(detail.reasons).wrapped(to: width)
    let links = [Link(label: "page", url: detail.url)] + detail.links
    lines += links.map { [Span("\($0.label)  ", .label), Span($0.url)] }
    lines.append([])
    lines += lit(detail.abstract, .abstract, plain: .plain, lit: .lit).wrapped(to: width)
    if let comment = detail.comment, !comment.isEmpty {
      lines +=
        [[]]
        + ([Span("comment ", .label)] + lit(comment, .comment, plain: .plain, lit: .lit)).wrapped(to: width)
    }
    // Below the text there is room for one line of it.
    let note = [Span("note  ", .label), Span(detail.note ?? "")]
    if note.width > width { lines += [[]] + note.wrapped(to: width) }
    return lines
  }

  private var facts: [Span] {
    let isWithdrawn = detail?.isWithdrawn ?? row.isWithdrawn
    let parts: [(String?, Look)] = [
      (row.id, .fact), (row.announced.map { "announced \($0)" }, .fact),
      ("score \(row.score.short)", .fact), ((detail?.state ?? row.state).rawValue, .fact),
      (isWithdrawn ? "withdrawn" : nil, .bad), (section.map { "\($0) (chosen)" } ?? row.section, .fact),
      (detail?.categories.joined(separator: " "), .fact),
    ]
    let spans = parts.compactMap { text, look in text.flatMap { $0.isEmpty ? nil : Span($0, look) } }
    return Array(spans.map { [$0] }.joined(separator: [Span(" · ", .fact)]))
  }

  /// What counted, most first, with the first words that were found; `gleaner explain` has it all.
  private func why(_ reasons: [Reason]) -> [Span] {
    let spans = reasons.filter { $0.points != 0 }.sorted { abs($0.points) > abs($1.points) }.flatMap {
      reason in
      [
        Span(reason.points.signed, .label), Span(" \(reason.name) "),
        Span(reason.words.prefix(2).joined(separator: ", "), .lit),
        Span(" · ", .quiet),
      ]
    }
    return spans.dropLast()
  }

  /// The text with the words that counted in another look.
  private func lit(_ text: String, _ field: Field, plain: Look, lit: Look) -> [Span] {
    let matches = detail?.reasons.flatMap(\.matches).filter { $0.field == field } ?? []
    let pieces = Lighting.pieces(of: text, matches.map { ($0.start, $0.text) })
    return pieces.map { Span($0.text, $0.isLit ? lit : plain) }
  }
}
