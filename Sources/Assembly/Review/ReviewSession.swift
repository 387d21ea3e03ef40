internal import Foundation
internal import Papers
internal import Terminal

/// A person at the queue, as a value: what is shown, and what a key asks for. It does nothing itself.
struct ReviewSession: Sendable {
  /// What the keys go to.
  enum Mode: Equatable, Sendable {
    case reading
    /// How many pages it is scrolled.
    case help(Int)
    case asking(Question, LineEditor)
    case choosing(Int)
  }

  enum Question: String, Sendable {
    case note, filter
    case deferral = "defer until"
  }

  /// What undo takes back; a decision only while there are as many verdicts as there were then.
  private enum Done: Equatable, Sendable {
    case decided(String, verdicts: Int?)
    case skipped(String)

    var decision: String? { if case .decided(let id, _) = self { id } else { nil } }
  }

  let topic: String
  let sections: [String]
  private(set) var pile: ReviewPile
  private(set) var mode = Mode.reading
  private(set) var message = ""
  private(set) var isFailure = false
  /// How many things have failed.
  private(set) var failures = 0
  private(set) var decisions = 0
  /// What was decided about or taken back.
  private(set) var touched: Set<String> = []
  private(set) var detail: ReviewDetail?
  /// Pages by which the text is scrolled.
  private(set) var scrolling = 0
  private var detailID: String?
  private var history: [Done] = []
  private var chosen: [String: String] = [:]
  private(set) var refusedDrafts: [String: RefusedDraft] = [:]

  init(topic: String, rows: [ReviewRow], sections: [String], sort: ReviewSort, filter: ReviewFilter) {
    self.topic = topic
    self.sections = sections
    pile = ReviewPile(rows, sort: sort, filter: filter)
  }

  var current: ReviewRow? { pile.current }
  var chosenSection: String? { current.flatMap { chosen[$0.id] } }
  var note: String { detail?.note ?? "" }
  var filterText: String { pile.filter.text }
  /// The candidate whose detail has to be read before the next picture; nil when it is there.
  var missingDetail: String? { current?.id == detailID ? nil : current?.id }
  private var state: State? { (missingDetail == nil ? detail?.state : nil) ?? current?.state }
  private var seen: Int? { missingDetail == nil ? detail?.verdicts : nil }

  mutating func press(_ key: Key) -> [ReviewEffect] {
    switch mode {
    case .reading: return pressReading(key)
    case .help(let page):
      mode = Self.helpMoves[key].map { .help(max(0, page + $0)) } ?? .reading
      return key == .control("c") ? [.abandon] : []
    case .asking(let question, var editor):
      let answer = editor.press(key)
      mode = answer == .editing ? .asking(question, editor) : .reading
      return answer == .done ? answered(question, editor.text) : []
    case .choosing(let index): return pressChoosing(key, index)
    }
  }

  private static let helpMoves: [Key: Int] = [
    .character(" "): 1, .pageDown: 1, .character("j"): 1, .down: 1,
    .character("b"): -1, .pageUp: -1, .character("k"): -1, .up: -1,
  ]

  private mutating func pressReading(_ key: Key) -> [ReviewEffect] {
    (message, isFailure) = ("", false)
    guard let entry = ReviewKey.byKey[key] else {
      if case .character = key { message = "no such key; ? shows all" }
      return []
    }
    return entry.press(&self)
  }

  private mutating func pressChoosing(_ key: Key, _ index: Int) -> [ReviewEffect] {
    switch key {
    case .escape, .character("q"), .control("c"): mode = .reading
    case .down, .character("j"): mode = .choosing(min(sections.count - 1, index + 1))
    case .up, .character("k"): mode = .choosing(max(0, index - 1))
    case .home: mode = .choosing(0)
    case .end: mode = .choosing(sections.count - 1)
    case .enter: return chose(index)
    case .character(let digit):
      guard let number = digit.wholeNumberValue, (1...9).contains(number) else { return [] }
      return chose(number - 1)
    default: break
    }
    return []
  }

  private mutating func chose(_ index: Int) -> [ReviewEffect] {
    guard let current, sections.indices.contains(index) else { return [] }
    mode = .reading
    // Its line has to move, which is a decision.
    if state == .accepted { return decide(.accept(section: sections[index])) }
    return [.setSection(id: current.id, sections[index])]
  }

  private mutating func answered(_ question: Question, _ text: String) -> [ReviewEffect] {
    let text = text.trimmingCharacters(in: .whitespaces)
    switch question {
    case .filter:
      pile.narrow(ReviewFilter(text))
      scrolling = 0
      return []
    case .deferral: return text.isEmpty ? [] : decide(.defer(until: text))
    case .note: return current.map { [.setNote(id: $0.id, text.isEmpty ? nil : text)] } ?? []
    }
  }
}

/// What keys do.
extension ReviewSession {
  mutating func decide(_ wish: Wish) -> [ReviewEffect] {
    guard let current else { return say("nothing left to decide about") }
    if case .accept = wish, refusedDrafts[current.id]?.isNamed == false {
      refusedDrafts[current.id]?.isNamed = true
      failed("what you wrote is no entry yet: e edits it again, a takes the line below instead")
      return []
    }
    return [.decide(wish, id: current.id, why: detail?.note, seen: seen)]
  }

