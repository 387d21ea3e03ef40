/// How a piece of a full-screen page is set off. Without colours (no-color.org) weight, underline and reverse stay.
package enum Look: String, Hashable, Sendable {
  case plain, title, lit, titleLit, quiet, fact, good, bad, bar, label

  /// SGR parameters (ECMA-48 8.3.117).
  package func parameters(color: Bool) -> String {
    switch self {
    case .plain: ""
    case .title: "1"
    case .lit: color ? "33" : "4"
    case .titleLit: color ? "1;33" : "1;4"
    case .quiet: color ? "90" : ""
    case .fact: color ? "36" : ""
    case .good: color ? "32" : ""
    case .bad: color ? "31" : "1"
    case .bar: "7"
    case .label: "1"
    }
  }
}

/// A piece of a line with one look. The text is fit to be shown: nothing in it can steer the terminal.
package struct Span: Hashable, Sendable {
  package let text: String
  package let look: Look

  package init(_ text: String, _ look: Look = .plain) {
    self.text = text.printable
    self.look = look
  }

  package var width: Int { text.displayWidth }
}
