import Foundation
import Papers
import Queueing
import Reviewing
import Testing

@Suite struct `Undo` {
  let session: Session

  init() async throws { session = try await Session() }

  /// Undoes until there is nothing left, and says what it came by.
  private func undoAll() async throws -> [String] {
    var said: [String] = []
    while said.count < 20 {
      said.append(try await session.say(.undo))
      if said.last?.hasPrefix("nothing") == true { break }
    }
    return said
  }

  @Test func `walks back step by step, through deferrals with their days`() async throws {
    try await session.decide(.defer(until: try day("2026-03-20")))
    try await session.decide(.defer(until: try day("2026-03-25")))
    try await session.decide(.accept(section: nil))
    try await session.decide(.reject)
    #expect(
      try await undoAll() == [
        "decided: accepted", "decided: deferred until 2026-03-25", "decided: deferred until 2026-03-20",
        "decided: pending", "nothing to undo: pending",
      ]
    )
    #expect(try await session.log().suffix(4).allSatisfy { $0.hasPrefix("undo by ada") })
    #expect(try await session.log().count == 8)
  }

  @Test func `goes on from what was decided after an undo`() async throws {
    try await session.decide(.accept(section: nil))
    try await session.decide(.reject)
    #expect(try await session.say(.undo) == "decided: accepted")
    try await session.decide(.defer(until: try day("2026-03-20")))
    try await session.decide(.reject)
    #expect(
      try await undoAll() == [
        "decided: deferred until 2026-03-20", "decided: accepted", "decided: pending",
        "nothing to undo: pending",
      ]
    )
  }

  @Test func `of what followed a deferral whose day has come makes it pending`() async throws {
    try await session.decide(.defer(until: try day("2026-03-05")))
    session.sleep(days: 3)
    #expect(try await session.say(.reject) == "decided: rejected")
    #expect(try await session.say(.undo) == "decided: pending")
    #expect(
      try await session.log().suffix(2) == [
        "reject by ada: pending → rejected", "undo by ada: rejected → pending",
      ]
    )
  }

  @Test func `gives back a day that has come meanwhile as pending`() async throws {
    try await session.decide(.defer(until: try day("2026-03-05")))
    try await session.decide(.reject)
    session.sleep(days: 3)
    #expect(try await session.say(.undo) == "decided: pending")
  }

  @Test func `of a decision that somebody else has answered meanwhile is none`() async throws {
    try await session.decide(.accept(section: nil))
    #expect(try await session.say(.reject, seen: 0) == "overtaken by ada: accepted")
    #expect(try await session.say(.reject, seen: 1) == "decided: rejected")
    #expect(try await session.say(.undo, seen: 1) == "overtaken by ada: rejected")
    #expect(try await session.log().count == 2)
    #expect(try await session.say(.undo, seen: 2) == "decided: accepted")
  }

  @Test func `gives back the section, and whether a person had chosen it`() async throws {
    func section() async throws -> FormerSection {
      let candidate = try #require(
        try await session.store.candidate(
          topic: "reading",
          work: session.candidate,
          today: try day("2026-03-04")
        )
      )
      return FormerSection(name: candidate.section, isChosen: candidate.isSectionChosen)
    }
    let sections: [String?] = [nil, "Audio", "Video", nil]
    for section in sections { try await session.decide(.accept(section: section)) }
    #expect(try await section() == FormerSection(name: "Video", isChosen: true))
    #expect(try await session.say(.undo) == "decided: accepted")
    #expect(try await section() == FormerSection(name: "Audio", isChosen: true))
    #expect(try await session.say(.undo) == "decided: accepted")
    #expect(try await section() == FormerSection(name: "Vision", isChosen: false))
    #expect(try await session.say(.undo) == "decided: pending")
  }

  @Test func `takes the entry out of the accepted feed and puts it back`() async throws {
    func feed() async throws -> [WorkID] {
      try await session.store.acceptances(topic: "reading").map(\.work)
    }
    try await session.decide(.accept(section: nil))
    #expect(try await feed() == [session.candidate])
    try await session.decide(.reject)
    #expect(try await feed().isEmpty)
    try await session.decide(.undo)
    #expect(try await feed() == [session.candidate])
    try await session.decide(.undo)
    #expect(try await feed().isEmpty)
  }

  @Test func `takes back what the list brought in, for good`() async throws {
    let work = try #require(WorkID("https://github.com/example/reader"))
    let entry = Entry(work: work, title: "reader", url: work.pageURL, line: 1)
    let listed = ListedEntry(entry: entry, date: try day("2026-03-01").startUTC)
    func importList() async throws -> ListImport {
      try await session.store.importList([listed], topic: "reading", at: try day("2026-03-04").startUTC)
    }
    #expect(try await importList().admitted == 1)
    #expect(try await session.say(.undo, on: work) == "decided: pending")
    #expect(try await importList().contradicted == [work.description])
    #expect(try await session.say(.undo, on: work) == "nothing to undo: pending")
  }

  @Test func `takes back what the rules let expire, for good`() async throws {
    let policy = ProposalPolicy(topic: "reading", daily: nil, lookback: 21)
    let calendar = try AnnouncementCalendar()
    for rulebook in ["second", "third"] {
      _ = try await session.store.appraise(topic: "reading", rulebook: rulebook) { _ in
        Appraisal(reasons: [], section: nil, refusal: "score 0 < 6")
      }
      _ = try await session.store.propose(policy, calendar: calendar, at: try day("2026-03-04").startUTC)
      guard rulebook == "second" else { continue }
      #expect(try await session.log() == ["expire by rules: pending → rejected"])
      #expect(try await session.say(.undo) == "decided: pending")
    }
    #expect(
      try await session.log() == ["expire by rules: pending → rejected", "undo by ada: rejected → pending"]
    )
  }
}
