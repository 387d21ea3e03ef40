internal import Foundation

/// A value that may be secret: text, or the place where it is kept.
package enum Secret: Sendable, Equatable {
  package enum Place: String, CaseIterable, Sendable {
    /// `$CREDENTIALS_DIRECTORY/NAME`, as systemd's LoadCredential= gives it.
    case credential
    case file
    case env
  }

  case text(String)
  case kept(Place, String)

  /// The same with the path of a file made absolute by `resolve`.
  func kept(in resolve: (String) -> String) -> Secret {
    guard case .kept(.file, let path) = self else { return self }
    return .kept(.file, resolve(path))
  }

  /// The value, read anew each time so that a changed one counts; line breaks at its end are not part of it.
  ///
  /// - Throws: `SecretError`, which names the place and never the value.
  package func read() throws(SecretError) -> String {
    switch self {
    case .text(let text): return text
    case .kept(.env, let name):
      return try Self.value(
        ProcessInfo.processInfo.environment[name],
        "the environment variable \(name) is not set"
      )
    case .kept(.file, let path):
      return try Self.value(Self.contents(path), "the file \(path) cannot be read")
    case .kept(.credential, let name):
      guard let folder = ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"] else {
        throw SecretError(
          reason:
            "the credential \(name) needs $CREDENTIALS_DIRECTORY, which systemd sets for LoadCredential="
        )
      }
      return try Self.value(Self.contents("\(folder)/\(name)"), "there is no credential \(name) in \(folder)")
    }
  }

  private static func contents(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).flatMap { String(bytes: $0, encoding: .utf8) }
  }

  private static func value(_ text: String?, _ complaint: String) throws(SecretError) -> String {
    guard let text else { throw SecretError(reason: complaint) }
    let value = String(text.reversed().drop { $0.isNewline }.reversed())
    guard !value.isEmpty else { throw SecretError(reason: "\(complaint): it is empty") }
    return value
  }
}

/// A secret that cannot be read from where it is kept.
package struct SecretError: Error, Sendable, CustomStringConvertible {
  package let reason: String
  package var description: String { reason }
}
