import Foundation
import Papers
import Terminal
import Testing

@testable import Assembly

/// A person at a queue of three papers.
protocol Sitting {}

extension Sitting {
  var rows: [ReviewRow] {
    [
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
  }

  func session(sort: ReviewSort = .date, filter: String = "") -> ReviewSession {
    ReviewSession(
      topic: "Robots",
      rows: rows,
      sections: ["Image", "Video"],
      sort: sort,
      filter: ReviewFilter(filter)
    )
  }

  func record(_ id: String, _ state: String, outcome: String = "decided") -> DecisionRecord {
    DecisionRecord(id: id, outcome: outcome, state: state, title: nil)
  }

  func type(_ text: String, into session: inout ReviewSession) -> [ReviewEffect] {
    var decoder = KeyDecoder()
    return decoder.feed(text.utf8).flatMap { session.press($0) }
  }

  func overtaken(_ id: String, _ state: String) throws -> DecisionRecord {
    let verdict = Verdict(
      topic: "robots",
      work: try #require(WorkID(id)),
      kind: .reject,
      who: "ben",
      at: Date(timeIntervalSince1970: 0),
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

  func text(_ session: ReviewSession, columns: Int = 80, rows: Int = 24) -> String {
    ReviewPage(session, Size(columns: columns, rows: rows), perMinute: nil).frame().lines
      .map(\.text).joined(separator: "\n")
  }
}
