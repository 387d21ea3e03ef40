import Foundation
import Testing

@testable import Files

@Suite struct AtomicFileTests {
  private let folder = NSTemporaryDirectory() + "atomic-" + UUID().uuidString

  @Test func `A file is replaced as a whole and nothing else is left in the folder`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(try AtomicFile.write(Array("one".utf8), to: "\(folder)/a"))
    #expect(try AtomicFile.write(Array("two".utf8), to: "\(folder)/a"))
    #expect(FileManager.default.contents(atPath: "\(folder)/a") == Data("two".utf8))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a"])
  }

  @Test func `The same bytes again change nothing`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = try AtomicFile.write(Array("one".utf8), to: "\(folder)/a")
    #expect(try AtomicFile.write(Array("one".utf8), to: "\(folder)/a") == false)
  }

  @Test func `A new file is never written over another`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try AtomicFile.makeFolder(folder)
    try AtomicFile.createNew("\(folder)/a", Array("one".utf8))
    #expect(throws: FileError(path: "\(folder)/a", reason: "File exists")) {
      try AtomicFile.createNew("\(folder)/a", Array("two".utf8))
    }
    #expect(FileManager.default.contents(atPath: "\(folder)/a") == Data("one".utf8))
  }

  @Test func `A folder that cannot be made is named`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try AtomicFile.makeFolder(folder)
    try AtomicFile.createNew("\(folder)/a", [])
    let error = #expect(throws: FileError.self) { try AtomicFile.write([1], to: "\(folder)/a/b") }
    #expect(error?.path == "\(folder)/a")
  }
}
