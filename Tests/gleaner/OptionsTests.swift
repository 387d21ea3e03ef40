import ArgumentParser
import Foundation
import Testing

@testable import Assembly
@testable import gleaner

@Suite struct `The options of every command` {
  @Test func `take a time, and say what is wrong with one`() throws {
    let options = try GlobalOptions.parse(["--now", "2025-05-30T06:00:00Z"])
    #expect(options.now.map { $0.timeIntervalSince1970 } == 1_748_584_800)
    let error = try #require(
      #expect(throws: (any Error).self) { try GlobalOptions.parse(["--now", "today"]) }
    )
    #expect(Gleaner.exitCode(for: error).rawValue == ExitStatus.usage.rawValue)
    #expect(GlobalOptions.message(for: error).contains("“today” is no time; write one such as 2025-05-30"))
  }
}
