/// A tag of a template, as far as Mustache has read it without complaint.
struct TemplateTag {
  /// What stands before the name, such as `#`; nil for a value.
  let mark: Character?
  /// Without its mark and the space around it.
  let text: String
  /// Counted from 1.
  let line: Int

  /// What a value goes through, the innermost last: `a` and `b` of `a(b(name))`.
  var transforms: [String] {
    text.split(separator: "(", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  /// The name of the value; empty for that of a list's element, as in `first()`.
  var name: String {
    let inner = text.split(separator: "(", omittingEmptySubsequences: false).last ?? ""
    return String(inner.prefix { $0 != ")" })
  }
}

/// The tags of a template. Mustache itself leaves out what it does not know, so that a slip of the pen would show as a
/// mail without titles.
struct TemplateTags {
  let all: [TemplateTag]
  /// Whether nothing can ever come of the template.
  let isBlank: Bool

  /// Throws a `TemplateFault` when there is an end of the text inside a tag.
  init(_ text: String, path: String) throws(TemplateFault) {
    var (tags, line, words) = ([TemplateTag](), 1, "")
    var rest = text[...]
    while let open = rest.firstRange(of: "{{") {
      words += rest[..<open.lowerBound]
      line += Self.lines(rest[..<open.lowerBound])
      let inside = rest[open.upperBound...]
      guard let end = inside.firstRange(of: inside.first == "{" ? "}}}" : "}}") else {
        throw TemplateFault(path: path, line: line, reason: "it ends in the middle of a tag")
      }
      tags.append(Self.tag(inside[..<end.lowerBound], line: line))
      line += Self.lines(inside[..<end.lowerBound])
      rest = inside[end.upperBound...]
    }
    words += rest
    all = tags
    isBlank = words.allSatisfy(\.isWhitespace) && tags.allSatisfy { $0.mark == "!" || $0.mark == "%" }
  }

  private static func lines(_ text: Substring) -> Int { text.count { $0.isNewline } }

  private static func tag(_ inside: Substring, line: Int) -> TemplateTag {
    let mark = inside.first.flatMap { "#^/!{&>=<$%".contains($0) ? $0 : nil }
    let text = inside.dropFirst(mark == nil ? 0 : 1).drop(while: \.isWhitespace)
    return TemplateTag(mark: mark, text: String(text.prefix { !$0.isWhitespace }), line: line)
  }
}
