import Foundation
import Papers
import Testing
import Wire

@testable import Notifying

/// Digests of papers that nobody wrote.
enum MailSamples {
  /// 25 November 2026, 17:30 UTC.
  static let due = Date(timeIntervalSince1970: 1_795_627_800)

  static let tools = ChannelTools(
    wire: Wire(send: { _ throws(WireError) in throw WireError.closed }),
    realNow: { due + 62 },
    baseURL: "https://papers.example.org/"
  )

  static func envelope(_ recipient: String = "ada@example.org", previous: String? = nil) -> Envelope {
    Envelope(key: "maps.daily.2026-11-25.a1b2c3", recipient: recipient, previousKey: previous)
  }

  static func digest(
    _ sections: [DigestSection],
    subject: String = "Maps of places that are not: 3 new papers",
    changes: [DigestChange] = [],
    outage: String? = nil
  ) -> Digest {
    Digest(
      id: "maps/daily/2026-11-25",
      topic: "maps",
      topicTitle: "Maps of places that are not",
      name: "daily",
      due: due,
      subject: subject,
      sections: sections,
      changes: changes,
      outage: outage,
      lastPoll: Date(timeIntervalSince1970: 1_795_573_860)
    )
  }

  static func empty() -> Digest { digest([], subject: "Maps of places that are not: nothing new") }

  static func single() throws -> Digest {
    digest(
      [DigestSection(name: nil, items: [try odd()])],
      subject: "Maps of places that are not: 1 new paper"
    )
  }

  static func twenty() throws -> Digest {
    let items = try (1...19).map(plain)
    return digest(
      [
        DigestSection(name: "Coasts & islands", items: [try odd()] + items.prefix(11)),
        DigestSection(name: "Mountains", items: Array(items.dropFirst(11).dropLast(3))),
        DigestSection(name: nil, items: Array(items.suffix(3))),
      ],
      subject: "Maps of places that are not: 20 new papers – and one withdrawn",
      changes: [
        DigestChange(
          work: try work(900),
          title: "A gazetteer of rivers that flow uphill",
          kind: "withdrawn",
          detail: "the rivers were found to be roads",
          url: "https://arxiv.org/abs/2611.00900"
        ),
        DigestChange(
          work: try work(901),
          title: "Harbours without water",
          kind: "version",
          detail: "v2",
          url: "https://arxiv.org/abs/2611.00901"
        ),
      ],
      outage: "arXiv could not be read on 24 November; what it announced that day will be in a later digest."
    )
  }

  /// Everything that has broken a mail before.
  static func odd() throws -> DigestItem {
    DigestItem(
      work: try work(800),
      state: .accepted,
      title:
        "From $\\mathcal{O}(n^2)$ coastlines to <b>Ærø</b> & back:\r\nBcc: eve@example.org how = signs travel",
      authors: ["Þóra Ingólfsdóttir", "李 小龍", "O'Brien, \"Mac\"", "D. E.", "F. G.", "H. I."],
      abstract: """
        .A line that begins with a dot. We draw islands that are not there, and measure how long it takes until
        somebody lands on one. In a study with 40 captains, each of whom was shown 3 invented islands, 31 reported to
        have seen at least one of them, and 4 had lunch there; we discuss what this means for the price of bananas.
        """,
      categories: ["cs.CV", "physics.geo-ph"],
      score: 12.5,
      why: ["coast +4: island, shoreline", "title +2: islands"],
      announced: Day(year: 2026, month: 11, day: 24),
      url: "https://arxiv.org/abs/2611.00800",
      links: [
        Link(label: "Code", url: "https://github.com/example/islands?a=1&b=2"),
        Link(label: "Trap", url: "javascript:alert(1)"),
      ]
    )
  }

  static func plain(_ number: Int) throws -> DigestItem {
    let places = ["a lagoon", "the third pole", "an inland sea", "two valleys", "a cape of good hope"]
    let ways = ["surveyed by kite", "remembered from a dream", "inferred from the price of salt"]
    let place = places[number % places.count]
    let way = ways[number % ways.count]
    return DigestItem(
      work: try work(number),
      state: .pending,
      title: "Study \(number): \(place), \(way)",
      authors: Array(
        ["Ada Lovelace", "Grace Hopper", "Mary Somerville", "Emmy Noether", "Sofia Kovalevskaya"].prefix(
          1 + number % 5
        )
      ),
      abstract: "We describe \(place), \(way). Nobody has been there since, and we say why.",
      categories: ["cs.CV"],
      score: Double(40 - number) / 4,
      why: ["coast +\(number % 4 + 1): shoreline"],
      announced: Day(year: 2026, month: 11, day: 25),
      url: "https://arxiv.org/abs/2611.\(String(number + 10_000).suffix(5))"
    )
  }

  private static func work(_ number: Int) throws -> WorkID {
    try #require(WorkID("2611.\(String(number + 100_000).suffix(5))"))
  }

  static func message(
    _ digest: Digest,
    _ envelope: Envelope = envelope(),
    to: String = "Ada Lovelace <ada@example.org>",
    tools: ChannelTools = tools
  ) throws -> String {
    let from = try #require(Mailbox("Gleaner <gleaner@example.org>"))
    let bytes = try MailForm(from: from, tools: tools).message(digest, envelope, to: #require(Mailbox(to)))
    return String(decoding: bytes, as: UTF8.self)
  }
}
