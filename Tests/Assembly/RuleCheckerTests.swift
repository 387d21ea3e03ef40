import CZlib
import Foundation
import Testing

@testable import Assembly

@Suite struct `Checking rules` {
  let place: Workplace
  let topic: Configuration.Topic

  init() throws {
    place = try Workplace()
    topic = try ConfigurationFile(path: "c.yml").read(Workplace.small).topic(nil)
  }

  @Test func `counts over all files together`() throws {
    try place.write(#"{"id":"2505.00001","title":"A cat"}"#, to: "a.jsonl")
    try place.write(#"{"id":"2505.00002","title":"A dog"}"#, to: "b.jsonl")
    let paths = ["\(place.folder)/a.jsonl", "\(place.folder)/b.jsonl"]
    let findings = try RuleChecker(topic: topic).check(paths)
    #expect(!findings.isEmpty)
    #expect(findings.allSatisfy { $0.finding == "never" && $0.found == 0 && $0.papers == 2 })
    #expect(findings.allSatisfy { $0.says == "found in none of 2 papers" && $0.topic == topic.id })
  }

  @Test func `without files speaks of no papers`() throws {
    #expect(
      try RuleChecker(topic: topic).check([]).allSatisfy { $0.papers == nil && $0.finding == "shadowed" }
    )
  }

  @Test func `names the line that is no paper`() throws {
    try place.write("{\"id\":\"2505.00001\"}\n{}", to: "a.jsonl")
    let error = #expect(throws: InputError.self) {
      _ = try RuleChecker(topic: topic).check(["\(place.folder)/a.jsonl"])
    }
    #expect(error?.line == 2)
  }
}
