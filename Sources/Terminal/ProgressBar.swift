private import Synchronization

/// A bar that fills on a terminal; elsewhere a plain line now and then, for logs.
package final class ProgressBar: Sendable {
  private let title: String
  private let screen: Screen
  /// The part, in percent, that was last written as a plain line.
  private let written = Mutex(-1)

  private static let width = 24

  package init(title: String, on screen: Screen = .errors) {
    self.title = title
    self.screen = screen
  }

  /// - Parameters:
  ///   - fraction: 0...1; nil when it cannot be told.
  ///   - text: what stands behind the bar.
  package func show(_ fraction: Double?, _ text: String) {
    let percent = Int(((fraction ?? 0) * 100).rounded(.down))
    if screen.isTerminal {
      let line = "\(title) \(Self.bar(fraction)) \(fraction == nil ? " ? " : "\(percent)%"), \(text)"
      screen.write("\r\u{1B}[K" + line.printable.fitted(to: screen.width - 1))
    } else if isWorthALine(percent) {
      screen.line("\(title): \(percent)%, \(text)".printable)
    }
  }

  package func clear() {
    guard screen.isTerminal else { return }
    screen.write("\r\u{1B}[K")
  }

  /// One line in five percent: a log is not a film.
  private func isWorthALine(_ percent: Int) -> Bool {
    written.withLock { last in
      guard last < 0 || percent / 5 > last / 5 else { return false }
      last = percent
      return true
    }
  }

  /// `[######------------------]`
  package static func bar(_ fraction: Double?) -> String {
    let filled = Int((min(1, max(0, fraction ?? 0)) * Double(width)).rounded(.down))
    return "[" + String(repeating: "#", count: filled) + String(repeating: "-", count: width - filled) + "]"
  }
}
