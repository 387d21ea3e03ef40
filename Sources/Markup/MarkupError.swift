/// Where a document stops being well-formed XML, and why.
package struct MarkupError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The line of the fault, from 1.
  package let line: Int
  /// How many bytes the parser had consumed when it met the fault.
  package let offset: Int
  /// One clause for a person, without a full stop.
  package let reason: String

  package init(line: Int, offset: Int, reason: String) {
    self.line = line
    self.offset = offset
    self.reason = reason
  }

  package var description: String { "line \(line), byte \(offset): \(reason)" }
}
