import Assembly
import Terminal

/// An explanation: the texts with what counted lit, then the sum.
enum ExplanationPage {
  static func lines(_ explanation: Explanation, for screen: Screen) -> [String] {
    let width = CandidatePage.width(screen)
    var lines = lit(explanation.lit(explanation.title, field: "title"), width: width, screen, base: .bold)
    lines.append("")
    lines += lit(explanation.lit(explanation.abstract, field: "abstract"), width: width, screen, base: nil)
    lines.append("")
    for reason in explanation.reasons {
      lines.append(ReasonLine.text(reason))
      if reason.rule == explanation.learnedRule { lines += movers(explanation.learned ?? [], width: width) }
    }
    let total = explanation.score.pointsText
    lines.append(
      screen.styled(String(repeating: " ", count: max(0, 6 - total.count)) + total + "  score", .bold)
    )
    let verdict = explanation.refusal.map { "no candidate: \($0)" } ?? "candidate"
    let section = explanation.section.map { ", section \($0)" } ?? ""
    lines.append(
      screen.styled(verdict.printable, explanation.refusal == nil ? .green : .yellow) + section.printable
    )
    return lines
  }

  /// What moved the learned points, a few to a line.
  private static func movers(_ movers: [MoverRecord], width: Int) -> [String] {
    let texts = movers.map { mover in
      "“\(mover.name)” \(mover.points.signedText)"
    }
    return texts.joined(separator: ", ").printable.wrapped(to: width - 8)
      .map { String(repeating: " ", count: 8) + $0 }
  }

  /// Breaks lines by the plain words and lights them afterwards, so that styles take no columns. Without colours
  /// the words are set in brackets.
  private static func lit(
    _ pieces: [(text: String, isLit: Bool)],
    width: Int,
    _ screen: Screen,
    base: Style?
  ) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    for (shown, isLit, joins) in words(pieces, bracketed: !screen.hasColor) {
      if used > 0, !joins, used + 1 + shown.displayWidth > width {
        lines.append(line)
        (line, used) = ("", 0)
      }
      if used > 0, !joins {
        line += " "
        used += 1
      }
      let style: Style? = isLit ? .yellow : base
      line += style.map { screen.styled(shown, $0) } ?? shown
      used += shown.displayWidth
    }
    return used > 0 ? lines + [line] : lines
  }

  /// The words with whether each is lit, and whether it follows the one before without a space.
  private static func words(
    _ pieces: [(text: String, isLit: Bool)],
    bracketed: Bool
  ) -> [(word: String, isLit: Bool, joins: Bool)] {
    var result: [(word: String, isLit: Bool, joins: Bool)] = []
    var endsWithSpace = true
    for piece in pieces {
      let plain = piece.text.printable
      let text = piece.isLit && bracketed ? "[\(plain)]" : plain
      for (index, word) in text.split(separator: " ").enumerated() {
        let joins = index == 0 && !endsWithSpace && !text.hasPrefix(" ")
        result.append((String(word), piece.isLit, joins))
      }
      endsWithSpace = text.hasSuffix(" ")
    }
    return result
  }
}
