/// Standard output for many lines: written in large pieces.
package struct BufferedOutput {
  private var text = ""

  package init() {}

  package mutating func line(_ line: String) {
    text += line
    text += "\n"
    if text.utf8.count > 1 << 16 { flush() }
  }

  package mutating func flush() {
    guard !text.isEmpty else { return }
    Screen.output.write(text)
    text = ""
  }
}
