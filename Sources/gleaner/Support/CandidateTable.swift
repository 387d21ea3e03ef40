import Assembly
import Terminal

/// Candidates as a table.
enum CandidateTable {
  static func lines(_ records: [CandidateRecord], for screen: Screen) -> [String] {
    var table = Table([
      .init("ID"), .init("ANNOUNCED"), .init("SCORE", .right), .init("STATE"), .init("SECTION"),
      .init("TITLE"),
    ])
    for record in records {
      let withdrawn = record.withdrawn == true ? ", withdrawn" : ""
      let state = (record.deferredUntil.map { "\(record.state) until \($0)" } ?? record.state) + withdrawn
      table.add([
        record.id, record.announced ?? "–", record.score.pointsText, state, record.section ?? "–",
        record.title,
      ])
    }
    return table.lines(for: screen)
  }
}

/// What arXiv changed, as a table.
enum EventTable {
  static func lines(_ events: [PaperEventRecord], for screen: Screen) -> [String] {
    var table = Table([.init("ID"), .init("DATE"), .init("EVENT"), .init("DETAIL"), .init("TITLE")])
    for event in events {
      table.add([event.id, String(event.at.prefix(10)), event.event, event.detail, event.title])
    }
    let edits = events.compactMap(\.edit).flatMap { edit in
      [
        "", "line \(edit.line):", screen.styled("- \(edit.old)".printable, .red),
        screen.styled("+ \(edit.new)".printable, .green),
      ]
    }
    return table.lines(for: screen) + edits
  }
}

/// A candidate on a page of its own.
enum CandidatePage {
  static func lines(_ detail: CandidateDetail, for screen: Screen) -> [String] {
    let candidate = detail.candidate
    var lines = candidate.title.printable.wrapped(to: width(screen)).map { screen.styled($0, .bold) }
    lines += candidate.authors.joined(separator: ", ").printable.wrapped(to: width(screen))
    let facts = [
      candidate.id, candidate.announced.map { "announced \($0)" }, "score \(candidate.score.pointsText)",
      candidate.state, candidate.section, candidate.withdrawn == true ? "withdrawn" : nil,
    ]
    lines.append(screen.styled(facts.compactMap(\.self).joined(separator: " · ").printable, .cyan))
    lines.append(candidate.url)
    if let abstract = detail.paper?.abstract, !abstract.isEmpty {
      lines += [""] + abstract.printable.wrapped(to: width(screen))
    }
    let written = [candidate.note.map { "note: \($0)" }, candidate.draft].compactMap(\.self)
    if !written.isEmpty { lines += [""] + written.map(\.printable) }
    if !detail.reasons.isEmpty { lines += [""] + detail.reasons.map(ReasonLine.text) }
    if !detail.verdicts.isEmpty { lines += [""] + detail.verdicts.map(VerdictLine.text) }
    return lines
  }

  static func width(_ screen: Screen) -> Int { min(screen.width, 100) }
}

/// A reason on one line: points, rule, and the words that were found.
enum ReasonLine {
  static func text(_ reason: ReasonRecord) -> String {
    let words = reason.words.prefix(8)
    let points = reason.points.signedText
    let padded = String(repeating: " ", count: max(0, 6 - points.count)) + points
    let found = words.isEmpty ? "" : "  " + words.map { "“\($0)”" }.joined(separator: ", ")
    return "\(padded)  \(reason.rule)\(found)".printable
  }
}

/// A verdict on one line.
enum VerdictLine {
  static func text(_ verdict: VerdictRecord) -> String {
    let change = [verdict.before, verdict.after].compactMap(\.self).joined(separator: " → ")
    let why = verdict.why.map { " (\($0))" } ?? ""
    return "\(verdict.at)  \(verdict.verdict)  \(change)  by \(verdict.who)\(why)".printable
  }
}
