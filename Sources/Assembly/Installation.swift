package import Foundation
package import Papers
package import Queueing
internal import Wire

/// A configured program with its store and its clock: what every command works on.
package struct Installation: Sendable {
  package let configuration: Configuration
  package let store: Store
  /// The command's clock: the real one, or one started at another time for replays and tests.
  package let now: @Sendable () -> Date

  /// Reads the configuration and opens the store.
  ///
  /// - Throws: `ConfigurationFaults`; `StoreError`.
  package static func open(_ options: Options) throws -> Installation {
    let configuration = try options.file.load()
    let store = try Store(path: configuration.storage.database)
    return Installation(configuration: configuration, store: store, now: options.now)
  }

  /// The same installation on a copy of its store.
  func rehearsing() throws -> Installation {
    Installation(configuration: configuration, store: try store.copy(), now: now)
  }

  package var today: Day { Day(utc: now()) }

  /// The way out, under the program's name; to be closed by whoever asked for it.
  func curlLoop() -> CurlLoop {
    CurlLoop(userAgent: Version.userAgent(contact: configuration.instance.contact))
  }
}

/// What every command is told on its command line.
package struct Options: Sendable {
  package let file: ConfigurationFile
  package let now: @Sendable () -> Date

  /// - Parameters:
  ///   - configuration: path of the configuration file.
  ///   - overrides: `key.path=value`, each overriding one key.
  ///   - start: where the command's clock starts; nil for now.
  package init(configuration: String, overrides: [String] = [], start: Date? = nil) {
    file = ConfigurationFile(path: configuration, overrides: overrides)
    guard let start else {
      now = { Date() }
      return
    }
    let began = Date()
    now = { start + Date().timeIntervalSince(began) }
  }
}
