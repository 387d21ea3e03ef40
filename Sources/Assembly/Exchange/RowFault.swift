/// What is wrong with a row, as part of a sentence.
struct RowFault: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }

  /// - Parameters:
  ///   - error: what the decoder says.
  ///   - words: what a field may hold, by its path.
  init(_ error: DecodingError, words: [String: [String]] = [:]) {
    let (what, context, missing) = Self.read(error)
    let keys = (context?.codingPath ?? []) + [missing].compactMap(\.self)
    let path = keys.reduce("") { path, key in
      if let index = key.intValue { return "\(path)[\(index)]" }
      return path.isEmpty ? key.stringValue : "\(path).\(key.stringValue)"
    }
    let known = missing == nil ? words[path] : nil
    let says = known.map { "it is none of \($0.joined(separator: ", "))" } ?? what
    reason = path.isEmpty ? "no JSON object of an export: \(says)" : "\(path): \(says)"
  }

  private static func read(_ error: DecodingError) -> (String, DecodingError.Context?, (any CodingKey)?) {
    switch error {
    case .keyNotFound(let key, let context): ("it is missing", context, key)
    case .valueNotFound(let type, let context): ("\(name(type)) is expected, and it is null", context, nil)
    case .typeMismatch(let type, let context): ("\(name(type)) is expected", context, nil)
    case .dataCorrupted(let context): (context.debugDescription, context, nil)
    @unknown default: ("it cannot be read", nil, nil)
    }
  }

  private static func name(_ type: any Any.Type) -> String {
    switch type {
    case is String.Type: "a text"
    case is Bool.Type: "true or false"
    case is Int.Type: "a whole number"
    case is Double.Type: "a number"
    case is [Any].Type, is [any Decodable].Type: "a list"
    default: "\(type)".hasPrefix("Array") ? "a list" : "an object"
    }
  }
}
