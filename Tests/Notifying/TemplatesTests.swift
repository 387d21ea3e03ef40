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
  ]) func `A broken one is a fault with its line`(text: String, words: String) throws {
    let description = try #require(try fault(["mail.html.mustache": text]))
    #expect(description.hasPrefix("FOLDER/mail.html.mustache\(words)"), "\(description)")
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
    #expect(DigestView.names == Set(names))
  }

  @Test func `The page about digests names each template and each value`() throws {
    let page = try Checkout.text("docs/digests.md")
    let missing = (Array(DigestView.names) + TemplateKind.all.map(\.file)).filter {
      !page.contains("`\($0)`")
    }
    #expect(missing.sorted() == [])
  }
}
