internal import Foundation
internal import Terminal

/// The person's editor at work on one line.
struct DraftEditing {
  private let environment: [String: String]

  init(environment: [String: String] = ProcessInfo.processInfo.environment) { self.environment = environment }

  /// The editor with its arguments: `$VISUAL`, `$EDITOR`, else vi.
  var words: [String] {
    let named = [environment["VISUAL"], environment["EDITOR"]].compactMap(\.self)
      .map { $0.split(separator: " ").map(String.init) }
    return named.first { !$0.isEmpty } ?? ["vi"]
  }

  /// A line as a person left it, and the file it is still in.
  struct Edited: Sendable {
    let line: String
    let file: DraftFile
  }

  /// - Parameters:
  ///   - line: the line to begin with.
  ///   - kept: what the person wrote before and was refused, to go on with.
  /// - Returns: nil when nothing was changed. The file is the caller's to remove once the line is stored.
  /// - Throws: `DraftFault`.
  func edit(_ line: String, in kept: DraftFile? = nil) async throws(DraftFault) -> Edited? {
    let file: DraftFile
    if let kept { file = kept } else { file = try DraftFile(line) }
    let failure = await OutsideProgram(words + [file.path]).runHere()
    let data = file.contents
    if data == nil || (kept == nil && data == DraftFile.contents(of: line)) {
      file.remove()
      let reason = failure ?? (data == nil ? "\(file.path) is gone" : nil)
      if let reason { throw DraftFault(reason: "the draft is as it was: \(reason)", file: nil) }
      return nil
    }
    if let failure { throw DraftFault(reason: failure, file: file) }
    guard let text = data.flatMap({ String(data: $0, encoding: .utf8) }) else {
      throw DraftFault(reason: "what you wrote is not UTF-8, or too long", file: file)
    }
    guard let edited = try Self.line(text, before: line, in: file) else {
      file.remove()
      return nil
    }
    return Edited(line: edited, file: file)
  }

  /// nil when it is empty or as it was.
  static func line(_ text: String, before: String, in file: DraftFile?) throws(DraftFault) -> String? {
    let lines = text.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }
    guard let line = lines.first else { return nil }
    guard lines.count == 1 else {
      throw DraftFault(reason: "a draft is one line, not \(lines.count)", file: file)
    }
    return line == before ? nil : String(line)
  }
}

/// A file of its own for what a person writes.
struct DraftFile: Sendable, Hashable {
  let path: String

  /// - Throws: `DraftFault`.
  init(_ line: String) throws(DraftFault) {
    path = FileManager.default.temporaryDirectory.path + "/gleaner-draft-\(UUID().uuidString).md"
    let isWritten = FileManager.default.createFile(
      atPath: path,
      contents: Self.contents(of: line),
      attributes: [.posixPermissions: 0o600]
    )
    guard isWritten else { throw DraftFault(reason: "cannot write \(path)", file: nil) }
  }

  static func contents(of line: String) -> Data { Data((line + "\n").utf8) }

  /// What is in it, of a line that is longer than any list has only that there is too much; nil when it is gone.
  fileprivate var contents: Data? {
    guard let file = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? file.close() }
    guard let data = try? file.read(upToCount: 1 << 16) else { return Data() }
    return data.count < 1 << 16 ? data : Data([0xFF])
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }
}

/// A draft that cannot be taken.
struct DraftFault: Error, Equatable, CustomStringConvertible {
  let reason: String
  /// What the person wrote, so that it is not lost; nil when there is nothing to keep.
  let file: DraftFile?
  var description: String { reason }
}

/// What a person wrote for a paper, and why it is not its line.
struct RefusedDraft: Sendable {
  let file: DraftFile
  let reason: String
  /// Whether the person was told, having asked for the drafted line instead.
  var isNamed = false
}
