import Foundation
import Notifying
import Papers
import Queueing
import TestKit
import Testing

@testable import Assembly

@Suite struct `A restored store` {
  private let place: Workplace
  private let copy: Workplace

  init() throws {
    place = try Workplace()
    copy = try Workplace()
  }

  private static let daily = DigestSource(
    topic: "robots",
    name: "daily",
    logs: [.proposal],
    changes: true
  )

  private func material(_ store: Store) async throws -> DigestMaterial {
    let now = try #require(Date(rfc3339: "2025-05-30T06:00:00Z"))
    return try await store.preview(Self.daily, floor: try #require(Day("2025-05-20")), at: now)
  }

  /// What `export --all` writes of digests: one told, one on its way, somebody who left and somebody erased.
  private func rows(print: String = "aa", ben: String = "bb", salt: String = Self.salt) -> String {
    """
    {"at":"2025-05-29T00:00:00Z","detail":"v2","event":"version","id":"2505.00001","kind":"event","recorded_at":"2025-05-29T08:00:00Z"}
    {"kind":"salt","value":"\(salt)"}
    {"address":"ada@example.org","channel":"mail","fingerprint":"\(print)","kind":"recipient","last_delivery":"2025-05-29T18:30:01Z","since":"2025-05-28T06:00:00Z","state":"active"}
    {"address":"ben@example.org","channel":"mail","fingerprint":"\(ben)","kind":"recipient","reason":"unsubscribed by hand","since":"2025-05-29T07:00:00Z","state":"unsubscribed"}
    {"channel":"mail","fingerprint":"cc","kind":"recipient","reason":"erased","since":"2025-05-29T07:00:00Z","state":"unsubscribed"}
    {"content":{"changes":[],"due":"2025-05-29T18:30:00Z","id":"robots/daily/2025-05-29","name":"daily","sections":[],"subject":"Robots","topic":"robots","topicTitle":"Robots"},"day":"2025-05-29","fixed_at":"2025-05-29T18:30:00Z","kind":"digest","name":"daily","topic":"robots"}
    {"kind":"progress","last_day":"2025-05-29","last_due":"2025-05-29T18:30:00Z","name":"daily","since":"2025-05-28T06:00:00Z","topic":"robots"}
    {"digest":"robots/daily/2025-05-29","id":"2505.00001","kind":"told","log":"proposal","name":"daily","topic":"robots"}
    {"detail":"v2","event":"version","id":"2505.00001","kind":"told_change","name":"daily","topic":"robots"}
    {"attempts":1,"channel":"mail","digest":"robots/daily/2025-05-29","fingerprint":"\(print)","key":"2025-05-29.1","kind":"delivery","next_attempt":"2025-05-29T18:30:00Z","parts_done":0,"state":"pending"}

    """
  }

  private static let salt = Data((0..<32).map { UInt8($0) }).base64EncodedString()

  private func deliveries(_ workplace: Workplace) async throws -> [String] {
    try await workplace.open().store.deliveries().map { "\($0.key) \($0.address ?? "?") \($0.state)" }
  }

  private func states(_ workplace: Workplace) async throws -> [String] {
    try await workplace.open().store.recipients().map { "\($0.address ?? "erased") \($0.state)" }.sorted()
  }

  @Test func `knows what digests have told and who left, byte for byte, and once`() async throws {
    let file = ExchangeSamples.everything + rows()
    let report = try await place.take(file, as: .jsonLines)
    #expect(report.counts == [4, 4, 6, 0, 0] && report.digests == 10)
    #expect(try await ExchangeSamples.exported(place.open()) == file)
    let again = try await place.take(file, as: .jsonLines)
    #expect(again.counts == [0, 0, 0, 24, 0] && again.digests == 0)
    #expect(try await ExchangeSamples.exported(place.open()) == file)
  }

  @Test func `tells nothing again`() async throws {
    let other = ExchangeSamples.everything.replacing("2505.00001", with: "2505.00007")
      .replacing("2025-05-28T00:00:00Z", with: "2025-05-28T00:00:01Z")
    _ = try await place.take(ExchangeSamples.everything + other + rows(), as: .jsonLines)
    let material = try await material(place.open().store)
    #expect(material.news.map(\.publication.work.description) == ["2505.00007"])
    #expect(material.changes.isEmpty)
    #expect(try await place.open().store.progress(Self.daily)?.last?.day == Day("2025-05-29"))
  }

  @Test func `knows an erased address, and lets it get nothing`() async throws {
    let salt = (0..<32).map { UInt8($0) }
    let print = Keys(salt: salt).fingerprint(channel: "mail", address: "eve@example.org")
    _ = try await place.take(
      ExchangeSamples.everything + rows().replacing("\"cc\"", with: "\"\(print)\""),
      as: .jsonLines
    )
    let store = try place.open().store
    let digest = try #require(try await store.digest("robots/daily/2025-05-29"))
    let keys = Keys(salt: try await store.salt())
    let people = ["Eve@example.org", "fay@example.org"].map { address in
      let print = keys.fingerprint(channel: "mail", address: address)
      return Addressee(channel: "mail", address: address, fingerprint: print, key: "k.\(print)")
    }
    try await store.send(digest, to: people, at: try #require(Date(rfc3339: "2025-05-30T00:00:00Z")))
    #expect(try await deliveries(place).filter { $0.hasPrefix("k.") }.map { $0.contains("fay@") } == [true])
  }

  @Test func `with people of its own knows those of the file by their addresses`() async throws {
    let store = try copy.open().store
    let keys = Keys(salt: try await store.salt())
    let start = try #require(Date(rfc3339: "2025-05-30T00:00:00Z"))
    for address in ["ada@example.org", "ben@example.org"] {
      let who = RecipientKey(
        channel: "mail",
        fingerprint: keys.fingerprint(channel: "mail", address: address)
      )
      try await store.subscribe(who, address: address, at: start)
    }
    let report = try await copy.take(ExchangeSamples.everything + rows(), as: .jsonLines)
    #expect(try await states(copy) == ["ada@example.org active", "ben@example.org unsubscribed"])
    #expect(try await deliveries(copy) == ["2025-05-29.1 ada@example.org pending"])
    #expect(try await store.salt() != Array((0..<32).map { UInt8($0) }))
    #expect(
      report.conflicts.map { $0.split(separator: ": ", maxSplits: 1).last.map(String.init) } == [
        "ben@example.org of mail: is unsubscribed in the file, and now here too",
        "a recipient of mail: was erased, and cannot be recognised here: this store has other secret marks; "
          + "gleaner recipients erase ADDRESS does it",
      ]
    )
  }

  @Test func `takes no salt of a file that has two`() async throws {
    let own = try await copy.open().store.salt()
    let other = #"{"kind":"salt","value":"\#(Data(repeating: 1, count: 32).base64EncodedString())"}"#
    let report = try await copy.take(ExchangeSamples.everything + rows() + other, as: .jsonLines)
    #expect(try await copy.open().store.salt() == own)
    #expect(report.conflicts.contains { $0.hasSuffix("recipients are known by their addresses alone") })
    #expect(try await states(copy) == ["ada@example.org active", "ben@example.org unsubscribed"])
  }

  @Test func `sends nothing that waited there to who left here`() async throws {
    _ = try await place.take(ExchangeSamples.everything + rows(), as: .jsonLines)
    let gone = rows().replacing(
      #""since":"2025-05-28T06:00:00Z","state":"active""#,
      with:
        #""since":"2025-05-29T20:00:00Z","state":"unsubscribed""#
    )
    _ = try await place.take(gone, as: .jsonLines)
    #expect(try await deliveries(place) == ["2025-05-29.1 ada@example.org dropped"])
    let stale = try await place.take(rows(), as: .jsonLines)
    #expect(stale.conflicts.count == 1 && stale.digests == 0)
    #expect(try await states(place).first == "ada@example.org unsubscribed")
    _ = try await copy.take(ExchangeSamples.everything + gone, as: .jsonLines)
    #expect(try await deliveries(copy) == ["2025-05-29.1 ada@example.org dropped"])
  }

  @Test(arguments: ["active", "unsubscribed"])
  func `forgets the address of who was erased there`(_ state: String) async throws {
    let before = rows().replacing(#""state":"active""#, with: #""state":"\#(state)""#)
    _ = try await place.take(ExchangeSamples.everything + before, as: .jsonLines)
    let erased = rows().replacing(#""address":"ada@example.org","#, with: "")
      .replacing(#""last_delivery":"2025-05-29T18:30:01Z","#, with: #""reason":"erased","#)
      .replacing(#""state":"active""#, with: #""state":"unsubscribed""#)
    _ = try await place.take(erased, as: .jsonLines)
    _ = try await place.take(before, as: .jsonLines)
    #expect(
      try await states(place) == [
        "ben@example.org unsubscribed", "erased unsubscribed", "erased unsubscribed",
      ]
    )
    #expect(try await deliveries(place) == ["2025-05-29.1 ? dropped"])
  }

  @Test func `takes over what was sent there meanwhile`() async throws {
    _ = try await place.take(ExchangeSamples.everything + rows(), as: .jsonLines)
    let sent = rows().replacing(
      #""parts_done":0,"state":"pending""#,
      with:
        #""parts_done":1,"settled_at":"2025-05-29T18:31:00Z","state":"sent""#
    )
    let report = try await place.take(sent, as: .jsonLines)
    #expect(report.digests == 1 && report.conflicts.isEmpty)
    #expect(try await deliveries(place) == ["2025-05-29.1 ada@example.org sent"])
    _ = try await place.take(rows(), as: .jsonLines)
    #expect(try await deliveries(place) == ["2025-05-29.1 ada@example.org sent"])
  }

  @Test func `has a round of its own behind it, and still tells nothing twice`() async throws {
    let store = try place.open().store
    let start = try #require(Date(rfc3339: "2025-05-30T06:00:00Z"))
    try await store.begin(Self.daily, floor: try #require(Day("2025-05-20")), at: start)
    _ = try await place.take(ExchangeSamples.everything + rows(), as: .jsonLines)
    #expect(try await store.progress(Self.daily)?.last?.day == Day("2025-05-29"))
    #expect(try await material(store).news.isEmpty)
  }

  @Test(arguments: [
    (#"{"kind":"salt","value":"AAAA"}"#, "value: 32 bytes in Base64 are expected"),
    (
      #"{"kind":"recipient","channel":"m","fingerprint":"x","since":"2025-05-29T06:00:00Z","state":"away"}"#,
      "state: it is none of active, disabled, unsubscribed"
    ),
    (
      #"{"kind":"progress","topic":"t","name":"n","since":"2025-05-29T06:00:00Z","last_day":"2025-05-29"}"#,
      "last_due: it belongs to last_day"
    ),
    (
      #"{"kind":"delivery","key":"a b","digest":"d","channel":"m","fingerprint":"x","state":"pending","#
        + #""parts_done":0,"attempts":0,"next_attempt":"2025-05-29T06:00:00Z"}"#,
      "key, parts_done"
    ),
    (
      #"{"kind":"told","topic":"t","name":"n","log":"diary","id":"2505.00001"}"#,
      "log: it is none of proposal, acceptance"
    ),
    (
      #"{"kind":"event","id":"2505.00001","event":"lost","detail":"","at":"2025-05-29T06:00:00Z"}"#,
      "event: it is none of version"
    ),
    (
      #"{"kind":"digest","topic":"t","name":"n","day":"2025-05-29","fixed_at":"2025-05-29T06:00:00Z","#
        + #""content":{"changes":[],"due":"2025-05-29T18:30:00Z","id":"x","name":"n","sections":[],"#
        + #""subject":"","topic":"t","topicTitle":""}}"#,
      "content.id: it should be t/n/2025-05-29"
    ),
  ])
  func `refuses a row that no store could hold`(_ row: String, _ reason: String) async throws {
    let fault = await #expect(throws: InputError.self) { try await self.place.take(row, as: .jsonLines) }
    #expect(fault?.reason.hasPrefix(reason) == true, "\(String(describing: fault))")
  }

  @Test func `says what rows speak of that are not there`() async throws {
    let report = try await place.take(rows(), as: .jsonLines)
    #expect(
      report.conflicts.map { $0.split(separator: ": ", maxSplits: 1).last.map(String.init) } == [
        "2505.00001: the paper is neither here nor in the file"
      ]
    )
    let lone = rows().split(separator: "\n").filter { $0.contains("\"delivery\"") || $0.contains("\"told\"") }
    let other = try await copy.take(lone.joined(separator: "\n"), as: .jsonLines)
    #expect(other.conflicts.count == 2 && other.digests == 1)
  }
}
