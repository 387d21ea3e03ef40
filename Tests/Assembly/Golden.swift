import Foundation
import Testing

/// Compares with a golden file, or writes it when `GLEANER_GOLDEN=write` is set (`make golden`).
func expectGolden(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
  let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  let file = here.appendingPathComponent("Golden/\(name)")
  if ProcessInfo.processInfo.environment["GLEANER_GOLDEN"] == "write" {
    try Data(text.utf8).write(to: file)
  }
  let golden = try String(contentsOf: file, encoding: .utf8)
  #expect(text == golden, "differs from \(name)", sourceLocation: sourceLocation)
}
