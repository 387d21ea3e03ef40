import Foundation
import TestKit
import Testing

@testable import Notifying

@Suite struct SchemaTests {
  @Test(arguments: [0, 1, 20]) func `a webhook's body is what its schema says`(count: Int) throws {
    let body = try DigestDocument(SampleDigests.digest(count), abstractLimit: 1000).jsonBytes()
    #expect(try faults(JSONSerialization.jsonObject(with: Data(body))) == [])
  }

  @Test(arguments: [
    ("\"type\":\"digest\"", "\"type\":\"other\""), ("\"version\":1", "\"version\":2"),
    ("\"items\":1", "\"items\":\"1\""),
    ("\"subject\"", "\"topics\""), ("\"state\":\"pending\"", "\"state\":\"new\""), ("T17:", "_17:"),
  ]) func `the schema finds what is wrong`(right: String, wrong: String) throws {
    let body = try DigestDocument(SampleDigests.digest(1), abstractLimit: 1000).jsonBytes()
    let text = String(decoding: body, as: UTF8.self)
    #expect(text.contains(right))
    let spoilt = Data(text.replacingOccurrences(of: right, with: wrong).utf8)
    #expect(try !faults(JSONSerialization.jsonObject(with: spoilt)).isEmpty)
  }

  @Test func `the schema lets fields pass that a later version adds, as it says`() throws {
    let text = try Checkout.text("docs/schemas/digest.schema.json")
    #expect(text.contains("new fields may come without"))
    #expect(!text.contains("additionalProperties"))
  }

  private func faults(_ value: Any) throws -> [String] {
    let text = try Checkout.text("docs/schemas/digest.schema.json")
    let schema = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let root = try #require(schema)
    return Schema(root: root).faults(value, root, at: "")
  }
}

/// The part of JSON Schema that the digest's schema is written in, and stricter: a field that the schema does not name is
/// a fault here.
private struct Schema {
  let root: [String: Any]

  func faults(_ value: Any, _ schema: [String: Any], at path: String) -> [String] {
    if let name = (schema["$ref"] as? String)?.split(separator: "/").last {
      let definition = (root["$defs"] as? [String: Any])?[String(name)] as? [String: Any]
      return definition.map { faults(value, $0, at: path) } ?? ["\(path): no \(name) in the schema"]
    }
    var found: [String] = []
    let allowed = schema["enum"] as? [NSObject] ?? (schema["const"] as? NSObject).map { [$0] }
    if let allowed, !allowed.contains(where: { $0.isEqual(value) }) { found.append("\(path): \(value)") }
    if let type = schema["type"] as? String, !isOf(type, value) { return found + ["\(path): not \(type)"] }
    if let pattern = schema["pattern"] as? String, let text = value as? String,
      text.range(of: pattern, options: .regularExpression) == nil
    {
      found.append("\(path): \(text)")
    }
    if let list = value as? [Any] { found += listFaults(list, schema, at: path) }
    if let object = value as? [String: Any] { found += objectFaults(object, schema, at: path) }
    return found
  }

  private func listFaults(_ list: [Any], _ schema: [String: Any], at path: String) -> [String] {
    let count = (schema["minItems"] as? Int ?? 0)...(schema["maxItems"] as? Int ?? .max)
    let entries = schema["items"] as? [String: Any] ?? [:]
    return (count.contains(list.count) ? [] : ["\(path): \(list.count) items"])
      + list.enumerated().flatMap { faults($1, entries, at: "\(path)/\($0)") }
  }

  private func objectFaults(_ object: [String: Any], _ schema: [String: Any], at path: String) -> [String] {
    let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
    let missing = (schema["required"] as? [String] ?? []).filter { object[$0] == nil }
    return missing.map { "\(path)/\($0): missing" }
      + object.flatMap { key, value in
        properties[key].map { faults(value, $0, at: "\(path)/\(key)") } ?? ["\(path)/\(key): unknown"]
      }
  }

  private func isOf(_ type: String, _ value: Any) -> Bool {
    switch type {
    case "object": value is [String: Any]
    case "array": value is [Any]
    case "string": value is String
    case "integer": value is Int
    case "number": value is Double
    default: false
    }
  }
}
