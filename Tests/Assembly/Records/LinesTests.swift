import CZlib
import Foundation
import Testing

@testable import Assembly

@Suite struct `Lines of a file` {
  let place: Workplace

  init() throws { place = try Workplace() }

  @Test(arguments: [
    ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\n\nb", ["a", "", "b"]), ("\n", [""]),
    ("ä\r\nö\n", ["ä\r", "ö"]),
  ])
  func `are the same plain and compressed`(text: String, lines: [String]) throws {
    try place.write(text, to: "plain")
    #expect(try read("plain") == lines)
    try compress(text, to: "packed.gz")
    #expect(try read("packed.gz") == lines)
  }

  @Test func `may be longer than any buffer`() throws {
    let lines = [1, 65_535, 65_536, 65_537, 300_000, 0, 7].map { String(repeating: "x", count: $0) }
    try place.write(lines.joined(separator: "\n"), to: "long")
    #expect(try read("long") == lines)
  }

  @Test func `of gzip data that end too soon are handed over as far as they go`() throws {
    let text = (0..<20_000).map { "line \($0) \($0 &* 2_654_435_761)\n" }.joined()
    try compress(text, to: "whole.gz")
    let whole = try Data(contentsOf: URL(fileURLWithPath: "\(place.folder)/whole.gz"))
    try whole.prefix(whole.count / 2).write(to: URL(fileURLWithPath: "\(place.folder)/half.gz"))
    var read = 0
    let error = #expect(throws: InputError.self) {
      var lines = try Lines(path: "\(place.folder)/half.gz")
      while let line = try lines.next() {
        #expect(String(decoding: line, as: UTF8.self).hasPrefix("line \(read) "))
        read += 1
      }
    }
    // What zlib could unpack of half the file is about half the lines.
    #expect((9_000...11_000).contains(read))
    #expect(error?.reason == "the gzip data ends too soon")
    #expect(error?.line == read + 1)
  }

  @Test func `of no file are an error that names it`() {
    let error = #expect(throws: InputError.self) { _ = try Lines(path: "/nowhere/papers.jsonl") }
    #expect(error?.description.hasPrefix("/nowhere/papers.jsonl: cannot open it") == true)
  }

  private func read(_ name: String) throws -> [String] {
    var lines = try Lines(path: "\(place.folder)/\(name)")
    var result: [String] = []
    while let line = try lines.next() { result.append(String(decoding: line, as: UTF8.self)) }
    return result
  }

  private func compress(_ text: String, to name: String) throws {
    let file = try #require(gzopen("\(place.folder)/\(name)", "wb"))
    _ = Array(text.utf8).withUnsafeBytes { gzwrite(file, $0.baseAddress, UInt32($0.count)) }
    #expect(gzclose(file) == Z_OK)
  }
}
