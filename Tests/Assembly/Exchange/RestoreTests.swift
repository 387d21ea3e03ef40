import Foundation
import Papers
import Queueing
import TestKit
import Testing

@testable import Assembly

@Suite struct `A restore` {
  private let place: Workplace

  init() throws { place = try Workplace() }

  @Test func `makes an empty store the same again, byte for byte`() async throws {
    let report = try await place.take(ExchangeSamples.everything, as: .jsonLines)
    #expect(report.counts == [4, 4, 6, 0, 0])
    #expect(try await ExchangeSamples.exported(place.open()) == ExchangeSamples.everything)
  }

  @Test func `knows the section that an undo brings back`() async throws {
    let accept = #""before":"pending","id":"2505.00001","kind":"verdict","topic":"robots","verdict":"accept""#
    let former = #""before":"pending","former_section":{"chosen":false,"name":"Legs"},"#
    let file = ExchangeSamples.everything.replacing(
      accept,
      with: accept.replacing(#""before":"pending","#, with: former)
    )
    #expect(file != ExchangeSamples.everything)
    _ = try await place.take(file, as: .jsonLines)
    let installation = try place.open()
    #expect(try await ExchangeSamples.exported(installation) == file)
    let topic = try installation.configuration.topic(nil)
    let decisions = Decisions(installation, topic: topic, who: "ada")
    _ = try await decisions.decide(.undo, on: "2505.00001", why: nil, seen: nil)
    let candidate = try await Queue(installation, topic: topic).show("2505.00001")?.candidate
    #expect(candidate?.section == "Legs" && candidate?.state == "pending")
  }

  @Test func `changes nothing the second time`() async throws {
    _ = try await place.take(ExchangeSamples.everything, as: .jsonLines)
    let report = try await place.take(ExchangeSamples.everything, as: .jsonLines)
    #expect(report.counts == [0, 0, 0, 14, 0])
    #expect(try await ExchangeSamples.exported(place.open()) == ExchangeSamples.everything)
  }

  @Test func `publishes the same feeds`() async throws {
    _ = try await place.take(ExchangeSamples.everything, as: .jsonLines)
    let copy = try Workplace()
    _ = try await copy.take(try await ExchangeSamples.exported(place.open()), as: .jsonLines)
    for workplace in [place, copy] {
      let installation = try workplace.open()
      let topic = try installation.configuration.topic(nil)
      #expect(try await AfterVerdict(installation).publish(topic).isEmpty == false)
    }
    for feed in ["accepted", "candidates"] {
      let path = "feeds/robots/\(feed).atom"
      #expect(try place.read(path) == copy.read(path))
      #expect(try place.read(path).contains("2505.00001"))
    }
  }

  @Test func `goes on where the store's log ends`() async throws {
    let lines = ExchangeSamples.everything.split(separator: "\n")
    let before = lines.map { String($0) }.filter { !$0.contains(#""verdict":"accept""#) }
      .map { $0.contains("list_edit") ? pending($0) : $0 }
    _ = try await place.take(before.joined(separator: "\n"), as: .jsonLines)
    let report = try await place.take(ExchangeSamples.everything, as: .jsonLines)
    #expect(report.verdicts == 1 && report.conflicts.isEmpty)
    let store = try place.open().store
    let work = try #require(WorkID("2505.00001"))
    let candidate = try await store.candidate(topic: "robots", work: work, today: Day(number: 20_000))
    #expect(candidate?.state == .accepted)
    #expect(try await store.dueListDebts(topic: "robots").map(\.work) == [work])
  }

  /// The first candidate as it was before the decision.
  private func pending(_ line: String) -> String {
    line.replacing(#""accepted_at":"2025-05-29T06:00:00Z","#, with: "")
      .replacing(#""list_edit":{"state":"due","wanted":"in"},"#, with: "")
      .replacing(#""state":"accepted""#, with: #""state":"pending""#)
  }

  @Test func `keeps what is here, and says what differs`() async throws {
    _ = try await place.take(ExchangeSamples.everything, as: .jsonLines)
    let other = ExchangeSamples.everything
      .replacing(#""comment":"12 pages""#, with: #""comment":"13 pages""#)
      .replacing(#""note":"read it""#, with: #""note":"later""#)
      .replacing(#""why":"no arm""#, with: #""why":"no leg""#)
    let report = try await place.take(other, as: .jsonLines)
    let path = "\(place.folder)/in.jsonl"
    #expect(
      report.conflicts == [
        "\(path):1: 2505.00001: the paper is known with other words or another version; what is here stays",
        "\(path):5: 2505.00001: the candidate is known with other details; what is here stays",
        "\(path):13: 2505.00002: the log has other decisions; what is here stays",
      ]
    )
    #expect(try await ExchangeSamples.exported(place.open()) == ExchangeSamples.everything)
  }

  @Test(arguments: [
    (#"{"id":"2505.00009","title":"x","version":0}"#, "version: 0 is none"),
    (#"{"title":"x"}"#, "id: it is missing"), (#"{"id":"x"}"#, "id: “x” is no arXiv id"),
    (#"{"id":"2505.00009","state":"lost","title":"","topic":"t"}"#, "state: "),
    (#"{"id":"2505.00009","state":"deferred","title":"","topic":"t"}"#, "deferred_until: "),
    (
      #"{"id":"2505.00009","verdict":"accept","topic":"t","who":"a","at":"now"}"#,
      "at: “now” is no time like 2025-"
    ),
    ("[1]", "no JSON object of an export"), (#"{"id":"2505.00009""#, "no JSON object of an export"),
    (#"{"kind":"thing"}"#, "kind: “thing” is none of paper, candidate, "),
    (#"{"id":"2505.00009"}"#, "title: a paper needs one"),
    (#"{"id":"2505.00009","title":" "}"#, "title: a paper needs one"),
    (#"{"id":"2505.1754","title":"x"}"#, "id: “2505.1754” is short of a digit"),
    (
      #"{"id":"2505.1754","verdict":"accept","topic":"t","who":"a","at":"2025-05-29T06:00:00Z"}"#,
      "id: “2505.1754”"
    ),
    (#"{"id":"2505.00009","title":"x","announced":"26/05/2025"}"#, "announced: “26/05/2025” cannot be read"),
    (#"{"id":"2505.00009","title":"x","published":"yesterday"}"#, "published: “yesterday” cannot be read"),
    (#"{"id":"2505.00009","title":"x","version":"two"}"#, "version: a whole number is expected"),
    (
      #"{"id":"2505.00009","title":"","topic":"t","state":"foo"}"#,
      "state: it is none of pending, accepted, rejected, deferred"
    ),
    (
      #"{"id":"2505.00009","title":"","topic":"t","state":"pending","authors":["Ada"]}"#,
      "authors[0]: an object is expected"
    ),
    (
      #"{"id":"2505.00009","title":"","topic":"t","state":"pending","authors":"Ada"}"#,
      "authors: a list is expected"
    ),
    (
      #"{"id":"2505.00009","verdict":"love","topic":"t","who":"a","at":"2025-05-29T06:00:00Z"}"#,
      "verdict: it is none of accept, reject"
    ),
  ])
  func `stores nothing of a file with a bad row, and names the row`(_ row: String, _ reason: String)
    async throws
  {
    let before = try await ExchangeSamples.exported(place.open())
    let fault = await #expect(throws: InputError.self) {
      try await self.place.take(ExchangeSamples.everything + "\n" + row + "\n", as: .jsonLines)
    }
    #expect(fault?.line == 16)
    #expect(fault?.reason.hasPrefix(reason) == true, "\(String(describing: fault))")
    #expect(try await ExchangeSamples.exported(place.open()) == before)
  }

  /// The first candidate as it was a moment before the last decision of the log.
  private func torn() -> String {
    ExchangeSamples.everything.split(separator: "\n").map { line in
      line.contains("list_edit") ? pending(String(line)) : String(line)
    }
    .joined(separator: "\n")
  }

  @Test func `puts a candidate where its log ends, whatever its row says`() async throws {
    let report = try await place.take(torn(), as: .jsonLines)
    #expect(
      report.conflicts == [
        "\(place.folder)/in.jsonl:5: 2505.00001: the file has it pending, and its decisions end with accepted, which counts"
      ]
    )
    let store = try place.open().store
    let work = try #require(WorkID("2505.00001"))
    let candidate = try await store.candidate(topic: "robots", work: work, today: Day(number: 20_000))
    #expect(candidate?.state == .accepted)
    #expect(try await store.acceptances(topic: "robots").map(\.work).contains(work))
    #expect(try await store.dueListDebts(topic: "robots").map(\.work) == [work])
    let again = try await place.take(torn(), as: .jsonLines)
    #expect(again.counts == [0, 0, 0, 13, 0])
  }

  @Test func `gives an undone rejection its old date back`() async throws {
    let rejected = ExchangeSamples.everything
      .replacing(
        #""section_chosen":true,"state":"accepted""#,
        with: #""section_chosen":true,"state":"rejected""#
      )
    let log =
      #"{"after":"rejected","at":"2025-05-29T07:00:00Z","before":"accepted","id":"2505.00001","kind":"verdict","topic":"robots","verdict":"reject","who":"ada"}"#
    _ = try await place.take(rejected + log, as: .jsonLines)
    let undo =
      #"{"after":"accepted","at":"2025-05-29T08:00:00Z","before":"rejected","id":"2505.00001","kind":"verdict","topic":"robots","verdict":"undo","who":"ada"}"#
    let report = try await place.take("\(rejected)\(log)\n\(undo)\n", as: .jsonLines)
    #expect(report.verdicts == 1 && report.conflicts.isEmpty)
    let date = try await place.open().store.acceptances(topic: "robots")
      .first { $0.work.description == "2505.00001" }?.updated
    #expect(date == Date(rfc3339: "2025-05-29T06:00:00Z"))
  }

  @Test func `reports another state that no decision of the file explains`() async throws {
    _ = try await place.take(torn().split(separator: "\n").dropLast().joined(separator: "\n"), as: .jsonLines)
    let row = ExchangeSamples.everything.split(separator: "\n").first { $0.contains("list_edit") }
    let report = try await place.take(String(try #require(row)), as: .jsonLines)
    #expect(
      report.conflicts == [
        "\(place.folder)/in.jsonl:1: 2505.00001: it is pending here, and accepted in the file, which has no decision about it; "
          + "what is here stays"
      ]
    )
  }

  @Test func `names topics that the configuration does not have`() async throws {
    let row = #"{"authors":[],"id":"2505.00009","state":"pending","title":"A robot","topic":"nosuch"}"#
    let report = try await place.take(row, as: .jsonLines)
    #expect(report.unknownTopics == ["nosuch"] && report.candidates == 1)
    #expect(
      report.warnings.count == 1 && report.warnings[0].contains("the configuration has no topic nosuch")
    )
    let known = try await place.take(ExchangeSamples.everything, as: .jsonLines)
    #expect(known.unknownTopics == nil && known.warnings.isEmpty)
  }
}
