import Foundation
import Papers
import Terminal
import TestKit
import Testing

@testable import Assembly

@Suite struct `A review session` {
  private let rows = [
    ReviewRow(
      id: "2505.00001",
      title: "Éclair GRPO",
      score: 4,
      section: "Image",
      announced: Day("2025-05-30")
    ),
    ReviewRow(id: "2505.00002", title: "Video \u{1B}[31mreasoning", score: 9, section: "Video"),
    ReviewRow(id: "2505.00003", title: "漢字 שלום e\u{301} 👩‍👩‍👧", score: 6, section: "Image"),
  ]

  private func session(sort: ReviewSort = .date, filter: String = "") -> ReviewSession {
    ReviewSession(
      topic: "Robots",
      rows: rows,
      sections: ["Image", "Video"],
      sort: sort,
      filter: ReviewFilter(filter)
    )
  }

  private func record(_ id: String, _ state: String, outcome: String = "decided") -> DecisionRecord {
    DecisionRecord(id: id, outcome: outcome, state: state, title: nil)
  }

  private func type(_ text: String, into session: inout ReviewSession) -> [ReviewEffect] {
    var decoder = KeyDecoder()
    return decoder.feed(text.utf8).flatMap { session.press($0) }
  }

  @Test func `asks for the decision and goes on when it is stored, not before`() {
    var session = session()
    #expect(type("r", into: &session) == [.decide(.reject, id: "2505.00001", why: nil)])
    #expect(session.current?.id == "2505.00001")
    session.decided(.reject, record("2505.00001", "rejected"))
    #expect(session.current?.id == "2505.00002" && session.pile.count == 2 && session.decisions == 1)
  }

  @Test func `goes back to the paper whose decision or skip is undone`() {
    var session = session()
    session.decided(.reject, record("2505.00001", "rejected"))
    _ = type("s", into: &session)
    #expect(session.current?.id == "2505.00003")
    #expect(type("u", into: &session).isEmpty && session.current?.id == "2505.00002")
    #expect(type("u", into: &session) == [.decide(.undo, id: "2505.00001", why: nil)])
    session.decided(.undo, record("2505.00001", "pending"))
    #expect(session.current?.id == "2505.00001" && session.pile.count == 3 && session.decisions == 0)
    #expect(type("u", into: &session).isEmpty && session.message.contains("nothing to undo"))
  }

  @Test func `makes a note the reason of the next decision`() {
    var session = session()
    session.loaded(ReviewDetail(url: "https://arxiv.org/abs/2505.00001"), of: "2505.00001")
    #expect(type("noff topic\r", into: &session) == [.setNote(id: "2505.00001", "off topic")])
    session.noted("off topic")
    #expect(type("r", into: &session) == [.decide(.reject, id: "2505.00001", why: "off topic")])
  }

  @Test func `accepts into the section that was chosen`() {
    var session = session()
    #expect(type("cj\r", into: &session) == [.setSection(id: "2505.00001", "Video")])
    session.sectionSet("Video", of: "2505.00001")
    #expect(type("a", into: &session) == [.decide(.accept(section: "Video"), id: "2505.00001", why: nil)])
    #expect(type("c9", into: &session).isEmpty)
  }

  @Test func `proposes the section of the draft, and only those that the list has`() {
    #expect(Review.sections(listed: ["Image", "Video"], ruled: ["Omni", "Video"]) == ["Image", "Video"])
    #expect(Review.sections(listed: [], ruled: ["Omni", "Video"]) == ["Omni", "Video"])
    var session = session()
    var detail = ReviewDetail(url: "https://arxiv.org/abs/2505.00001")
    detail.draftSection = "Video"
    session.loaded(detail, of: "2505.00001")
    #expect(type("c\r", into: &session) == [.setSection(id: "2505.00001", "Video")])
  }

  @Test func `moves an accepted paper by a decision, so that its line follows`() {
    var session = ReviewSession(
      topic: "Robots",
      rows: [ReviewRow(id: "2505.00001", title: "Arm", score: 4, section: "Image", state: .accepted)],
      sections: ["Image", "Video"],
      sort: .date,
      filter: ReviewFilter("")
    )
    #expect(type("cj\r", into: &session) == [.decide(.accept(section: "Video"), id: "2505.00001", why: nil)])
    #expect(session.mode == .reading)
  }

