import Foundation
import Papers
import Publishing
import Testing

/// A folder of its own for each test, gone when the test is.
private final class Folder {
  let path = NSTemporaryDirectory() + "gleaner-feeds-\(UUID().uuidString)"

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

@Suite struct `A published file` {
  private let folder = Folder()
  private var file: String { "\(folder.path)/reading-machines/accepted.atom" }
  private var publisher: Publisher { Publisher(directory: folder.path, formats: FeedFormat.all) }

  private func number(_ key: FileAttributeKey) throws -> Int {
    try #require(try FileManager.default.attributesOfItem(atPath: file)[key] as? Int)
  }

  /// What is in the topic's folder, hidden files too.
  private func listing() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path + "/reading-machines").sorted()
  }

  @Test func `holds the feed, in folders that are made`() throws {
    let feed = try sample(.accepted)
    #expect(try publisher.publish(feed) == [file])
    #expect(FileManager.default.contents(atPath: file) == Data(FeedFormat.atom.render(feed)))
    #expect(try publisher.publish(try sample(.candidates)).count == 1)
    #expect(try listing() == ["accepted.atom", "candidates.atom"])
  }

  @Test func `is not touched when nothing changed`() throws {
    _ = try publisher.publish(try sample(.accepted))
    let old = Date(timeIntervalSince1970: 1_000_000_000)
    try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: file)
    let inode = try number(.systemFileNumber)
    #expect(try publisher.publish(try sample(.accepted)) == [])
    #expect(try number(.systemFileNumber) == inode)
    #expect(try FileManager.default.attributesOfItem(atPath: file)[.modificationDate] as? Date == old)
  }

  @Test func `is replaced whole, and one who reads it keeps the old one`() throws {
    _ = try publisher.publish(try feed(.accepted, [publication()]))
    let inode = try number(.systemFileNumber)
    let reader = try #require(FileHandle(forReadingAtPath: file))
    let old = try #require(FileManager.default.contents(atPath: file))
    let longer = try sample(.accepted)
    #expect(try publisher.publish(longer) == [file])
    #expect(try number(.systemFileNumber) != inode)
    #expect(try reader.readToEnd() == old)
    #expect(FileManager.default.contents(atPath: file) == Data(FeedFormat.atom.render(longer)))
    #expect(try listing() == ["accepted.atom"])
  }

  @Test func `may become shorter`() throws {
    _ = try publisher.publish(try sample(.accepted))
    let empty = try feed()
    #expect(try publisher.publish(empty) == [file])
    #expect(FileManager.default.contents(atPath: file) == Data(FeedFormat.atom.render(empty)))
  }

  @Test func `can be read by a web server and written by nobody else`() throws {
    _ = try publisher.publish(try sample(.accepted))
    let mode = try number(.posixPermissions)
    #expect(mode & 0o111 == 0)
    #expect(mode & 0o022 == 0)
  }

  @Test func `replaces a damaged one`() throws {
    _ = try publisher.publish(try sample(.accepted))
    try Data("half".utf8).write(to: URL(fileURLWithPath: file))
    #expect(try publisher.publish(try sample(.accepted)) == [file])
  }

  @Test func `that cannot be written is named, and leaves nothing behind`() throws {
    // Where the file should be there is a folder.
    try FileManager.default.createDirectory(atPath: file + "/x", withIntermediateDirectories: true)
    let publisher = publisher
    let feed = try sample(.accepted)
    let error = #expect(throws: PublishError.self) { _ = try publisher.publish(feed) }
    #expect(error?.path == file)
    #expect(error?.description.hasPrefix("cannot publish \(file): ") == true)
    #expect(try listing() == ["accepted.atom"])
  }

  @Test func `in a folder that cannot be made names the folder`() throws {
    // Where the folder should be there is a file, which stops root too.
    try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
    try Data().write(to: URL(fileURLWithPath: folder.path + "/reading-machines"))
    let publisher = publisher
    let feed = try sample(.accepted)
    let error = #expect(throws: PublishError.self) { _ = try publisher.publish(feed) }
    #expect(error?.path == folder.path + "/reading-machines")
    #expect(error?.reason.hasPrefix("cannot make the folder") == true)
  }

  @Test func `is one for each format`() throws {
    #expect(try Publisher(directory: folder.path, formats: []).publish(try sample(.accepted)) == [])
    #expect(FeedFormat.all.map(\.name) == ["atom"])
    #expect(FeedFormat.named("atom")?.mediaType == "application/atom+xml")
    #expect(FeedFormat.named("Atom") == nil)
  }
}
