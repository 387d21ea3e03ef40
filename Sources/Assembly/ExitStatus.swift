/// How a command ended, for scripts and service managers (sysexits.h where it has a name).
package enum ExitStatus: Int32, Error, CaseIterable, Sendable {
  case done = 0
  /// Findings, or nothing to act on.
  case findings = 1
  case usage = 64
  case badInput = 65
  /// A service failed, and nothing is scheduled.
  case unavailable = 69
  /// A next attempt was recorded.
  case tryAgain = 75
  case configuration = 78
  case interrupted = 130
}