  @Test func `sorts by score and section and stays on the paper`() {
    var session = session()
    _ = type("jt", into: &session)
    #expect(session.pile.sort == .score && session.current?.id == "2505.00002" && session.pile.position == 0)
    _ = type("t", into: &session)
    #expect(session.pile.position == 2)
    _ = type("kk", into: &session)
    #expect(session.current?.id == "2505.00003")
  }

  @Test(arguments: [
    ("", 3), ("grpo", 1), ("eclair", 1), ("#image", 2), (">6", 2), ("#image >5", 1), ("nothing", 0),
    (">x", 0),
  ])
  func `shows what the filter holds`(filter: String, count: Int) {
    #expect(session(filter: filter).pile.count == count)
    var typed = session()
    _ = type("f" + filter + "\r", into: &typed)
    #expect(typed.pile.count == count && typed.filterText == ReviewFilter(filter).text)
  }

  // A letter outside ASCII in the title takes the way that folds everything.
  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func `filters titles in ASCII as all others`(seed: UInt64) {
    var random = Seeded(seed)
    for _ in 0..<200 {
      let text = { (count: Int) in String((0..<count).map { _ in random.pick(Array("aAbBzZ[@`{-é")) }) }
      let title = text(6).replacing("é", with: "k")
      let word = text(Int.random(in: 1...3, using: &random))
      guard let test = ReviewFilter("#x " + word).test, let plain = ReviewFilter(word).test else { continue }
      #expect(
        plain(ReviewRow(id: "1", title: title, score: 1))
          == plain(ReviewRow(id: "1", title: title + " 漢", score: 1)),
        "\(word) in \(title)"
      )
      #expect(!test(ReviewRow(id: "1", title: title, score: 1)))
    }
  }

  @Test func `takes back only its own decision, and decides only what the person has seen`() throws {
    var session = session()
    var detail = ReviewDetail(url: "https://arxiv.org/abs/2505.00001")
    detail.verdicts = 2
    session.loaded(detail, of: "2505.00001")
    #expect(type("r", into: &session) == [.decide(.reject, id: "2505.00001", why: nil, seen: 2)])
    session.decided(.reject, record("2505.00001", "rejected"), seen: 2)
    #expect(type("u", into: &session) == [.decide(.undo, id: "2505.00001", why: nil, seen: 3)])
    session.decided(.undo, try overtaken("2505.00001", "accepted"), seen: 3)
    #expect(session.isFailure)
    #expect(session.message == "not undone: 2505.00001 is accepted since, by ben: off topic")
    #expect(session.decisions == 1 && session.current?.id == "2505.00002")
    #expect(type("u", into: &session).isEmpty && session.message.contains("nothing to undo"))
  }

  @Test func `shows a paper that somebody else has decided about, before it is decided anew`() throws {
    var session = session()
    var detail = ReviewDetail(url: "https://arxiv.org/abs/2505.00001")
    (detail.state, detail.verdicts) = (.pending, 0)
    session.loaded(detail, of: "2505.00001")
    session.decided(.accept(section: nil), try overtaken("2505.00001", "rejected"), seen: 0)
    #expect(session.message == "not decided: 2505.00001 is rejected since, by ben: off topic")
    #expect(session.decisions == 0 && session.current?.id == "2505.00001")
    #expect(session.missingDetail == "2505.00001", "it has to be read anew")
    (detail.state, detail.verdicts) = (.rejected, 1)
    session.loaded(detail, of: "2505.00001")
    #expect(text(session).contains("rejected"))
    #expect(
      type("a", into: &session) == [.decide(.accept(section: nil), id: "2505.00001", why: nil, seen: 1)]
    )
    _ = session.press(.control("l"))
    #expect(session.missingDetail == "2505.00001")
  }

  private func overtaken(_ id: String, _ state: String) throws -> DecisionRecord {
    let verdict = Verdict(
      topic: "robots",
      work: try #require(WorkID(id)),
      kind: .reject,
      who: "ben",
      at: .now,
      why: "off topic"
    )
    return DecisionRecord(
      id: id,
      outcome: "overtaken",
      state: state,
      title: nil,
      overtaken: VerdictRecord(verdict)
    )
  }

  private func text(_ session: ReviewSession, columns: Int = 80, rows: Int = 24) -> String {
    ReviewPage(session, Size(columns: columns, rows: rows), perMinute: nil).frame().lines
      .map(\.text).joined(separator: "\n")
  }

  @Test func `marks withdrawn papers and sorts them last`() {
    let rows = [
      ReviewRow(id: "1", title: "a", score: 9, section: "A", isWithdrawn: true),
      ReviewRow(id: "2", title: "b", score: 1, section: "B"),
      ReviewRow(id: "3", title: "c", score: 4, section: "A"),
    ]
    for sort in [ReviewSort.score, .section] {
      var session = ReviewSession(
        topic: "Robots",
        rows: rows,
        sections: [],
        sort: sort,
        filter: ReviewFilter()
      )
      #expect(!text(session).contains("withdrawn"))
      _ = session.press(.end)
      #expect(session.current?.id == "1")
      #expect(text(session).contains("pending · withdrawn · A"))
    }
  }

  @Test func `opens nothing when nothing is shown`() {
    var session = session(filter: "grpo")
    session.loaded(ReviewDetail(url: "https://arxiv.org/abs/2505.00001"), of: "2505.00001")
    _ = type("s", into: &session)
    #expect(session.current == nil)
    #expect(type("o", into: &session).isEmpty && session.message == "nothing is shown")
  }

  @Test func `keeps what a person wrote when the draft is refused, and says so before it takes another`()
    throws
  {
    var session = session()
    let file = try DraftFile("- a line")
    defer { file.remove() }
    session.draftRefused(file, of: "2505.00001", "no address")
    #expect(session.isFailure && session.message == "no address; e edits it again")
    #expect(type("e", into: &session) == [.edit(id: "2505.00001", "", file)])
    #expect(type("a", into: &session).isEmpty && session.isFailure)
    #expect(type("a", into: &session) == [.decide(.accept(section: nil), id: "2505.00001", why: nil)])
    #expect(session.refusedDrafts["2505.00001"]?.file == file)
    session.drafted("2505.00001")
    #expect(session.refusedDrafts.isEmpty && session.message == "the draft is kept")
  }

  @Test func `says that the line of an accepted paper stays when its draft is edited`() {
    var session = session()
    var detail = ReviewDetail(url: "https://arxiv.org/abs/2505.00001")
    detail.state = .accepted
    session.loaded(detail, of: "2505.00001")
    session.drafted("2505.00001")
    #expect(session.message.contains("the line that is in the list stays"))
  }

  @Test func `scrolls to the end and no further`() {
    var session = session()
    var detail = ReviewDetail(url: "https://arxiv.org/abs/2505.00001")
    detail.abstract = String(repeating: "An abstract of many words. ", count: 60)
    session.loaded(detail, of: "2505.00001")
    _ = type(String(repeating: " ", count: 30), into: &session)
    let page = ReviewPage(session, Size(columns: 100, rows: 10), perMinute: nil)
    session.settle(atMost: page.lastPage)
    let end = text(session, columns: 100, rows: 10)
    #expect(page.frame().lines.map(\.text).joined(separator: "\n") == end, "it was at the end already")
    _ = type("b", into: &session)
    #expect(text(session, columns: 100, rows: 10) != end)
  }

  @Test(arguments: [(40, 10), (80, 24), (200, 60)])
  func `shows every key on the help page, by scrolling`(columns: Int, rows: Int) {
    var session = session()
    _ = type("?", into: &session)
    var seen = ""
    for _ in 0..<20 {
      let page = ReviewPage(session, Size(columns: columns, rows: rows), perMinute: nil)
      session.settle(atMost: page.lastPage)
      #expect(page.frame().lines.dropFirst().dropLast().allSatisfy { !$0.text.contains("…") })
      seen += " " + page.frame().lines.map(\.text).joined(separator: " ")
      _ = type(" ", into: &session)
    }
    let words = Set(seen.split(separator: " "))
    for key in ReviewKey.all {
      #expect(
        Set((key.names.joined(separator: " ") + " " + key.help).split(separator: " ")).isSubset(of: words)
      )
    }
    _ = type("k", into: &session)
    #expect(session.mode != .reading)
    _ = type("q", into: &session)
    #expect(session.mode == .reading)
  }

  @Test func `shows what is typed at the end of a long note, and all of it afterwards`() throws {
    var session = session()
    session.loaded(ReviewDetail(url: "https://arxiv.org/abs/2505.00001"), of: "2505.00001")
    let note = (1...40).map { "word\($0)" }.joined(separator: " ")
    _ = type("n" + note, into: &session)
    let page = ReviewPage(session, Size(columns: 80, rows: 24), perMinute: nil).frame()
    let prompt = try #require(page.lines.dropLast().last).text
    #expect(prompt.hasPrefix("note: …") && prompt.hasSuffix("word39 word40"))
    #expect(page.cursor?.column == prompt.displayWidth)
    _ = session.press(.home)
    #expect(text(session).contains("note: word1 word2"))
    _ = session.press(.enter)
    session.noted(note)
    #expect(note.split(separator: " ").allSatisfy { text(session).contains($0) })
  }

  @Test func `lights only words that stand where they were found`() {
    let then = Match(field: .title, start: 4, length: 4, text: "GRPO")
    func lit(_ text: String) -> [String] {
      Lighting.pieces(of: text, [then]).map { $0.isLit ? "{\($0.text)}" : $0.text }
    }
    #expect(lit("The GRPO") == ["The ", "{GRPO}"])
    #expect(lit("Thé GRPO") == ["Thé GRPO"])
    #expect(lit("宽字符") == ["宽字符"])
    #expect(lit("The GR") == ["The GR"])
  }

  @Test func `never fails when nothing is left, whatever is pressed`() {
    for entry in ReviewKey.all {
      for key in entry.keys {
        var session = session(filter: "nothing")
        _ = session.press(key)
        _ = session.press(.enter)
        #expect(session.current == nil)
        #expect(!ReviewPage(session, Size(columns: 80, rows: 24), perMinute: nil).frame().lines.isEmpty)
      }
    }
  }

  @Test func `has one meaning a key`() {
    #expect(ReviewKey.byKey.count == ReviewKey.all.reduce(0) { $0 + $1.keys.count })
  }

  @Test func `of 100,000 candidates takes, gives back and moves by one`() {
    let many = (0..<100_000).map { ReviewRow(id: "\($0)", title: "t", score: Double($0 % 97)) }
    var pile = ReviewPile(many, sort: .score, filter: ReviewFilter())
    for _ in 0..<10 {
      guard let id = pile.current?.id else { continue }
      pile.take(id)
      pile.giveBack(id)
      pile.move(by: 1)
    }
    #expect(pile.count == 100_000 && pile.position == 10)
  }

  @Test(arguments: [(80, 24), (60, 20), (40, 10), (39, 10), (1, 1)])
  func `fits every terminal`(columns: Int, rows: Int) throws {
    var pages: [String] = []
    for keys in ["", "j", "jj", "?", "c", "nlong note"] {
      var session = session()
      var detail = ReviewDetail(url: "https://arxiv.org/abs/2505.00001")
      detail.authors = ["Jane Doe", "漢 字"]
      detail.abstract = String(repeating: "An abstract with \u{1B}[2J and 漢字. ", count: 30)
      detail.reasons = [
        Reason(
          rule: "groups.rl",
          points: 4,
          matches: [Match(field: .title, start: 8, length: 4, text: "GRPO")]
        )
      ]
      detail.draft = "- [2505] [Éclair] [Éclair GRPO](https://arxiv.org/abs/2505.00001)"
      session.loaded(detail, of: "2505.00001")
      _ = type(keys, into: &session)
      if let id = session.missingDetail { session.loaded(detail, of: id) }
      let frame = ReviewPage(session, Size(columns: columns, rows: rows), perMinute: 6).frame()
      #expect(frame.lines.count <= rows && frame.lines.allSatisfy { $0.width <= columns })
      pages.append("[\(keys)]\n" + frame.lines.map(marked).joined(separator: "\n"))
    }
    if columns >= 60 {
      try expectGolden(pages.joined(separator: "\n") + "\n", "review-\(columns).txt", file: golden)
    }
  }

  /// Golden files of the room stand together.
  private var golden: String { Checkout.path("Tests/Assembly/ReviewSessionTests.swift") }

  private func marked(_ spans: [Span]) -> String {
    spans.map { [.lit, .titleLit].contains($0.look) ? "{\($0.text)}" : $0.text }.joined()
  }
}

