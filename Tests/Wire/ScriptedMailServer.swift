import Glibc
import Synchronization

/// A mail server on 127.0.0.1 that answers as usual, except where a test says otherwise.
final class ScriptedMailServer: Sendable {
  typealias Steps = [ScriptedServer.Step]
  /// Of the connection with this number, counted from 1, after so many messages on it; nil for what is usual.
  typealias Exception = @Sendable (_ command: String, _ connection: Int, _ messages: Int) -> Steps?

  private struct Seen { var lines: [String] = [], messages: [String] = [], connections = 0, goodbyes = 0 }

  let port: Int
  private let listener: Int32
  private let seen = Mutex(Seen())
  private let answers: [String: Steps]
  private let exception: Exception

  /// `answers` by the command, `""` for the greeting, `.` for the final dot, and `354` for the first bytes of a message.
  init(_ answers: [String: Steps] = [:], except exception: @escaping Exception = { _, _, _ in nil }) throws {
    self.answers = Self.usual.merging(answers) { $1 }
    self.exception = exception
    (listener, port) = try boundSocket()
    guard listen(listener, 128) == 0 else { throw SocketError(code: errno) }
    inThread { [weak self, listener] in
      // Closed here and not in `deinit`: another server may get the number while this thread still uses it.
      defer { close(listener) }
      while true {
        let client = accept(listener, nil, nil)
        guard client >= 0, let self else { return }
        let number = self.seen.withLock { seen in
          seen.connections += 1
          return seen.connections
        }
        inThread { self.serve(client, number) }
      }
    }
  }

  deinit { shutdown(listener, Int32(SHUT_RDWR)) }

  /// The commands, in order.
  var lines: [String] { seen.withLock { $0.lines } }
  /// As they came over the line, with doubled dots.
  var messages: [String] { seen.withLock { $0.messages } }
  var connections: Int { seen.withLock { $0.connections } }
  /// How many connections are over.
  var goodbyes: Int { seen.withLock { $0.goodbyes } }

  private static let usual: [String: Steps] = [
    "": [.send("220 sink.test\r\n")],
    "EHLO": [.send("250-sink.test\r\n250-AUTH PLAIN LOGIN\r\n250 SIZE 1000000\r\n")],
    "AUTH": [.send("334 \r\n")],
    // PLAIN for u and hush.
    "AHUAaHVzaA==": [.send("235 welcome\r\n")],
    "MAIL": [.send("250 sender\r\n")],
    "RCPT": [.send("250 recipient\r\n")],
    "DATA": [.send("354 go on\r\n")],
    ".": [.send("250-2.0.0\r\n250 queued as 7\r\n")],
    "QUIT": [.send("221 bye\r\n"), .close],
  ]

  private func serve(_ client: Int32, _ number: Int) {
    defer {
      close(client)
      seen.withLock { $0.goodbyes += 1 }
    }
    var taken = 0
    func answer(_ command: String) -> Bool {
      let steps = exception(command, number, taken) ?? answers[command] ?? [.send("500 what?\r\n")]
      return steps.allSatisfy { perform($0, client) }
    }
    guard answer("") else { return }
    var bytes: [UInt8] = []
    while let line = Self.read(client, &bytes, to: "\r\n") {
      seen.withLock { $0.lines.append(line) }
      let command = String(line.prefix { $0 != " " })
      guard answer(command) else { return }
      guard command == "DATA", answers["DATA"].map(Self.isGoOn) == true else { continue }
      if let early = answers["354"] {
        _ = readSome(client)
        for step in early where !perform(step, client) { return }
      }
      guard let message = Self.read(client, &bytes, to: "\r\n.\r\n") else { return }
      seen.withLock { $0.messages.append(message + "\r\n") }
      guard answer(".") else { return }
      taken += 1
    }
  }

  private static func isGoOn(_ steps: Steps) -> Bool {
    guard case .send(let bytes) = steps.first else { return false }
    return bytes.starts(with: "354".utf8)
  }

  /// Nil when the client has gone.
  private static func read(_ client: Int32, _ bytes: inout [UInt8], to end: String) -> String? {
    var start = 0
    while true {
      if let found = bytes[start...].firstRange(of: Array(end.utf8)) {
        defer { bytes.removeSubrange(..<found.upperBound) }
        return String(decoding: bytes[..<found.lowerBound], as: UTF8.self)
      }
      start = max(0, bytes.count - end.utf8.count)
      guard let more = readSome(client), !more.isEmpty else { return nil }
      bytes += more
    }
  }
}
