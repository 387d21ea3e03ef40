internal import Publishing
internal import Queueing

/// What an error means for whoever started the command.
package enum Failure {
  /// The exit status; nil for an error that is not ours to judge, such as a command line that cannot be parsed.
  package static func status(of error: any Error) -> ExitStatus? {
    switch error {
    case is ConfigurationFaults, is UnknownTopic, is StoreError, is PublishError, is LockError: .configuration
    case is InputError, is NoWork, is NoDay, is ListFileError: .badInput
    case is DemoError: .tryAgain
    default: nil
    }
  }
}