@Suite struct `Outside programs of a review` {
  @Test(arguments: [
    (["VISUAL": "code --wait", "EDITOR": "nano"], ["code", "--wait"]),
    (["VISUAL": " ", "EDITOR": "nano"], ["nano"]),
    ([:], ["vi"]),
  ])
  func `edit with what the environment names`(environment: [String: String], words: [String]) {
    #expect(DraftEditing(environment: environment).words == words)
  }

  @Test func `leave one line`() throws {
    #expect(try DraftEditing.line("a\n", before: "a", in: nil) == nil)
    #expect(try DraftEditing.line("\n", before: "a", in: nil) == nil)
    #expect(try DraftEditing.line("b\r\n\n", before: "a", in: nil) == "b")
    #expect(throws: DraftFault.self) { try DraftEditing.line("a\nb\n", before: "a", in: nil) }
  }

  @Test(arguments: [
    ("printf 'caf\\351\\n' > \"$1\"", "not UTF-8"), ("printf 'a\\nb\\n' > \"$1\"", "one line, not 2"),
    ("echo b > \"$1\"; exit 3", "ended with status 3"), ("yes | head -c 70000 > \"$1\"", "too long"),
  ])
  func `keep what they wrote when it is no draft`(script: String, reason: String) async throws {
    let place = try Workplace()
    try place.write("#!/bin/sh\n" + script, to: "editor.sh")
    let editing = DraftEditing(environment: ["EDITOR": "/bin/sh \(place.folder)/editor.sh"])
    let fault = try await #require(throws: DraftFault.self) { _ = try await editing.edit("a line") }
    #expect(fault.reason.contains(reason))
    let file = try #require(fault.file)
    #expect(FileManager.default.fileExists(atPath: file.path))
    try place.write("#!/bin/sh\necho better > \"$1\"", to: "editor.sh")
    let edited = try #require(try await editing.edit("a line", in: file))
    #expect(edited.line == "better" && edited.file == file)
    edited.file.remove()
  }

  @Test(arguments: [("true", nil), ("rm \"$1\"", "is gone"), ("exit 1", "ended with status 1")])
  func `leave nothing behind when they changed nothing`(script: String, reason: String?) async throws {
    let place = try Workplace()
    try place.write("#!/bin/sh\necho \"$1\" > \(place.folder)/path\n" + script, to: "editor.sh")
    let editing = DraftEditing(environment: ["EDITOR": "/bin/sh \(place.folder)/editor.sh"])
    do {
      #expect(try await editing.edit("a line") == nil)
      #expect(reason == nil)
    } catch {
      #expect(error.file == nil && error.reason.contains(reason ?? "no fault"))
    }
    let path = try place.read("path").trimmingCharacters(in: .newlines)
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func `open web addresses as a word of their own, and nothing else`() {
    let url = "https://arxiv.org/abs/1;rm"
    #expect(Browser(environment: ["BROWSER": "w %s -x:y"]).words(for: url) == ["w", url, "-x"])
    #expect(Browser(environment: ["DISPLAY": ":0"]).words(for: url) == ["xdg-open", url])
    #expect(Browser(environment: [:]).words(for: url) == nil)
    #expect(Browser(environment: ["BROWSER": "w"]).words(for: "--help") == nil)
  }
}
