private import Foundation
private import Mustache

/// A text that a digest is put into, and that an operator may replace: each is one line in `all`, and a file beside
/// this one.
package struct TemplateKind: Sendable {
  /// Of the file, in the folder of templates as well.
  package let file: String
  /// What it is for, in one sentence.
  package let help: String
  fileprivate let shipped: [UInt8]

  package static let all: [TemplateKind] = [.mailText, .mailHTML]

  package static let mailText = TemplateKind(
    file: "mail.txt.mustache",
    help: "The text of a mail, as it is read in a terminal.",
    shipped: PackageResources.mail_txt_mustache
  )
  package static let mailHTML = TemplateKind(
    file: "mail.html.mustache",
    help: "The same as HTML.",
    shipped: PackageResources.mail_html_mustache
  )
}

/// The templates in use: those that are shipped, with the operator's in their places.
package struct Templates: Sendable {
  private let parsed: [String: MustacheTemplate]

  package static let shipped = (try? Templates(folder: nil)) ?? Templates(parsed: [:])

  /// - Parameter folder: with files named as in `TemplateKind.all`, each in place of the shipped one; nil for none.
  /// - Throws: the first fault in a file of the folder, or in its name.
  package init(folder: String?) throws(TemplateFault) {
    var parsed: [String: MustacheTemplate] = [:]
    for kind in TemplateKind.all {
      parsed[kind.file] = try Self.parse(kind.shipped, path: kind.file)
    }
    for file in try folder.map(Self.files) ?? [] {
      let path = "\(folder ?? "")/\(file)"
      guard let bytes = FileManager.default.contents(atPath: path) else {
        throw TemplateFault(path: path, line: nil, reason: "cannot be read")
      }
      parsed[file] = try Self.parse(Array(bytes), path: path)
    }
    self.init(parsed: parsed)
  }

  private init(parsed: [String: MustacheTemplate]) { self.parsed = parsed }

  /// - Throws: `TemplateFault` when there is no such template.
  func render(_ kind: TemplateKind, _ view: DigestView) throws(TemplateFault) -> String {
    guard let template = parsed[kind.file] else {
      throw TemplateFault(path: kind.file, line: nil, reason: "the template is missing from this program")
    }
    return template.render(view)
  }

  /// The templates in the folder, in order; hidden files are nobody's business.
  private static func files(in folder: String) throws(TemplateFault) -> [String] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw TemplateFault(path: folder, line: nil, reason: "the folder of templates cannot be read")
    }
    let visible = names.filter { !$0.hasPrefix(".") }.sorted()
    if let stray = visible.first(where: { name in !TemplateKind.all.contains { $0.file == name } }) {
      let known = TemplateKind.all.map(\.file).joined(separator: ", ")
      throw TemplateFault(
        path: "\(folder)/\(stray)",
        line: nil,
        reason: "there is no such template; there are: \(known)"
      )
    }
    return visible
  }

  private static func parse(_ bytes: [UInt8], path: String) throws(TemplateFault) -> MustacheTemplate {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw TemplateFault(path: path, line: nil, reason: "is not UTF-8")
    }
    let template: MustacheTemplate
    do {
      template = try MustacheTemplate(string: text)
    } catch let error as MustacheTemplate.ParserError {
      let reason = (error.error as? MustacheTemplate.Error)?.inWords ?? "it ends in the middle of a tag"
      throw TemplateFault(path: path, line: error.context.lineNumber, reason: reason)
    } catch {
      throw TemplateFault(path: path, line: nil, reason: "\(error)")
    }
    try TemplateCheck.check(text, path: path)
    return template
  }
}

/// A template that cannot be used.
package struct TemplateFault: Error, Sendable, Equatable, CustomStringConvertible {
  package let path: String
  /// Counted from 1; nil when it is about the file as a whole.
  package let line: Int?
  package let reason: String

  package var description: String { line.map { "\(path):\($0): \(reason)" } ?? "\(path): \(reason)" }
}

extension MustacheTemplate.Error {
  fileprivate var inWords: String {
    switch self {
    case .sectionCloseNameIncorrect: "a section is closed under another name than it was opened"
    case .unfinishedName: "a tag is not closed, or its name has characters that a name cannot have"
    case .expectedSectionEnd: "a section is not closed"
    case .invalidSetDelimiter: "the change of delimiters is not written as {{=<% %>=}}"
    case .transformAppliedToInheritanceSection: "a block cannot be transformed"
    case .illegalTokenInsideInheritSection: "only blocks may stand inside an inherited template"
    case .textInsideInheritSection: "text may not stand inside an inherited template"
    case .invalidConfigVariableSyntax: "a setting is not written as {{% NAME: VALUE}}"
    case .unrecognisedConfigVariable: "there is no such setting; CONTENT_TYPE is one"
    }
  }
}
