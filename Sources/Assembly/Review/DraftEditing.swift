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

  /// - Returns: the line as it was left; nil when nothing was changed.
  /// - Throws: `DraftFault`.
  func edit(_ line: String) async throws -> String? {
    let path = FileManager.default.temporaryDirectory.path + "/gleaner-draft-\(UUID().uuidString).md"
    guard
      FileManager.default.createFile(
        atPath: path,
        contents: Data((line + "\n").utf8),
        attributes: [.posixPermissions: 0o600]
      )
    else { throw DraftFault(reason: "cannot write \(path)", line: nil) }
    defer { try? FileManager.default.removeItem(atPath: path) }
    if let failure = await OutsideProgram(words + [path]).runHere() {
      throw DraftFault(reason: "the draft is as it was: \(failure)", line: nil)
    }
    guard let data = FileManager.default.contents(atPath: path), data.count <= 1 << 16 else {
      throw DraftFault(reason: "the draft is as it was: \(path) cannot be read or is too long", line: nil)
    }
    return try Self.line(String(decoding: data, as: UTF8.self), before: line)
  }

  static func line(_ text: String, before: String) throws(DraftFault) -> String? {
    let lines = text.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }
    guard let line = lines.first else { return nil }
    guard lines.count == 1 else {
      throw DraftFault(reason: "a draft is one line, not \(lines.count)", line: lines.joined(separator: " "))
    }
    return line == before ? nil : String(line)
  }
}

/// A draft that cannot be taken.
struct DraftFault: Error, Equatable, CustomStringConvertible {
  let reason: String
  /// What the person wrote, so that it is not lost.
  let line: String?
  var description: String { reason }
}

/// The person's browser.
struct Browser {
  private let environment: [String: String]

  init(environment: [String: String] = ProcessInfo.processInfo.environment) { self.environment = environment }

  /// nil where there is no browser to be expected, such as over ssh.
  func words(for url: String) -> [String]? {
    guard url.hasPrefix("https://") || url.hasPrefix("http://") else { return nil }
    if let named = environment["BROWSER"]?.split(separator: ":").first?.split(separator: " ").map(
      String.init
    ),
      !named.isEmpty
    {
      return named.contains("%s") ? named.map { $0 == "%s" ? url : $0 } : named + [url]
    }
    let hasDesktop = environment["DISPLAY"] != nil || environment["WAYLAND_DISPLAY"] != nil
    return hasDesktop ? ["xdg-open", url] : nil
  }

  /// - Returns: what to tell the person.
  func open(_ url: String) -> String {
    guard let words = words(for: url) else { return url }
    return OutsideProgram(words).startAside().map { "\(url) (\($0))" } ?? "opened \(url)"
  }
}
