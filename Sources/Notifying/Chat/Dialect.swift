internal import Papers

/// How a receiver of chat messages wants its text written.
struct Dialect: Sendable {
  /// Makes a plain text stand for itself.
  let escape: @Sendable (String) -> String
  /// Takes what is escaped already.
  let bold: @Sendable (String) -> String
  /// Takes a label that is escaped already and a `linkTarget`.
  let link: @Sendable (_ label: String, _ target: String) -> String
  var lineBreak = "\n"
  /// In the unit of the receiver's limits.
  let measure: @Sendable (String) -> Int

  /// A text from outside: calm, escaped, and with its markup within the limit.
  func text(_ text: String, limit: Int) -> String {
    escape(text.singleLine.shortened(to: limit) { measure(escape($0)) })
  }
}

extension Dialect {
  /// Slack's mrkdwn. It has no escape for its marks, so they are kept from meaning anything by a space of no width.
  static let slack = Dialect(
    escape: {
      $0.replacing([
        "&": "&amp;", "<": "&lt;", ">": "&gt;", "*": "*\u{200B}", "_": "_\u{200B}", "~": "~\u{200B}",
        "`": "`\u{200B}",
      ])
    },
    bold: { "*\($0)*" },
    link: { label, target in "<\(target.replacing(["&": "&amp;"]))|\(label)>" },
    measure: { $0.unicodeScalars.count }
  )

  static let discord = markdown(
    marks: "\\`*_{}[]()#+-.!|<>~:",
    also: ["@": "@\u{200B}"],
    measure: { $0.utf16.count }
  )

  /// Hooks of Mattermost also read Slack's `<!channel>`, so `<` may not be followed by anything.
  static let mattermost = markdown(
    marks: "\\`*_{}[]()#+-.!|>~",
    also: ["@": "@\u{200B}", "<": "<\u{200B}"],
    measure: { $0.unicodeScalars.count }
  )

  /// The few marks that Adaptive Cards know, and their `{{DATE(…)}}`.
  static let teams = markdown(
    marks: "\\*_[]`",
    also: ["{": "{\u{200B}"],
    lineBreak: "\n\n",
    measure: { $0.utf8.count }
  )

  /// The tags that Matrix and Telegram have in common.
  static let html = Dialect(
    escape: { $0.replacing(["&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;"]) },
    bold: { "<b>\($0)</b>" },
    link: { label, target in "<a href=\"\(target.replacing(["&": "&amp;"]))\">\(label)</a>" },
    measure: { $0.utf16.count }
  )

  /// No markup at all: addresses stand behind their labels.
  static let plain = Dialect(
    escape: { $0 },
    bold: { $0 },
    link: { label, target in "\(label) \(target)" },
    measure: { $0.utf8.count }
  )

  private static func markdown(
    marks: String,
    also: [Unicode.Scalar: String],
    lineBreak: String = "\n",
    measure: @escaping @Sendable (String) -> Int
  ) -> Dialect {
    let escapes = also.merging(marks.unicodeScalars.map { ($0, "\\\($0)") }) { first, _ in first }
    return Dialect(
      escape: { $0.replacing(escapes) },
      bold: { "**\($0)**" },
      link: { label, target in "[\(label)](\(target))" },
      lineBreak: lineBreak,
      measure: measure
    )
  }
}
