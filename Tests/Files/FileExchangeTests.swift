import Foundation
import Testing

@testable import Files

@Suite struct FileExchangeTests {
  private let folder = NSTemporaryDirectory() + "exchange-" + UUID().uuidString
  private var path: String { "\(folder)/a" }

  private func exchange(_ new: String, for old: String) throws -> Bool {
    try AtomicFile.exchange(
      Array(new.utf8),
      for: Array(old.utf8),
      at: path,
      mode: 0o640,
      owner: nil,
      through: "\(folder)/.a"
    )
  }

  private var text: String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }

  private func prepare(_ old: String) throws {
    try AtomicFile.makeFolder(folder)
    try AtomicFile.createNew(path, Array(old.utf8))
  }

  @Test func `A file is replaced by a new one and nothing else is left in the folder`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try prepare("one")
    #expect(try exchange("two", for: "one"))
    #expect(text == "two")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a"])
  }

  @Test func `What somebody wrote before the exchange stays`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try prepare("other")
    #expect(try exchange("two", for: "one") == false)
    #expect(text == "other")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a"])
  }

  @Test func `What somebody writes after it, through the file they had opened before, is not lost`()
    async throws
  {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try prepare("one\n")
    let late = try #require(FileHandle(forWritingAtPath: path))
    try late.seekToEnd()
    let number = try inode()
    // Writes when another file is in the place of theirs: the worst moment. A thread of its own: the pool may be busy.
    let writer = Thread { [self] in
      while (try? inode()) == number { usleep(100) }
      late.write(Data("late\n".utf8))
      try? late.close()
    }
    writer.start()
    #expect(try exchange("one\ntwo\n", for: "one\n") == false)
    #expect(text == "one\nlate\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a"])
    #expect(try exchange("one\nlate\ntwo\n", for: "one\nlate\n"))
  }

  @Test func `What a killed run left is replaced`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try prepare("one")
    try AtomicFile.createNew("\(folder)/.a", Array("half of something".utf8))
    #expect(try exchange("two", for: "one"))
    #expect(text == "two")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a"])
  }

  private func inode() throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
  }
}
