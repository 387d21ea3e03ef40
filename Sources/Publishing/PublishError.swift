internal import Files

/// A file of the feed folder cannot be written.
package struct PublishError: Error, Sendable, CustomStringConvertible {
  package let path: String
  package let reason: String
  package var description: String { "cannot publish \(path): \(reason)" }

  init(_ error: FileError) {
    path = error.path
    reason = error.reason
  }
}
