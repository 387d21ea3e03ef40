import Foundation
import Testing

@testable import Assembly

@Suite struct `Outside programs of a review` {
  @Test(arguments: [
    (["VISUAL": "code --wait", "EDITOR": "nano"], ["code", "--wait"]),
    (["VISUAL": " ", "EDITOR": "nano"], ["nano"]),
    ([:], ["vi"]),
  ])
  func `edit with what the environment names`(environment: [String: String], words: [String]) {
    #expect(DraftEditing(environment: environment).words == words)
  }

  @Test func `leave one line`() throws {
    #expect(try DraftEditing.line("a\n", before: "a", in: nil) == nil)
    #expect(try DraftEditing.line("\n", before: "a", in: nil) == nil)
    #expect(try DraftEditing.line("b\r\n\n", before: "a", in: nil) == "b")
    #expect(throws: DraftFault.self) { try DraftEditing.line("a\nb\n", before: "a", in: nil) }
  }

  @Test(arguments: [
    ("printf 'caf\\351\\n' > \"$1\"", "not UTF-8"), ("printf 'a\\nb\\n' > \"$1\"", "one line, not 2"),
    ("echo b > \"$1\"; exit 3", "ended with status 3"), ("yes | head -c 70000 > \"$1\"", "too long"),
  ])
  func `keep what they wrote when it is no draft`(script: String, reason: String) async throws {
    let place = try Workplace()
    try place.write("#!/bin/sh\n" + script, to: "editor.sh")
    let editing = DraftEditing(environment: ["EDITOR": "/bin/sh \(place.folder)/editor.sh"])
    let fault = try await #require(throws: DraftFault.self) { _ = try await editing.edit("a line") }
    #expect(fault.reason.contains(reason))
    let file = try #require(fault.file)
    #expect(FileManager.default.fileExists(atPath: file.path))
    try place.write("#!/bin/sh\necho better > \"$1\"", to: "editor.sh")
    let edited = try #require(try await editing.edit("a line", in: file))
    #expect(edited.line == "better" && edited.file == file)
    edited.file.remove()
  }

  @Test(arguments: [("true", nil), ("rm \"$1\"", "is gone"), ("exit 1", "ended with status 1")])
  func `leave nothing behind when they changed nothing`(script: String, reason: String?) async throws {
    let place = try Workplace()
    try place.write("#!/bin/sh\necho \"$1\" > \(place.folder)/path\n" + script, to: "editor.sh")
    let editing = DraftEditing(environment: ["EDITOR": "/bin/sh \(place.folder)/editor.sh"])
    do {
      #expect(try await editing.edit("a line") == nil)
      #expect(reason == nil)
    } catch {
      #expect(error.file == nil && error.reason.contains(reason ?? "no fault"))
    }
    let path = try place.read("path").trimmingCharacters(in: .newlines)
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func `open web addresses as a word of their own, and nothing else`() {
    let url = "https://arxiv.org/abs/1;rm"
    #expect(Browser(environment: ["BROWSER": "w %s -x:y"]).words(for: url) == ["w", url, "-x"])
    #expect(Browser(environment: ["DISPLAY": ":0"]).words(for: url) == ["xdg-open", url])
    #expect(Browser(environment: [:]).words(for: url) == nil)
    #expect(Browser(environment: ["BROWSER": "w"]).words(for: "--help") == nil)
  }
}
