import Foundation
import Notifying
import Papers
import Wire

/// What the program can be told to do.
struct BenchTask: Sendable {
  let name: String
  let usage: String
  let run: @Sendable ([String]) async throws -> Void

  static let all = [build, send, write, deliver]

  private static let build = BenchTask(
    name: "build",
    usage: "COUNT ITEMS: makes COUNT messages of ITEMS papers each"
  ) { words in
    let (count, items) = (words.number(0) ?? 10_000, words.number(1) ?? 20)
    let channel = try Bench.channel(to: Bench.names(count), server: "smtp://127.0.0.1:1")
    let digest = try Bench.digest(items: items)
    let start = ContinuousClock.now
    var bytes = 0
    for name in channel.recipients {
      for message in try channel.compose(digest, Bench.envelope(name)) { bytes += message.body.count }
    }
    Bench.report("built", count, since: start, "\(bytes / max(1, count)) bytes each")
  }

  private static let send = BenchTask(name: "send", usage: "COUNT SERVER CONNECTIONS: mails without TLS") {
    words in
    let (count, connections) = (words.number(0) ?? 10_000, words.number(2) ?? 4)
    let channel = try Bench.channel(to: Bench.names(count), server: words.count > 1 ? words[1] : "")
    let digest = try Bench.digest(items: 20)
    let start = ContinuousClock.now
    let failed = try await withThrowingTaskGroup(of: Int.self) { group in
      for worker in 0..<connections {
        group.addTask { try await Bench.send(digest, through: channel, every: connections, from: worker) }
      }
      return try await group.reduce(0, +)
    }
    Bench.report("sent", count, since: start, "\(failed) failed, \(connections) connections")
  }

  private static let write = BenchTask(
    name: "write",
    usage: "DIGESTS.jsonl FOLDER: a message file for each digest"
  ) { words in
    guard words.count == 2, let lines = FileManager.default.contents(atPath: words[0]) else {
      throw BenchFault()
    }
    let channel = try Bench.channel(to: ["ada@example.org"], server: "smtp://127.0.0.1:1")
    for (number, line) in lines.split(separator: 0x0A).enumerated() {
      let digest = try JSONDecoder().decode(Digest.self, from: line)
      for message in try channel.compose(digest, Bench.envelope("ada@example.org")) {
        try Data(message.body).write(to: URL(fileURLWithPath: "\(words[1])/\(number + 1).eml"))
      }
    }
  }

  private static let deliver = BenchTask(
    name: "deliver",
    usage:
      "SERVER TO [USER PASSWORD [CA-FILE]]: one message, and what became of it; `plain` as USER does without TLS"
  ) { words in
    guard words.count >= 2 else { throw BenchFault() }
    let channel = try Bench.channel(to: [words[1]], server: words[0], login: Array(words.dropFirst(2)))
    let envelope = Bench.envelope(words[1])
    for message in try channel.compose(Bench.digest(items: 3), envelope) {
      let start = ContinuousClock.now
      let outcome = await channel.send(message, envelope)
      print(
        outcome,
        "after",
        start.duration(to: .now).formatted(.units(allowed: [.seconds], fractionalPart: .show(length: 1)))
      )
    }
  }
}

struct BenchFault: Error, CustomStringConvertible {
  let description = "what is asked for is not complete; see the usage"
}

extension [String] {
  func number(_ index: Int) -> Int? { indices.contains(index) ? Int(self[index]) : nil }
}
