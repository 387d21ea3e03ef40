import Foundation
import Papers

@testable import Notifying

/// Digests of invented papers.
enum SampleDigests {
  static let envelope = Envelope(key: "demo.daily.2026-11-25.chat", recipient: "chat")

  /// With changes and an outage when there are items; without any, a quiet day.
  static func digest(_ count: Int) -> Digest {
    let items = (0..<count).map { item($0) }
    let half = (count + 1) / 2
    let sections = [
      DigestSection(name: "Vision & (Image)", items: Array(items.prefix(half))),
      DigestSection(name: nil, items: Array(items.dropFirst(half))),
    ]
    return digest(sections: sections.filter { !$0.items.isEmpty }, isBusy: count > 0)
  }

  static func digest(sections: [DigestSection], isBusy: Bool = true) -> Digest {
    Digest(
      id: "demo/daily/2026-11-25",
      topic: "demo",
      topicTitle: "Demonstrations",
      name: "daily",
      due: Date(timeIntervalSince1970: 1_795_627_800),
      subject: "Demonstrations: papers of 2026-11-25",
      sections: sections,
      changes: isBusy ? [change] : [],
      outage: isBusy ? "arXiv has refused since 2026-11-24 18:00 UTC; papers may be missing." : nil,
      lastPoll: Date(timeIntervalSince1970: 1_795_573_860)
    )
  }

  static func item(_ index: Int, abstract: String? = nil) -> DigestItem {
    let id = "2611.\(String(format: "%05d", 10_000 + index))"
    return DigestItem(
      work: WorkID(id) ?? .url(fallback),
      state: index % 3 == 2 ? .accepted : .pending,
      title: titles[index % titles.count],
      authors: [
        "Ada Beispiel", "Bo O'Neill", "Émile *Étoile*", "Li Hua", "M. Z.", "N. N.", "Seventh Person",
      ],
      abstract: abstract
        ?? "We weigh $x_1 < y^2$ against a list [of 3] & find that it *holds*. \(index) of them are new.",
      categories: ["cs.CV", "cs.LG"],
      score: 6.5 + Double(index % 4),
      why: ["rl +4: GRPO, reinforcement learning", "video +1: video"],
      announced: Day(year: 2026, month: 11, day: 25),
      url: "https://arxiv.org/abs/\(id)",
      links: [Link(label: "Code", url: "https://example.org/a_(b)?x=1&y=2")]
    )
  }

  private static let titles = [
    "Seeing $\\alpha_t$ through *stars*: a [study] of <b>marks</b> & names",
    "@everyone: <!channel> and <@42> walk into a room | `code`",
    "Plain words for a quiet paper",
    "Turned\u{202E} around\u{7}, and\tsplit\nover lines",
  ]

  private static let change = DigestChange(
    work: WorkID("2501.00001") ?? .url(fallback),
    title: "An older paper",
    kind: "withdrawn",
    detail: "withdrawn by its authors in version 3",
    url: "https://arxiv.org/abs/2501.00001"
  )

  private static var fallback: WebAddress {
    guard let address = WebAddress("https://example.org/") else { preconditionFailure("a fixed address") }
    return address
  }

  /// Settings with which every kind of HTTP can be prepared.
  static func settings(url: String = "https://chat.example.org/hook/\(secret)") -> ChannelSettings {
    var secrets = ["url": url, "token": "42:\(secret)", "hub_secret": secret]
    secrets["secret"] = "whsec_\(Data(secret.utf8).base64EncodedString())"
    return ChannelSettings(
      id: "chat",
      texts: [
        "server": "https://chat.example.org/", "room": "!r:example.org", "topic": "t", "chat": "-100",
        "api": "https://chat.example.org",
      ],
      secrets: secrets.mapValues { value in { value } }
    )
  }

  static let secret = "hush-hush-hush-hush-hush-hush"

  /// The kinds that post somewhere.
  static var kinds: [ChannelKind] {
    ChannelKind.all.filter { kind in kind.keys.contains { $0.name == "allow_private" } }
  }
}
