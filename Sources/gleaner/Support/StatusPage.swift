import Assembly
import Terminal

/// The state of polling on a page.
enum StatusPage {
  static func lines(_ report: StatusReport, for screen: Screen) -> [String] {
    let polled = report.completePoll.map { "last complete poll \($0)" } ?? "no source was read to its end yet"
    var lines = ["\(polled), \(report.papers) papers", ""]
    lines += table(report, for: screen)
    if let next = report.next {
      lines.append("next announcement: \(next.announcedAt), listing of \(next.day)")
    }
    lines += part("Left alone", report.holds.map { "\($0.scope) until \($0.until): \($0.reason)" }, screen)
    lines += part("Under way", report.lanes.filter(\.position).map { "\($0.source) \($0.name)" }, screen)
    lines += part("Damaged, to be fetched again", report.damaged.map(damaged), screen)
    lines += part("Found by repair", report.repairs.prefix(10).map { "\($0.id) \($0.at): \($0.how)" }, screen)
    if report.holes.open + report.holes.probed > 0 {
      let text = "\(report.holes.open) to be asked for, \(report.holes.probed) that no paper has"
      lines += part("Numbers that were skipped", [text], screen)
    }
    lines += part(
      "Not in the list yet",
      report.unlisted.map { "\($0.id) (\($0.wanted)): \($0.reason)" },
      screen
    )
    lines += part("Recipients that are gone", report.disabled.map(gone), screen)
    if report.outbox.pending + report.outbox.dead > 0 {
      let text =
        "\(report.outbox.pending) to be tried again, \(report.outbox.dead) given up; see gleaner outbox list"
      lines += part("Deliveries", [text], screen)
    }
    return lines + part("Changed lately", report.events.suffix(10).map(event), screen)
  }

  private static func table(_ report: StatusReport, for screen: Screen) -> [String] {
    guard !report.announcements.isEmpty else { return [] }
    var table = Table([.init("LISTING"), .init("OUTCOME"), .init("PAPERS", .right), .init("LAST EVIDENCE")])
    for row in report.announcements {
      table.add([row.day, row.outcome, row.news == 0 ? "–" : "\(row.news)", row.evidence.last ?? "–"])
    }
    let lines = table.lines(for: screen)
    return [lines[0]]
      + zip(lines.dropFirst(), report.announcements).map { line, row in
        colour(row.outcome).map { screen.styled(line, $0) } ?? line
      }
  }

  private static func colour(_ outcome: String) -> Style? {
    ["stale": .yellow, "refused": .red, "pending": .dim, "quiet": .dim][outcome]
  }

  private static func part(_ title: String, _ items: [String], _ screen: Screen) -> [String] {
    guard !items.isEmpty else { return [] }
    return ["", screen.styled(title, .bold)] + items.map { "  " + $0.printable }
  }

  private static func damaged(_ entry: DamagedRecord) -> String {
    "\(entry.id ?? "an entry without id") from \(entry.source), \(entry.firstSeen): \(entry.reason)"
  }

  private static func gone(_ row: RecipientRow) -> String {
    "\(row.channel): \(row.address ?? "(erased)") since \(row.since): \(row.reason ?? "")"
  }

  private static func event(_ event: PaperEventRecord) -> String {
    "\(event.id) \(event.at): \(event.event) \(event.detail)"
  }
}
