import Listing
import Testing

@Suite struct CommitMessageTests {
  private let words = CommitMessage.Words(
    id: "2502.00002",
    name: "Two",
    title: "Two: a title\nof two lines \u{1B}[31m",
    section: "Vision (Video)",
    label: "2502",
    url: "https://arxiv.org/abs/2502.00002"
  )

  @Test func `the shipped templates name the paper`() throws {
    #expect(try CommitMessage(template: CommitMessage.insertion).text(words) == "Add Two (2502.00002)")
    #expect(try CommitMessage(template: CommitMessage.removal).text(words) == "Remove Two (2502.00002)")
  }

  @Test func `a paper adds no line and no control character`() throws {
    let message = try CommitMessage(template: "{section}: {title}\n\n[{label}] {url}")
    #expect(
      message.text(words)
        == "Vision (Video): Two: a title of two lines [31m\n\n[2502] https://arxiv.org/abs/2502.00002"
    )
  }

  @Test func `a paper turns no direction of writing and hides nothing`() throws {
    let title = "Turned\u{200F}\u{61C}\u{200B}\u{2060}\u{202E}\u{7}\u{2028} around"
    let words = CommitMessage.Words(id: "x", name: nil, title: title, section: "", label: "", url: "")
    #expect(try CommitMessage(template: "Add {name}").text(words) == "Add Turned around")
  }

  @Test func `a paper calls nobody and closes nothing`() throws {
    let words = CommitMessage.Words(
      id: "x",
      name: "Fixes #12 and o/r#3, says @someone",
      title: "a@b # GH-7 #x",
      section: "",
      label: "",
      url: "https://example.org/@a#1"
    )
    let message = try CommitMessage(template: "{name} {title} {url} @me #1").text(words)
    let zero = "\u{200B}"
    #expect(
      message == "Fixes #\(zero)12 and o/r#\(zero)3, says @\(zero)someone a@\(zero)b # GH-\(zero)7 #x "
        + "https://example.org/@a#1 @me #1"
    )
  }

  @Test func `an entry without a name is called by its title`() throws {
    let words = CommitMessage.Words(id: "x", name: nil, title: "T", section: "", label: "", url: "")
    #expect(try CommitMessage(template: "{name}").text(words) == "T")
  }

  @Test func `words that look like placeholders stay words`() throws {
    let words = CommitMessage.Words(id: "x", name: "{id}", title: "T", section: "", label: "", url: "")
    #expect(try CommitMessage(template: "{name}").text(words) == "{id}")
  }

  @Test(arguments: ["Add {nmae}", "Add {name", " \n"])
  func `a template that cannot be meant is refused`(_ template: String) {
    #expect(throws: SettingFault.self) { try CommitMessage(template: template) }
  }
}