  mutating func skip() -> [ReviewEffect] {
    guard let id = current?.id else { return say("nothing left to skip") }
    pile.take(id)
    history.append(.skipped(id))
    scrolling = 0
    return say("skipped \(id)")
  }

  mutating func undo() -> [ReviewEffect] {
    switch history.last {
    case nil: return say("nothing to undo in this session; `gleaner undo ID` goes further back")
    case .decided(let id, let seen): return [.decide(.undo, id: id, why: nil, seen: seen)]
    case .skipped(let id):
      history.removeLast()
      pile.giveBack(id)
      scrolling = 0
      return say("\(id) is back")
    }
  }

  mutating func ask(_ question: Question, _ text: String) -> [ReviewEffect] {
    guard question == .filter || current != nil else { return say("nothing is shown") }
    mode = .asking(question, LineEditor(text))
    return []
  }

  mutating func choose() -> [ReviewEffect] {
    guard current != nil, !sections.isEmpty else { return say("there are no sections to choose from") }
    let likely = chosenSection ?? detail?.draftSection ?? current?.section
    mode = .choosing(likely.flatMap { sections.firstIndex(of: $0) } ?? 0)
    return []
  }

  mutating func edit() -> [ReviewEffect] {
    guard let current else { return say("nothing is shown") }
    return [.edit(id: current.id, detail?.draft ?? "", refusedDrafts[current.id]?.file)]
  }

  mutating func open() -> [ReviewEffect] {
    guard current != nil, let detail else { return say("nothing is shown") }
    return [.open(detail.url)]
  }

  mutating func sortNext() -> [ReviewEffect] {
    pile.arrange(pile.sort.next)
    return say("sorted by \(pile.sort.rawValue)")
  }

  mutating func move(by step: Int) -> [ReviewEffect] {
    pile.move(by: step)
    scrolling = 0
    return []
  }

  mutating func scroll(by pages: Int) -> [ReviewEffect] {
    scrolling = max(0, scrolling + pages)
    return []
  }

  mutating func showHelp() -> [ReviewEffect] {
    mode = .help(0)
    return []
  }

  mutating func lookAgain() -> [ReviewEffect] {
    detailID = nil
    return [.redraw]
  }

  private mutating func say(_ text: String) -> [ReviewEffect] {
    message = text
    return []
  }
}

/// What became of effects.
extension ReviewSession {
  mutating func loaded(_ detail: ReviewDetail?, of id: String) {
    self.detail = detail
    detailID = id
  }

  /// `seen`: how many verdicts there were before.
  mutating func decided(_ wish: Wish, _ record: DecisionRecord, seen: Int? = nil) {
    // What an undo brings back may be the paper that is shown already, and its state is another one.
    detailID = nil
    let isUndo = wish == .undo
    if isUndo { history.removeLast(history.last?.decision == record.id ? 1 : 0) }
    let state = record.state ?? "unknown"
    if let other = record.overtaken {
      let why = other.why.map { ": \($0)" } ?? ""
      return failed(
        "not \(isUndo ? "undone" : "decided"): \(record.id) is \(state) since, by \(other.who)\(why)"
      )
    }
    touched.insert(record.id)
    switch wish {
    case .undo:
      pile.giveBack(record.id)
      decisions = max(0, decisions - (record.isDecided ? 1 : 0))
      said("undone: \(record.id) is \(state) again")
    default:
      pile.take(record.id)
      if record.isDecided {
        history.append(.decided(record.id, verdicts: seen.map { $0 + 1 }))
        decisions += 1
      }
      said(record.isDecided ? "\(state): \(record.id)" : "\(record.id): \(record.outcome), \(state)")
    }
    scrolling = 0
  }

  mutating func noted(_ note: String?) {
    detail?.note = note
    said(note == nil ? "no note" : "noted; it will be the reason of the next decision")
  }

  mutating func sectionSet(_ section: String, of id: String) {
    chosen[id] = section
    detailID = nil
    said("section: \(section)")
  }

  mutating func drafted(_ id: String) {
    let isListed = id == current?.id && state == .accepted
    refusedDrafts[id] = nil
    detailID = nil
    said(
      "the draft is kept" + (isListed ? "; the line that is in the list stays as it is until it moves" : "")
    )
  }

  mutating func draftIsAsItWas(_ id: String) {
    refusedDrafts[id] = nil
    said("the draft is as it was")
  }

  /// The text a person wrote is offered again, not lost.
  mutating func draftRefused(_ file: DraftFile, of id: String, _ reason: String) {
    refusedDrafts[id] = RefusedDraft(file: file, reason: reason)
    failed("\(reason); e edits it again")
  }

  /// What is shown scrolls no further than to its end.
  mutating func settle(atMost pages: Int) {
    if case .help(let page) = mode {
      mode = .help(min(page, pages))
    } else {
      scrolling = min(scrolling, pages)
    }
  }

  var isScrolled: Bool { if case .help(let page) = mode { page > 0 } else { scrolling > 0 } }

  mutating func said(_ text: String) { (message, isFailure) = (text, false) }

  mutating func failed(_ text: String) {
    (message, isFailure) = (text, true)
    failures += 1
  }
}
