import Foundation
import Glibc
import Listing
import Testing

@Suite struct `A list file` {
  /// A folder of its own for each test, gone afterwards.
  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("list-\(UUID().uuidString)")
      .path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private func write(_ text: String, _ path: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  private func content(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  private func fault(_ body: () throws -> Void) -> String? {
    do { try body() } catch { return "\(error)" }
    return nil
  }

  @Test func `that is missing, or a folder, is refused with its path`() throws {
    try inFolder { folder in
      let missing = fault { _ = try ListFile(folder + "/none.md").read() }
      #expect(missing == "list \(folder)/none.md: cannot read the file: there is none")
      let isFolder = fault { _ = try ListFile(folder).read() }
      #expect(isFolder == "list \(folder): cannot read the file: it is a folder")
    }
  }

  @Test func `that is a symbolic link stays one, and its target gets the change and keeps its permissions`()
    throws
  {
    try inFolder { folder in
      let (target, link) = (folder + "/target.md", folder + "/link.md")
      try write("a\n", target)
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: target)
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "target.md")
      #expect(try ListFile(link).update { $0.rendered + Array("b\n".utf8) })
      #expect(try content(target) == "a\nb\n")
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "target.md")
      let mode = try FileManager.default.attributesOfItem(atPath: target)[.posixPermissions] as? Int
      #expect(mode == 0o640)
    }
  }

  @Test func `keeps its group's right to write, whatever the umask`() throws {
    try inFolder { folder in
      let path = folder + "/list.md"
      try write("a\n", path)
      try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: path)
      #expect(try ListFile(path).update { $0.rendered + Array("b\n".utf8) })
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o666)
    }
  }

  @Test(.enabled(if: geteuid() == 0, "only root may give files away"))
  func `keeps its owner and its group`() throws {
    try inFolder { folder in
      let path = folder + "/list.md"
      try write("a\n", path)
      try #require(chown(path, 4321, 1234) == 0)
      #expect(try ListFile(path).update { $0.rendered + Array("b\n".utf8) })
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.ownerAccountID] as? Int == 4321)
      #expect(attributes[.groupOwnerAccountID] as? Int == 1234)
    }
  }

  @Test func `is left alone when there is nothing to change`() throws {
    try inFolder { folder in
      let path = folder + "/list.md"
      try write("a", path)
      let before = try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
      #expect(try !ListFile(path).update { _ in nil })
      #expect(try !ListFile(path).update { $0.rendered })
      let after = try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
      #expect(before == after)
    }
  }

  @Test func `that somebody else changes meanwhile keeps their change and gets ours`() throws {
    try inFolder { folder in
      let path = folder + "/list.md"
      try write("a\n", path)
      var calls = 0
      let changed = try ListFile(path).update { document in
        calls += 1
        if calls == 1 { try? write("a\ntheirs\n", path) }
        return document.rendered + Array("ours\n".utf8)
      }
      #expect(changed)
      #expect(calls == 2)
      #expect(try content(path) == "a\ntheirs\nours\n")
    }
  }

  @Test func `that somebody else does not stop changing is given up, with their last words in it`() throws {
    try inFolder { folder in
      let path = folder + "/list.md"
      try write("0", path)
      var calls = 0
      let said = fault {
        _ = try ListFile(path).update { document in
          calls += 1
          try? write("\(calls)", path)
          return document.rendered + [0x0A]
        }
      }
      #expect(said?.contains("keeps writing the file") == true)
      #expect(try content(path) == "\(calls)")
    }
  }
}
