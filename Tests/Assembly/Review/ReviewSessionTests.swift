import Papers
import Terminal
import TestKit
import Testing

@testable import Assembly

@Suite struct `A review session`: Sitting {
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
}
