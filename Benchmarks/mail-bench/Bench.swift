import Foundation
import Notifying
import Papers
import Wire

/// The channel and the digests that are measured.
enum Bench {
  static let loop = CurlLoop(userAgent: "mail-bench")

  /// - login: user, password, CA file; `plain` for none.
  static func channel(to: [String], server: String, login: [String] = ["plain"]) throws -> Channel {
    let isPlain = login.first == "plain"
    var texts = ["from": "Gleaner <gleaner@x.test>", "server": server]
    if login.count >= 2 { texts["user"] = login[0] }
    if login.count >= 3 { texts["ca_file"] = login[2] }
    let password = login.count >= 2 ? login[1] : nil
    let settings = ChannelSettings(
      id: "bench",
      texts: texts,
      lists: ["to": to],
      flags: ["allow_plain": isPlain],
      secrets: password.map { password in ["password": { () throws(ChannelFault) in password }] } ?? [:]
    )
    let links = try UnsubscribeLinks(
      address: "https://example.org/unsubscribe",
      secret: "sixteen bytes and more"
    )
    let tools = ChannelTools(wire: loop.wire, baseURL: "https://papers.example.org/", unsubscribe: links)
    return try ChannelKind.email.prepare(settings, tools)
  }

  static func names(_ count: Int) -> [String] { (0..<count).map { "reader\($0)@y.test" } }

  static func envelope(_ name: String) -> Envelope {
    let stem = name.replacing("@", with: "-")
    return Envelope(
      key: "bench.daily.2026-11-25.\(stem)",
      recipient: name,
      previousKey: "bench.daily.2026-11-24.\(stem)"
    )
  }

  static func digest(items count: Int) throws -> Digest {
    let items = (0..<count).compactMap { item($0 + 1) }
    return Digest(
      id: "bench/daily/2026-11-25",
      topic: "bench",
      topicTitle: "Papers that nobody wrote",
      name: "daily",
      due: Date(timeIntervalSince1970: 1_795_627_800),
      subject: "Papers that nobody wrote: \(count) new",
      sections: [DigestSection(name: "Invented", items: items)],
      lastPoll: Date(timeIntervalSince1970: 1_795_573_860)
    )
  }

  /// The number of messages that were not taken.
  static func send(_ digest: Digest, through channel: Channel, every step: Int, from first: Int) async throws
    -> Int
  {
    var failed = 0
    for index in stride(from: first, to: channel.recipients.count, by: step) {
      let envelope = envelope(channel.recipients[index])
      for message in try channel.compose(digest, envelope) {
        guard case .delivered = await channel.send(message, envelope) else {
          failed += 1
          continue
        }
      }
    }
    return failed
  }

  static func report(_ what: String, _ count: Int, since start: ContinuousClock.Instant, _ more: String) {
    let seconds = start.duration(to: .now) / .seconds(1)
    let rate = Int(Double(count) / max(seconds, 0.000_001))
    let time = String(format: "%.2f", seconds)
    print("\(what) \(count) messages in \(time) s, \(rate) a second, \(more), \(peakMemory) MB at most")
  }

  private static func item(_ number: Int) -> DigestItem? {
    WorkID("2611.\(String(number + 100_000).suffix(5))").map { work in
      DigestItem(
        work: work,
        state: .pending,
        title: "Paper \(number) on the reading of long texts by short programs – a study in patience",
        authors: ["Ada Lovelace", "Þóra Ingólfsdóttir", "Grace Hopper", "Emmy Noether", "Mary Somerville"],
        abstract: String(repeating: "We read and read, and what we read is here. ", count: 25),
        categories: ["cs.CV", "cs.LG"],
        score: Double(60 - number % 50) / 4,
        why: ["reading +4: long texts, short programs", "patience +2: study"],
        announced: Day(year: 2026, month: 11, day: 25),
        url: work.pageURL,
        links: [Link(label: "Code", url: "https://github.com/example/paper\(number)")]
      )
    }
  }

  private static var peakMemory: Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line.flatMap { Int($0.filter(\.isNumber)) } ?? 0) / 1024
  }
}
