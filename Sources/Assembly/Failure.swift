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

  init(_ line: String, _ status: ExitStatus) {
    lines = [line]
    self.status = status
  }

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
    case is UnknownTopic, is NoDay, is NoField, is NoList, is NoDates: .usage
    case is NoDigest, is NoChannel, is NoRecipient: .usage
    case is ConfigurationFaults, is PublishError, is LockError, is MissingTimeZone, is ChannelsUnusable:
      .configuration
    case let fault as WaitingFault: fault.isConfiguration ? .configuration : .tryAgain
    case is InputError, is NoWork, is ListFileError, is ListRefusal: .badInput
    case is NothingToMeasure: .findings
    case is NeverPolled, is DemoError: .tryAgain
    default: nil
    }
  }
}
