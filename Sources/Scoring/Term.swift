import Papers

/// What a rule looks for, and where: the meaning of a term, without its spelling.
struct Term: Hashable, Sendable {
  enum Subject: Hashable, Sendable {
    case phrase(Phrase)
    /// Both phrases in one field, with at most so many words between them.
    case near(Phrase, Int, Phrase)
    /// The folded words of a whole name, with a space between them.
    case author([UInt8])
    case category(Category)
    case archive(String)
  }

  var subject: Subject
  var fields: [Field] = [.title, .abstract]
}

/// What is wrong with a term; the compiler knows where it stands.
struct TermFault: Error, Sendable, Equatable {
  var message: String
  var suggestion: String?

  init(_ message: String, suggestion: String? = nil) {
    self.message = message
    self.suggestion = suggestion
  }
}

/// A term, or what is left of it. Scalars, because an accent may turn `=` into part of another character.
typealias TermText = Substring.UnicodeScalarView

/// What already stands in front of a text that is being read.
enum TermPlace {
  case start, behindField, behindEquals, insideNear
}

extension Term {
  /// A term is a phrase a person types; what is longer is a slip of the quotes.
  static let maxBytes = 200

  init(_ written: String) throws(TermFault) {
    let text = written.unicodeScalars[...].trimmed
    guard written.utf8.count <= Self.maxBytes else {
      throw TermFault("the term has \(written.utf8.count) bytes, \(Self.maxBytes) are allowed: split it")
    }
    let fields = Operator.all.map(\.name).filter { $0.hasSuffix(":") }
    if let field = text.fieldLike, !fields.contains(field) {
      throw TermFault(
        "no field is called \(quoted(field)), there are \(fields.joined(separator: ", ")); "
          + "a space behind the colon makes it plain text",
        suggestion: nearest(to: field, among: fields)
      )
    }
    self = try Self.read(text, at: .start)
  }

  /// The first operator that takes the text reads it.
  static func read(_ text: TermText, at place: TermPlace) throws(TermFault) -> Term {
    for candidate in Operator.all {
      if let term = try candidate.prepare(text.trimmed, place) { return term }
    }
    throw TermFault("there is no word in the term: write at least one")
  }
}

extension TermText {
  var trimmed: TermText {
    var text = drop { $0.properties.isWhitespace }
    while let last = text.last, last.properties.isWhitespace { text.removeLast() }
    return text
  }

  /// What follows `prefix`; nil when the text does not begin with it.
  func dropping(_ prefix: String) -> TermText? {
    starts(with: prefix.unicodeScalars) ? dropFirst(prefix.unicodeScalars.count) : nil
  }

  /// `word:` when the text begins with ASCII letters and a colon that no space follows.
  fileprivate var fieldLike: String? {
    let word = prefix { $0.properties.isAlphabetic && $0.isASCII }
    let rest = self[word.endIndex...]
    guard !word.isEmpty, rest.first == ":", let next = rest.dropFirst().first,
      !next.properties.isWhitespace
    else { return nil }
    return String(word) + ":"
  }
}
