import Assembly
import Terminal

extension RoundReport {
  /// Says what the round did, and ends with its status.
  ///
  /// - Throws: the status, unless all went well.
  func tell() throws {
    for failure in failures { Screen.errors.complain(failure) }
    for text in summary { Screen.output.line(text.printable) }
    guard status == .done else { throw status }
  }
}
