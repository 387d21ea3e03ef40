/// How far the conversation with a mail server got, followed line by line. What is said to log in is never kept.
struct MailDialogue {
  private(set) var stage = MailError.Stage.connect
  /// The last reply that came whole.
  private(set) var reply: MailReply?
  private var lines: [String] = []
  private var isOver = false
  /// MAIL was the first word: the connection had been open before.
  private var isContinued = false

  /// More than any server says with good intentions.
  private static let maxLines = 100

  /// Takes a line of ours.
  mutating func said(_ line: some Collection<UInt8>) {
    let word = String(
      decoding: line.prefix { $0 != 0x20 && $0 != 0x0D && $0 != 0x0A }.prefix(10),
      as: UTF8.self
    )
    lines = []
    switch word.uppercased() {
    case "EHLO", "HELO": stage = .connect
    case "STARTTLS": stage = .tls
    case "AUTH": stage = .auth
    case "MAIL":
      isContinued = reply == nil
      stage = .mail
    case "RCPT": stage = .rcpt
    case "DATA": stage = .data
    // What the server says to this is about the connection, not about the message.
    case "QUIT": isOver = true
    // A password, or what is said to keep a connection.
    default: break
    }
  }

  /// Takes a line of the server's.
  mutating func heard(_ line: some Collection<UInt8>) {
    guard !isOver, let code = Self.code(line) else { return }
    if lines.count < Self.maxLines {
      lines.append(String(decoding: line.dropFirst(4).prefix(600), as: UTF8.self))
    }
    guard line.dropFirst(3).first != UInt8(ascii: "-") else { return }
    reply = MailReply(code: code, text: lines.joined(separator: " "))
    lines = []
  }

  /// The whole message has been handed to libcurl, which will send the final dot without saying so.
  mutating func handedOver() { stage = .final }

  /// Whether nothing of the message was told but its sender, on a connection that has carried others. Servers take only
  /// so many over one, and say so with 421 or 452, or hang up; what is asked over a new one is not asked twice.
  var isUnheard: Bool { stage == .mail && isContinued }

  /// The reply that ended the dialogue, if one did.
  var refusal: MailReply? { reply.flatMap { $0.code >= 400 ? $0 : nil } }

  private static func code(_ line: some Collection<UInt8>) -> Int? {
    let digits = line.prefix(3)
    guard digits.count == 3, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}
