private import Files
private import Foundation
private import Glibc

extension ChannelKind {
  package static let maildir = ChannelKind(
    name: "maildir",
    help: "A Maildir folder on this machine, which any mail program reads: needs no account.",
    keys: [ChannelKey("path", .path, isRequired: true)],
    prepare: { settings, tools throws(ChannelFault) in
      guard let path = settings.text("path"), !path.isEmpty else {
        throw ChannelFault(key: "path", reason: "is missing: where should the Maildir be?")
      }
      guard let from = Mailbox("Gleaner <gleaner@localhost>"), let to = Mailbox("\(settings.id)@localhost")
      else {
        throw ChannelFault(key: "id", reason: "has characters that a mail address cannot have")
      }
      let form = MailForm(from: from, tools: tools, hasSubscribers: false)
      let folder = Maildir(path: path)
      return Channel(
        id: settings.id,
        recipients: [settings.id],
        compose: { digest, envelope in [try Message(mail: form.message(digest, envelope, to: to), envelope)]
        },
        send: { message, _ in folder.deliver(message) }
      )
    }
  )
}

extension Message {
  init(mail bytes: [UInt8], _ envelope: Envelope) {
    self.init(id: Message.id(envelope, part: 0), mediaType: "message/rfc822", body: bytes)
  }
}

/// A folder of messages, one file each, as qmail's maildir(5) has it.
struct Maildir: Sendable {
  let path: String

  /// A message whose name is there already, read or not, is not delivered a second time.
  func deliver(_ message: Message) -> Outcome {
    do throws(FileError) {
      for name in ["tmp", "new", "cur"] { try AtomicFile.makeFolder("\(path)/\(name)") }
      let name = message.fileName
      if try contains(name) { return .delivered("was there already") }
      try write(message.body, name)
      return .delivered("\(path)/new/\(name)")
    } catch {
      return .later("\(error)")
    }
  }

  /// In `new`, or in `cur`, where a reader puts it with its flags behind a colon, or with a size behind a comma.
  private func contains(_ name: String) throws(FileError) -> Bool {
    for folder in ["new", "cur"] {
      guard let names = try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)") else {
        throw FileError(path: "\(path)/\(folder)", reason: "the folder cannot be read")
      }
      let isThere = names.contains {
        $0.hasPrefix(name) && [":", ",", nil].contains($0.dropFirst(name.count).first)
      }
      if isThere { return true }
    }
    return false
  }

  private func write(_ bytes: [UInt8], _ name: String) throws(FileError) {
    let temporary = "\(path)/tmp/\(name).\(getpid())"
    let target = "\(path)/new/\(name)"
    // What is left of an attempt that was cut short.
    unlink(temporary)
    // Readers end lines as the system does; CRLF is for the way.
    try AtomicFile.createNew(temporary, bytes.filter { $0 != 0x0D }, mode: 0o600)
    guard rename(temporary, target) == 0 else {
      let error = FileError(errno: errno, path: target)
      unlink(temporary)
      throw error
    }
    try AtomicFile.sync(folder: "\(path)/new")
  }
}

extension Message {
  /// The id, which is unique and permanent, with `host` as the usual third part; never hidden, and no longer than a
  /// file name may be.
  fileprivate var fileName: String {
    let safe = id.filter { $0 != "/" && $0 != ":" && $0 != "," }
    return "gleaner.\(safe.suffix(200))"
  }
}
