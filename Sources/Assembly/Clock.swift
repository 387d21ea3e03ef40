package import Foundation
internal import Papers

/// Times as a command line writes them.
package enum Clock {
  /// RFC 3339, `2025-05-30T06:00:00Z`.
  package static func read(_ text: String) -> Date? { Date(rfc3339: text) }

  /// `3.5s`, `2m`, `12h`, `21d`.
  package static func readDuration(_ text: String) -> Duration? { Duration(written: text) }
}
