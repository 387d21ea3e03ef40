internal import Logging

/// A log for the person at the terminal: what is worth knowing while a command goes on, a sentence a line.
struct SayingLog: LogHandler {
  let say: @Sendable (String) -> Void
  var logLevel = Logger.Level.info
  var metadata: Logger.Metadata = [:]

  init(say: @escaping @Sendable (String) -> Void) { self.say = say }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    say((event.level >= .warning ? "warning: " : "") + event.message.description)
  }
}
