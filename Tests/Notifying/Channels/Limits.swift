import Foundation
import Testing

@testable import Notifying

/// Expects a message to be within the limits that its receiver states.
func checkLimits(_ name: String, _ message: Message) throws {
  let object = try #require(try JSONSerialization.jsonObject(with: Data(message.body)) as? [String: Any])
  switch name {
  case "slack":
    let blocks = try #require(object["blocks"] as? [[String: Any]])
    let texts = blocks.compactMap { ($0["text"] as? [String: Any])?["text"] as? String }
    #expect(texts.count == blocks.count && blocks.count <= 50)
    #expect(texts.allSatisfy { (1...3000).contains($0.unicodeScalars.count) })
    #expect(texts.reduce(0) { $0 + $1.unicodeScalars.count } <= 13_000)
  case "discord":
    let texts = try #require(object["embeds"] as? [[String: Any]]).compactMap { $0["description"] as? String }
    #expect(texts.count <= 10 && texts.allSatisfy { (1...4096).contains($0.utf16.count) })
    #expect(texts.reduce(0) { $0 + $1.utf16.count } <= 6000)
    #expect(try #require(object["content"] as? String).utf16.count <= 2000)
    #expect((object["allowed_mentions"] as? [String: [String]])?["parse"] == [])
  case "teams": #expect(message.body.count <= 20_480)
  case "mattermost": #expect(try #require(object["text"] as? String).unicodeScalars.count <= 16_383)
  case "matrix": #expect(message.body.count <= 60_000)
  case "ntfy": #expect(try #require(object["message"] as? String).utf8.count <= 4096)
  case "telegram": #expect(try #require(object["text"] as? String).utf16.count <= 4096)
  default: #expect(["webhook", "cloudevents"].contains(name))
  }
}
