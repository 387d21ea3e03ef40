import Foundation
import Papers
import TestKit
import Testing
import Wire

@testable import Notifying

@Suite struct ComposeTests {
  private static let cases = SampleDigests.kinds.flatMap { kind in [0, 1, 20].map { (kind.name, $0) } }

  @Test(arguments: cases) func `the messages of each kind are as they were`(name: String, count: Int) throws {
    let messages = try compose(name, SampleDigests.digest(count))
    #expect(try compose(name, SampleDigests.digest(count)) == messages)
    let text = try messages.map { message in
      let object = try JSONSerialization.jsonObject(with: Data(message.body))
      let options: JSONSerialization.WritingOptions = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      let pretty = try JSONSerialization.data(withJSONObject: object, options: options)
      return "\(message.id) \(message.mediaType)\n" + String(decoding: pretty, as: UTF8.self) + "\n"
    }
    try expectGolden(text.joined(separator: "\n"), "\(name)-\(count).txt")
  }

  @Test(arguments: SampleDigests.kinds.map(\.name))
  func `200 items all arrive, in order, whatever their size`(
    name: String
  ) throws {
    let messages = try compose(name, Self.hostile)
    let whole = messages.map { String(decoding: $0.body, as: UTF8.self) }.joined()
    var rest = whole[...]
    for index in 0..<200 {
      let place = try #require(rest.range(of: "2611.\(10_000 + index)"), "item \(index) is missing")
      rest = rest[place.upperBound...]
    }
    #expect(Set(messages.map(\.id)).count == messages.count)
    #expect(messages.map(\.id) == messages.indices.map { Message.id(SampleDigests.envelope, part: $0) })
    for message in messages { try checkLimits(name, message) }
    if ["webhook", "cloudevents"].contains(name) { #expect(messages.count == 1) }
  }

  @Test(arguments: SampleDigests.kinds.map(\.name)) func `outage, last poll and changes are told`(
    name: String
  ) throws {
    let bodies = try compose(name, SampleDigests.digest(1)).map { String(decoding: $0.body, as: UTF8.self) }
    let text = bodies.joined().replacingOccurrences(of: "\\\\", with: "")
    #expect(text.contains("arXiv has refused since"))
    #expect(text.contains("2026-11-25 02:31 UTC") || text.contains("2026-11-25T02:31:00Z"))
    #expect(text.contains("withdrawn by its authors"))
    let quiet = try compose(name, SampleDigests.digest(0)).map { String(decoding: $0.body, as: UTF8.self) }
    #expect(quiet.count == 1)
    #expect(quiet.joined().contains("Nothing new") || quiet.joined().contains("\"items\":0"))
  }

  @Test func `a day of changes alone is not called nothing new`() throws {
    let digest = SampleDigests.digest(sections: [])
    let texts = ChatDigest(digest: digest, dialect: .plain).texts
    #expect(texts.first?.hasPrefix("No new papers.\narXiv has refused") == true)
    #expect(texts.count == 2)
  }

  @Test func `abstracts give way so that a webhook stays small`() throws {
    var bytes: [Int] = []
    for limit in [10_000, 300] {
      bytes.append(try DigestDocument(SampleDigests.digest(20), abstractLimit: limit).jsonBytes().count)
    }
    #expect(bytes[0] == bytes[1])
    let items = (0..<20).map { SampleDigests.item($0, abstract: String(repeating: "word ", count: 400)) }
    let digest = SampleDigests.digest(sections: [DigestSection(name: nil, items: items)])
    let body = try DigestDocument.largest { try DigestDocument(digest, abstractLimit: $0).jsonBytes() }
    #expect((10_000...20_000).contains(body.count))
    #expect(String(decoding: body, as: UTF8.self).contains("…"))
  }

  private func compose(_ name: String, _ digest: Digest) throws -> [Message] {
    let kind = try #require(ChannelKind.named(name))
    let wire = Wire { _ throws(WireError) in throw .closed }
    let channel = try kind.prepare(
      SampleDigests.settings(),
      ChannelTools(wire: wire, baseURL: "https://feeds.example.org/")
    )
    return try channel.compose(digest, SampleDigests.envelope)
  }

  private static func item(_ index: Int, text: String) -> DigestItem {
    let usual = SampleDigests.item(index)
    return DigestItem(
      work: usual.work,
      state: .pending,
      title: "T \(text)",
      authors: Array(repeating: "A \(text)", count: index == 3 ? 60 : 3),
      abstract: text,
      score: index == 5 ? .nan : index == 6 ? .infinity : 1e300,
      why: [text],
      url: usual.url,
      links: Array(
        repeating: Link(label: text, url: "https://e.org/" + String(repeating: "&", count: 380)),
        count: 9
      )
    )
  }

  private static let hostile = SampleDigests.digest(
    sections: ["<&*_\"\\@[", "漢字", "👩‍🔬 \u{202E}", "word "].enumerated().map { section, text in
      let text = String(repeating: text, count: 150)
      let items = (section * 50..<section * 50 + 50).map { item($0, text: text) }
      return DigestSection(name: text, items: items)
    }
  )
}
