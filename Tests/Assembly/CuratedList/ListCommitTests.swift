import Foundation
import Papers
import Queueing
import Testing

@testable import Assembly

@Suite struct `A list that is committed` {
  @Test func `gets one commit a decision, and one for taking it back`() async throws {
    let world = try await Self.world()
    _ = try await world.accept()
    #expect(try world.list == DeskWorld.withLine)
    try await world.decide(.undo, DeskWorld.walk)
    #expect(try world.list == DeskWorld.list)
    #expect(
      try Self.log(world) == ["Remove Walk (2505.00001)", "Add Walk (2505.00001)", "The list"]
    )
    #expect(try Self.git(world.place, "status", "--porcelain", "list.md").isEmpty)
  }

  @Test func `is described as the configuration has it`() async throws {
    let world = try await Self.world(["topics[0].list.message='{label} {section}: {title}'"])
    _ = try await world.accept()
    #expect(try Self.log(world).first == "2505 Arms: Walk: a robot")
  }

  @Test func `with changes of somebody else waits, says why, and is made up for`() async throws {
    let world = try await Self.world()
    let other = DeskWorld.list + "\nA word.\n"
    try world.place.write(other, to: "list.md")
    let report = try await world.accept()
    #expect(report.records.first?.waiting?.reason.contains("has changes that are not committed") == true)
    #expect(try world.list == other)
    #expect(try await world.due().count == 1)
    try Self.git(world.place, "commit", "--quiet", "-am", "A word")
    try await world.round()
    #expect(try Self.log(world) == ["Add Walk (2505.00001)", "A word", "The list"])
    #expect(try world.list == DeskWorld.withLine + "\nA word.\n")
  }

  @Test func `is committed by the next round after a kill between writing and commit`() async throws {
    let world = try await Self.world()
    let other = DeskWorld.list + "\nA word.\n"
    try world.place.write(other, to: "list.md")
    _ = try await world.accept()
    // What a killed run leaves: the line is written, not committed.
    try world.place.write(DeskWorld.withLine, to: "list.md")
    try await world.round()
    #expect(try Self.log(world) == ["Add Walk (2505.00001)", "The list"])
    try await world.round()
    #expect(try Self.log(world).count == 2)
    try await world.decide(.undo, DeskWorld.walk)
    #expect(try world.list == DeskWorld.list)
  }

  @Test func `has no line any more after an undo of what could not be committed`() async throws {
    let world = try await Self.world()
    let hook = "\(world.place.folder)/.git/hooks/pre-commit"
    try "#!/bin/sh\nexit 1\n".write(toFile: hook, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: hook)
    let report = try await world.accept()
    #expect(report.records.first?.waiting?.isFinal == false)
    #expect(try world.list == DeskWorld.withLine)
    let undone = try await world.decide(.undo, DeskWorld.walk)
    #expect(undone.records.first?.list?.action == "removed")
    #expect(try world.list == DeskWorld.list)
    #expect(try await world.due().isEmpty)
    #expect(try Self.log(world) == ["The list"])
  }

  @Test(.timeLimit(.minutes(1)))
  func `loses the line that is being committed while its acceptance is undone`() async throws {
    let world = try await Self.world()
    let hook = "\(world.place.folder)/.git/hooks/pre-commit"
    // Waits until the test has undone the decision.
    let script = "#!/bin/sh\ntouch .git/began\nwhile [ ! -e .git/undone ]; do sleep 0.05; done\n"
    try script.write(toFile: hook, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: hook)
    let git = "\(world.place.folder)/.git"
    async let accepting = world.accept()
    while !FileManager.default.fileExists(atPath: "\(git)/began") {
      try await Task.sleep(for: .milliseconds(20))
    }
    async let undoing = world.decide(.undo, DeskWorld.walk)
    let work = try #require(WorkID(DeskWorld.walk))
    let store = world.installation.store
    while try await store.candidate(topic: "robots", work: work, today: world.installation.today)?.state
      != .pending
    {
      try await Task.sleep(for: .milliseconds(20))
    }
    try world.place.write("", to: ".git/undone")
    _ = try await accepting
    let undone = try await undoing
    #expect(undone.records.first?.list?.action == "removed")
    #expect(try world.list == DeskWorld.list)
    #expect(try Self.log(world) == ["Remove Walk (2505.00001)", "Add Walk (2505.00001)", "The list"])
  }

  @Test func `outside of a working copy says what to do`() async throws {
    let world = try await DeskWorld(["topics[0].list.commit=true"])
    let report = try await world.accept()
    #expect(report.records.first?.waiting?.reason.contains("set list.commit to false") == true)
    #expect(try world.list == DeskWorld.list)
  }

  private static func world(_ overrides: [String] = []) async throws -> DeskWorld {
    try await DeskWorld(["topics[0].list.commit=true"] + overrides) { place in
      try git(place, "init", "--quiet", "--initial-branch=main")
      try git(place, "config", "user.name", "A Curator")
      try git(place, "config", "user.email", "curator@example.org")
      try git(place, "add", "list.md")
      try git(place, "commit", "--quiet", "-m", "The list")
    }
  }

  private static func log(_ world: DeskWorld) throws -> [String] {
    try git(world.place, "log", "--format=%s").split(separator: "\n").map(String.init)
  }

  @discardableResult
  private static func git(_ place: Workplace, _ arguments: String...) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git", "-C", place.folder] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let said = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "git \(arguments)")
    return String(decoding: said, as: UTF8.self)
  }
}
