import Foundation
import Papers
import Queueing
import Testing

@testable import Assembly

@Suite struct `The list after a decision` {
  @Test func `has the line of what was accepted, and nothing else changed`() async throws {
    let world = try await DeskWorld()
    let report = try await world.accept()
    #expect(try world.list == DeskWorld.withLine)
    #expect(report.records.first?.list?.action == "added")
    #expect(
      report.list?.lines == ["2505.00001: added, line 5 of \(world.place.folder)/list.md: \(DeskWorld.line)"]
    )
    #expect(try await world.due().isEmpty)
  }

  @Test(arguments: [
    ["topics[0].list.style.blank_lines=false"], ["topics[0].list.style.blank_lines=true"], [],
  ])
  func `has the identical bytes again after an undo`(_ overrides: [String]) async throws {
    for list in [DeskWorld.list, Self.tight, Self.tight + "\n", Self.windows] {
      let world = try await DeskWorld(overrides, list: list)
      _ = try await world.accept()
      #expect(try world.list != list)
      let report = try await world.decide(.undo, DeskWorld.walk)
      #expect(report.records.first?.list?.action == "removed")
      #expect(try world.list == list)
    }
  }

  private static let tight = """
    # Robots
    - [2503] [Leg] [Leg: walks](https://arxiv.org/abs/2503.00001)
    - [2504] [Arm] [Arm: grips](https://arxiv.org/abs/2504.00009)
    """
  private static let windows = DeskWorld.list.replacing("\n", with: "\r\n")

  @Test func `keeps a line that somebody changed, and says what to do`() async throws {
    let world = try await DeskWorld()
    _ = try await world.accept()
    let changed = DeskWorld.withLine.replacing("Walk: a robot]", with: "Walk: the robot]")
    try world.place.write(changed, to: "list.md")
    let report = try await world.decide(.undo, DeskWorld.walk)
    #expect(try world.list == changed)
    let waiting = try #require(report.records.first?.waiting)
    #expect(waiting.isFinal)
    #expect(waiting.reason.hasPrefix("line 5 of the list is not as it was written; take it out by hand: "))
    #expect(report.records.first?.state == "pending")
    try await world.round()
    let work = try #require(WorkID(DeskWorld.walk))
    let candidate = try await world.installation.store.candidate(
      topic: "robots",
      work: work,
      today: world.installation.today
    )
    #expect(candidate?.state == .pending, "the list does not outvote a person")
  }

  @Test func `has the line in another section when somebody chooses that`() async throws {
    let world = try await DeskWorld()
    _ = try await world.accept()
    let report = try await world.accept(in: "Legs")
    #expect(report.records.first?.list?.action == "moved")
    let wanted = DeskWorld.list.replacing("* [2503]", with: "\(DeskWorld.line)\n\n* [2503]")
    #expect(try world.list == wanted)
    #expect(try await world.accept(in: "Legs").records.first?.outcome == "unchanged")
    #expect(try await world.decide(.undo, DeskWorld.walk).records.first?.list?.action == "moved")
    #expect(try world.list == DeskWorld.withLine, "it is accepted as before")
    try await world.decide(.undo, DeskWorld.walk)
    #expect(try world.list == DeskWorld.list)
  }

  @Test(arguments: [Wish.reject, .undo])
  func `keeps an entry that came with it, and says that it is still there`(_ wish: Wish) async throws {
    for id in ["2504.00009", DeskWorld.walk] {
      let world = try await DeskWorld(list: DeskWorld.withLine)
      let report = try await world.decide(wish, id)
      #expect(try world.list == DeskWorld.withLine, "not even when it is just what would be drafted")
      let waiting = try #require(report.records.first?.waiting)
      #expect(waiting.isFinal && waiting.wanted == "out")
      let line = try #require(report.list?.waitingLines.first)
      #expect(line.contains("\(id): still listed: line "))
      #expect(line.contains("take it out by hand"))
    }
  }

  @Test func `names every paper that cannot be listed now, the latest first`() async throws {
    let world = try await DeskWorld()
    let path = "\(world.place.folder)/list.md"
    try FileManager.default.removeItem(atPath: path)
    for id in [DeskWorld.walk, "2505.00002"] { try await world.decide(.accept(section: nil), id) }
    let report = try await world.keep()
    #expect(report.waiting.map(\.id) == [DeskWorld.walk, "2505.00002"])
    #expect(report.waitingLines.count == 1)
    #expect(
      report.waitingLines.first?.hasPrefix("2505.00002, 2505.00001: not listed yet: list \(path)") == true
    )
    #expect(try await world.due().allSatisfy { $0.contains("in: list \(path)") })
  }

  @Test func `says so when a line of somebody else should move`() async throws {
    let world = try await DeskWorld()
    let other = DeskWorld.withLine.replacing("[Walk] ", with: "[Walker] ")
    try world.place.write(other, to: "list.md")
    let report = try await world.accept(in: "Legs")
    #expect(try world.list == other)
    let reason = try #require(report.records.first?.waiting?.reason)
    #expect(reason.hasPrefix("line 5 of the list already has the same paper: "))
  }

  @Test func `stays as it is for a listed paper about which nothing is stored`() async throws {
    let world = try await DeskWorld()
    try await world.decide(.reject, "2504.00009")
    let report = try await world.decide(.undo, "2504.00009")
    #expect(report.records.first?.waiting == nil)
    #expect(report.records.first?.state == "accepted")
    #expect(try await world.due().isEmpty)
    try await world.decide(.reject, "2504.00009")
    try world.place.write(DeskWorld.list.replacing("* [2504]", with: "[2504]"), to: "list.md")
    let again = try await world.decide(.undo, "2504.00009")
    #expect(
      again.records.first?.waiting?.reason
        == "nothing is stored about 2504.00009 to draft a line from; write it into the list by hand"
    )
  }

  @Test func `waits for a section that a person chose, and gets the line once it is there`() async throws {
    let world = try await DeskWorld()
    let report = try await world.accept(in: "Wheels")
    #expect(try world.list == DeskWorld.list)
    let reason = "the list has no section `Wheels`; it has: `Arms`, `Legs`"
    #expect(report.records.first?.waiting?.reason == reason)
    #expect(report.records.first?.waiting?.isFinal == false)
    #expect(report.isDue)
    #expect(try await !world.accept("2505.00002").isDue, "what others wait for is no matter of this one")
    #expect(report.list?.waitingLines == ["2505.00001: not listed yet: \(reason)"])
    #expect(report.list?.changeLines == [])
    #expect(try await world.due() == ["2505.00001 in: \(reason)"])
    try await world.decide(.undo, "2505.00002")
    try world.place.write(DeskWorld.list + "\n## Wheels\n", to: "list.md")
    try await world.round()
    #expect(try world.list == DeskWorld.list + "\n## Wheels\n\n\(DeskWorld.line)\n")
    #expect(try await world.due().isEmpty)
  }

  @Test func `takes the section with most entries for one that only the rules know`() async throws {
    let world = try await DeskWorld(["topics[0].rules.sections=[{name: Wheels}]"])
    _ = try await world.accept()
    #expect(try world.list == DeskWorld.withLine)
  }

  @Test func `is settled without a second line after a kill behind the writing`() async throws {
    let world = try await DeskWorld()
    try world.place.write(DeskWorld.withLine, to: "list.md")
    _ = try await world.accept()
    #expect(try world.list == DeskWorld.withLine)
    #expect(try await world.due().isEmpty)
    try await world.decide(.undo, DeskWorld.walk)
    #expect(try world.list == DeskWorld.list, "the line was ours")
  }

  @Test func `keeps the line of another person after an undo`() async throws {
    let world = try await DeskWorld()
    let other = DeskWorld.withLine.replacing("[Walk] ", with: "[Walker] ")
    try world.place.write(other, to: "list.md")
    _ = try await world.accept()
    let report = try await world.decide(.undo, DeskWorld.walk)
    #expect(try world.list == other)
    let reason = try #require(report.records.first?.waiting?.reason)
    #expect(reason.hasPrefix("line 5 of the list was written by somebody else; take it out by hand: "))
    #expect(try await world.due().isEmpty)
  }

  @Test func `loses a line that was put in by hand after an undo`() async throws {
    let world = try await DeskWorld()
    _ = try await world.accept("2505.00003")
    #expect(try world.list == DeskWorld.list)
    let drafts = try Drafts(world.installation, topic: world.topic)
    _ = try await drafts.insert("2505.00003", allowing: ["title"], isRehearsal: false)
    #expect(try world.list.contains("2505.00003"))
    let report = try await world.decide(.undo, "2505.00003")
    #expect(report.records.first?.list?.action == "removed")
    #expect(try world.list == DeskWorld.list)
  }

  @Test func `never gets a title twice, until somebody decides anew`() async throws {
    let world = try await DeskWorld()
    let report = try await world.accept("2505.00003")
    #expect(try world.list == DeskWorld.list)
    let waiting = try #require(report.records.first?.waiting)
    #expect(waiting.isFinal)
    #expect(waiting.reason.hasPrefix("line 11 of the list already has the same title: "))
    try world.place.write(DeskWorld.list.replacing("a thing that walks", with: "a walker"), to: "list.md")
    try await world.round()
    #expect(try !world.list.contains("2505.00003"))
    #expect(try await world.accept("2505.00003").records.first?.outcome == "decided")
    #expect(
      try world.list.contains("* [2505] [Leg] [Leg: a thing that walks](https://arxiv.org/abs/2505.00003)\n")
    )
    #expect(try await world.accept("2505.00003").records.first?.outcome == "unchanged")
  }

  @Test func `is not touched while it is not UTF-8, and gets the line afterwards`() async throws {
    let world = try await DeskWorld()
    let path = "\(world.place.folder)/list.md"
    var bytes = Array(DeskWorld.list.utf8)
    bytes.insert(0xE9, at: 10)
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let report = try await world.accept()
    #expect(try Array(Data(contentsOf: URL(fileURLWithPath: path))) == bytes)
    #expect(report.failure != nil)
    let reason = "line 3 of the list is not UTF-8; `gleaner list check` names every such line"
    #expect(try await world.due() == ["2505.00001 in: \(reason)"])
    let drafts = try Drafts(world.installation, topic: world.topic)
    await #expect(throws: (any Error).self) { try await drafts.insert(DeskWorld.walk, isRehearsal: false) }
    #expect(try Array(Data(contentsOf: URL(fileURLWithPath: path))) == bytes)
    try world.place.write(DeskWorld.list, to: "list.md")
    try await world.round()
    #expect(try world.list == DeskWorld.withLine)
  }

  @Test func `has a line as a person wrote it, word for word`() async throws {
    let world = try await DeskWorld()
    let work = try #require(WorkID(DeskWorld.walk))
    let line = "*   [2505] [WALK!] [Walk](https://arxiv.org/pdf/2505.00001v1)  — read *this*"
    #expect(try await world.installation.store.setDraft(line, topic: "robots", work: work))
    _ = try await world.accept()
    #expect(try world.list == DeskWorld.withLine.replacing(DeskWorld.line, with: line))
    try await world.decide(.undo, DeskWorld.walk)
    #expect(try world.list == DeskWorld.list)
  }

  @Test(arguments: [
    (
      "* [Walk](https://arxiv.org/abs/2505.00002)",
      "the line should link to 2505.00001, it links to 2505.00002"
    ),
    ("Walk", "this is no entry of the list"),
    ("* [Walk](https://arxiv.org/abs/2505.00001)\n* x", "an entry is one line"),
  ])
  func `refuses a line that cannot be an entry of the paper`(_ line: String, _ reason: String) async throws {
    let world = try await DeskWorld()
    let work = try #require(WorkID(DeskWorld.walk))
    #expect(try await world.installation.store.setDraft(line, topic: "robots", work: work))
    let report = try await world.accept()
    #expect(report.records.first?.waiting?.reason.hasPrefix(reason) == true)
    #expect(try world.list == DeskWorld.list)
  }
}
