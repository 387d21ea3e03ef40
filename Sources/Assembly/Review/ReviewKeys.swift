internal import Terminal

/// What a key does in the review session. The one list feeds the dispatch, the help page and the documentation's test.
package struct ReviewKey: Sendable {
  /// As the help page names them.
  package let names: [String]
  package let help: String
  /// A word for the last line of the screen; nil when it is only on the help page.
  let short: String?
  let keys: [Key]
  let press: @Sendable (inout ReviewSession) -> [ReviewEffect]

  package static let all: [ReviewKey] = [
    .letter("a", "accept", "accept; the line goes into the list") {
      $0.decide(.accept(section: $0.chosenSection))
    },
    .letter("r", "reject", "reject") { $0.decide(.reject) },
    .letter("d", "defer", "defer for a week") { $0.decide(.defer(until: "7d")) },
    .letter("D", nil, "defer until a day or for a time you write") { $0.ask(.deferral, "7d") },
    .letter("s", "skip", "skip: leave it undecided, not shown again in this session") { $0.skip() },
    .letter("u", "undo", "undo the last decision or skip of this session") { $0.undo() },
    .letter("n", "note", "note; it becomes the reason of the next decision") { $0.ask(.note, $0.note) },
    .letter("c", "section", "choose the section of the list") { $0.choose() },
    .letter("e", "edit", "edit the draft of the list's line in $VISUAL or $EDITOR") { $0.edit() },
    .letter("o", "open", "open in the browser, or show the address") { $0.open() },
    .letter("t", "sort", "sort by date, score or section, in turn") { $0.sortNext() },
    .letter("f", "filter", "filter: words of the title, #section, >score; empty shows all") {
      $0.ask(.filter, $0.filterText)
    },
    .moving(["j", "↓"], [.character("j"), .down], "next paper") { $0.move(by: 1) },
    .moving(["k", "↑"], [.character("k"), .up], "previous paper") { $0.move(by: -1) },
    .moving(["Home"], [.home], "first paper") { $0.move(by: -Int(Int32.max)) },
    .moving(["End"], [.end], "last paper") { $0.move(by: Int(Int32.max)) },
    .moving(["Space", "PgDn"], [.character(" "), .pageDown], "scroll down") { $0.scroll(by: 1) },
    .moving(["b", "PgUp"], [.character("b"), .pageUp], "scroll up") { $0.scroll(by: -1) },
    .letter("?", "help", "this page") { $0.showHelp() },
    .letter("q", "quit", "quit; waits until the list and the feeds are written") { _ in [.quit] },
    .moving(["^C"], [.control("c")], "quit at once; decisions are stored, the next round does the rest") {
      _ in
      [.abandon]
    },
    .moving(["^Z"], [.control("z")], "stop; fg goes on") { _ in [.suspend] },
    .moving(["^L"], [.control("l")], "read the paper and draw the screen anew") { $0.lookAgain() },
  ]

  static let byKey = Dictionary(all.flatMap { entry in entry.keys.map { ($0, entry) } }) { first, _ in first }

  private static func letter(
    _ letter: Character,
    _ short: String?,
    _ help: String,
    press: @escaping @Sendable (inout ReviewSession) -> [ReviewEffect]
  ) -> ReviewKey {
    ReviewKey(names: [String(letter)], help: help, short: short, keys: [.character(letter)], press: press)
  }

  private static func moving(
    _ names: [String],
    _ keys: [Key],
    _ help: String,
    press: @escaping @Sendable (inout ReviewSession) -> [ReviewEffect]
  ) -> ReviewKey {
    ReviewKey(names: names, help: help, short: nil, keys: keys, press: press)
  }
}

/// What the session wants done; whoever runs it reports back.
enum ReviewEffect: Equatable, Sendable {
  /// `seen`: how many verdicts the person knows of; nil for whatever there are.
  case decide(Wish, id: String, why: String?, seen: Int? = nil)
  case setNote(id: String, String?)
  case setSection(id: String, String)
  /// The line to edit, empty when there is none yet, and what the person wrote before and was refused.
  case edit(id: String, String, DraftFile? = nil)
  case open(String)
  case quit, abandon, suspend, redraw
}
