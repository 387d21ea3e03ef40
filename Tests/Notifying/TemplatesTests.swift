import Foundation
import TestKit
import Testing

@testable import Notifying

@Suite struct TemplatesTests {
  private func folder(_ files: [String: String]) throws -> String {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, text) in files { try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)")) }
    return path
  }

  private func fault(_ files: [String: String]) throws -> String? {
    let path = try folder(files)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let fault = #expect(throws: TemplateFault.self) { try Templates(folder: path) }
    return fault?.description.replacing(path, with: "FOLDER")
  }

  @Test func `The shipped ones are whole`() throws {
    let templates = try Templates(folder: nil)
    let view = DigestView(try MailSamples.single(), baseURL: "", leave: nil)
    for kind in TemplateKind.all { #expect(try templates.render(kind, view).contains("Ærø")) }
  }

  @Test func `One of the operator's stands in for the shipped one, and only for that`() throws {
    let path = try folder(["mail.txt.mustache": "{{topic}}, {{count}}", ".hidden": "{{"])
    defer { try? FileManager.default.removeItem(atPath: path) }
    let tools = ChannelTools(
      wire: MailSamples.tools.wire,
      baseURL: "",
      templates: try Templates(folder: path)
    )
    let parts = ReadMail(try MailSamples.message(MailSamples.single(), tools: tools)).parts
    #expect(parts[0].content == "Maps of places that are not, 1 paper\n")
    #expect(parts[1].content.hasPrefix("<!doctype html>"))
  }

  @Test(arguments: [
    ("one\n{{#sections}}\ntwo", ":3: a section is not closed"),
    ("one\n{{#sections}}\n{{/items}}\n", ":3: a section is closed under another name than it was opened"),
    ("{{topic", ":1: it ends in the middle of a tag"),
    (
      "a\nb\n{{#sections}}{{tittle}}{{/sections}}", ":3: there is no value named tittle; there are: address, "
    ),
    ("{{leave.lnk}}", ":1: there is no value named lnk"),
    ("{{% COLOUR: red}}", ":1: there is no such setting"),
    ("a\n{{> footer}}", ":2: one template cannot hold another"),
    ("{{>mail.txt}}", ":1: one template cannot hold another"),
    ("{{<mail.txt}}{{/mail.txt}}", ":1: one template cannot hold another"),
    ("{{$title}}x{{/title}}", ":1: one template cannot hold another"),
    ("{{=<% %>=}}\n<%tittle%>", ":1: the marks of tags cannot be changed: they are {{ and }}"),
    ("{{topic}}\na {{", ":2: it ends in the middle of a tag"),
    ("a {{! b", ":1: it ends in the middle of a tag"),
    ("{{uppercased(nosuch)}}", ":1: there is no value named nosuch; there are: address, "),
    ("{{nosuch(topic)}}", ":1: nothing named nosuch can be done with topic"),
    ("{{count(topic)}}", ":1: nothing named count can be done with topic"),
    ("{{uppercased(nosuch(topic))}}", ":1: nothing named nosuch can be done with topic"),
    ("{{*topic}}", ":1: there is no value named *topic"),
    ("\n{{title}}", ":2: title is known only inside {{#changes}} or {{#items}}"),
    ("{{#items}}{{/items}}", ":1: items is known only inside {{#sections}}"),
    (
      "{{#sections}}{{#items}}{{label}}{{/items}}{{/sections}}", ":1: label is known only inside {{#links}}"
    ),
    (
      "{{#sections}}{{^items}}{{number}}{{/items}}{{/sections}}", ":1: number is known only inside {{#items}}"
    ),
    ("{{#sections}}{{/sections}}{{name}}", ":1: name is known only inside {{#sections}}"),
    ("{{sections.name}}", ":1: there is no value named sections.name"),
    ("{{#sections}}{{.title}}{{/sections}}", ":1: title is known only inside {{#changes}} or {{#items}}"),
    ("{{sections}}", ":1: sections is no text; write {{#sections}} … {{/sections}}"),
    ("{{{leave}}}", ":1: leave is no text; write {{#leave}} … {{/leave}}"),
    ("{{.}}", ":1: . is no text here"), ("{{index()}}", ":1: index() is known only inside a list"),
    ("{{#sections}}{{nosuch()}}{{/sections}}", ":1: there is nothing named nosuch()"),
    ("", ": is empty"), (" \n\t\n", ": is empty"), ("{{! nothing }}\n", ": is empty"),
  ]) func `A broken one is a fault with its line`(text: String, words: String) throws {
    let description = try #require(try fault(["mail.html.mustache": text]))
    #expect(description.hasPrefix("FOLDER/mail.html.mustache\(words)"), "\(description)")
  }

  @Test(arguments: [
    "{{#sections}}{{name}}{{#items}}{{title}} of {{topic}}, {{name}}{{#links}}{{label}}{{url}}{{/links}}{{/items}}{{/sections}}",
    "{{! a\ncomment about {{nosuch }}{{uppercased(topic)}}", "{{leave.link}}{{#leave}}{{.link}}{{/leave}}",
    "{{#count}}{{.}}{{/count}}{{^sections}}nothing{{/sections}}", "{{count(sections)}} sections",
    "{{#first(sections)}}{{name}}{{/first(sections)}}",
    "{{#reversed(sections)}}{{rule}}{{/reversed(sections)}}",
    "{{#sections}}{{#items}}{{plusone(number)}}{{^last()}}, {{/last()}}{{/items}}{{/sections}}",
    "{{#isEmpty}}{{topic}}{{/isEmpty}}{{#outage}}{{outage}}{{/outage}}",
    "{{{ topic }}}{{& topic }}{{ topic }}",
    "{{%CONTENT_TYPE:TEXT}}just words }} and { braces",
    "{{#hasChanges}}{{#changes}}{{what}}{{/changes}}{{/hasChanges}}",
    "{{capitalized(lowercased(topic))}}\r\n",
  ]) func `What Mustache can do with what a digest has is allowed`(text: String) throws {
    let path = try folder(["mail.txt.mustache": text])
    defer { try? FileManager.default.removeItem(atPath: path) }
    _ = try Templates(folder: path)
  }

  @Test func `The shipped ones may be copied as they are`() throws {
    let names = TemplateKind.all.map(\.file)
    let files = try names.map { ($0, try Checkout.text("Sources/Notifying/Templates/\($0)")) }
    let path = try folder(Dictionary(uniqueKeysWithValues: files))
    defer { try? FileManager.default.removeItem(atPath: path) }
    _ = try Templates(folder: path)
  }

  @Test(arguments: 0..<300) func `No text is a trap`(seed: Int) throws {
    let pieces = [
      "{{", "}}", "{", "}", "#", "/", "^", ".", "(", ")", "sections", "items", "title", " ", "\n", "\r\n",
      "!", "&", "%",
      "=", ">", "ü", "first", "{{#sections}}", "{{/sections}}", "{{title}}", "\u{0}",
    ]
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    let text = (0..<12).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return pieces[Int(state >> 33) % pieces.count]
    }.joined()
    let path = try folder(["mail.txt.mustache": text])
    defer { try? FileManager.default.removeItem(atPath: path) }
    do throws(TemplateFault) { _ = try Templates(folder: path) } catch {
      #expect(error.path.hasSuffix("mail.txt.mustache") && !error.reason.isEmpty)
    }
  }

  @Test func `A file that is no template is a fault that names those that are`() throws {
    let reason = "there is no such template; there are: mail.txt.mustache, mail.html.mustache"
    #expect(try fault(["mail.md.mustache": "x"]) == "FOLDER/mail.md.mustache: \(reason)")
    #expect(throws: TemplateFault.self) { try Templates(folder: "/nowhere/at/all") }
  }

  @Test func `Each value of a digest is known by name, and no other`() throws {
    let digest = try MailSamples.twenty()
    let leave = LeaveView(mailto: "", address: "", link: nil)
    let view = DigestView(digest, baseURL: "", leave: leave)
    let section = try #require(view.sections.first)
    let item = try #require(section.items.first)
    let views: [Any] = [
      view, leave, section, item, try #require(item.links.first), try #require(view.changes.first),
    ]
    let names = views.flatMap { Mirror(reflecting: $0).children.compactMap(\.label) }
    #expect(DigestView.sample.names == Set(names))
  }

  @Test func `The page about digests names each template and each value`() throws {
    let page = try Checkout.text("docs/digests.md")
    let missing = (Array(DigestView.sample.names) + TemplateKind.all.map(\.file)).filter {
      !page.contains("`\($0)`")
    }
    #expect(missing.sorted() == [])
  }
}
