internal import Files
internal import Listing
internal import Papers
internal import Publishing
internal import Queueing

/// An error as a command ends with it.
package struct Failure: Sendable {
  /// What went wrong, for the person who reads it; one line each.
  package let lines: [String]
  package let status: ExitStatus

  /// nil for an error that is not ours to judge, such as a command line that cannot be parsed.
  package init?(_ error: any Error) {
    let error: any Error = StoreError(error) ?? error
    guard let status = Self.status(of: error) else { return nil }
    self.status = status
    lines = "\(error)".split(separator: "\n").map(String.init)
  }

  private static func status(of error: any Error) -> ExitStatus? {
    switch error {
    case let store as StoreError: store.isPassing ? .tryAgain : .configuration
    case is UnknownTopic, is NoPeriod, is NoField, is NoList, is NoDigest, is NoRecipient: .usage
    case is ConfigurationFaults, is PublishError, is LockError, is MissingTimeZone:
      .configuration
    case is InputError, is NoWork, is NoDay, is ListFileError, is ListRefusal: .badInput
    case is NotReady: .tryAgain
    case is NothingToMeasure: .findings
    case is NoDates, is NoDate: .usage
    case is DemoError: .tryAgain
    default: nil
    }
  }
}
