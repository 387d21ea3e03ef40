private import Foundation
package import Testing

/// Expects a text to be, byte for byte, the file `Golden/NAME` beside the test; writes the file when
/// `GLEANER_GOLDEN=write` is set (`make golden`).
package func expectGolden(
  _ text: String,
  _ name: String,
  file: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let here = URL(fileURLWithPath: file).deletingLastPathComponent()
  let golden = here.appendingPathComponent("Golden/\(name)")
  if ProcessInfo.processInfo.environment["GLEANER_GOLDEN"] == "write" {
    try Data(text.utf8).write(to: golden)
  }
  let expected = try String(contentsOf: golden, encoding: .utf8)
  #expect(text == expected, "differs from \(name)", sourceLocation: sourceLocation)
}

/// Files of the checkout the tests were built from.
package enum Checkout {
  package static func path(_ name: String) -> String {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    return folder.appendingPathComponent(name).path
  }

  package static func text(_ name: String) throws -> String {
    try String(contentsOfFile: path(name), encoding: .utf8)
  }
}
