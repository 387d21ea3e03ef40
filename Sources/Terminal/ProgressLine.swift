/// One line that is written over while long work goes on; nothing when nobody looks on.
package struct ProgressLine: Sendable {
  private let screen: Screen

  package init(on screen: Screen = .errors) { self.screen = screen }

  package func show(_ text: String) {
    guard screen.isTerminal else { return }
    screen.write("\r\u{1B}[K" + text.printable.fitted(to: screen.width - 1))
  }

  package func clear() {
    guard screen.isTerminal else { return }
    screen.write("\r\u{1B}[K")
  }
}
