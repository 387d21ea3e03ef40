import Papers
import Testing

@testable import Listing

@Suite struct `Taking a line out` {
  @Test func `is refused when it was changed`() throws {
    let error = #expect(throws: ListRefusal.self) {
      try Lists.editor(Lists.double).removing("* [2505] [Z3] changed", near: 5)
    }
    #expect(try #require(error).description.hasPrefix("line 5 of the list is not as it was written"))
  }

  @Test func `finds it where it moved to, the nearest of several`() throws {
    let list = "* [a](https://example.org/a)\n* [b](https://example.org/b)\n* [a](https://example.org/a)\n"
    let edit = try Lists.editor(list).removing("* [a](https://example.org/a)", near: 4)
    #expect(edit.line == 3)
    #expect(
      String(decoding: edit.bytes, as: UTF8.self)
        == "* [a](https://example.org/a)\n* [b](https://example.org/b)\n"
    )
    #expect(
      edit.diff
        == "@@ -1,3 +1,2 @@\n * [a](https://example.org/a)\n * [b](https://example.org/b)\n-* [a](https://example.org/a)\n"
    )
  }
}

@Suite struct `A line that also stands in a comment or in code` {
  private static let line = "* [2503] [Z1] [Z1: First](https://arxiv.org/abs/2503.00100)"

  @Test(arguments: ["<!-- as in\n\(line)\n-->\n", "```\n\(line)\n```\n"])
  func `is taken out, and replaced, where it is an entry`(above: String) throws {
    let editor = Lists.editor(above + "\n" + Self.line + "\n")
    #expect(try editor.removing(Self.line, near: 2).line == 5)
    let edit = try editor.replacing(Self.line, near: 2, with: "* x")
    #expect(String(decoding: edit.bytes, as: UTF8.self) == above + "\n* x\n")
  }

  @Test func `is left alone when it is an entry no more`() {
    #expect(throws: ListRefusal.lineChanged(line: 2, text: Self.line)) {
      try Lists.editor("<!--\n\(Self.line)\n-->\n").removing(Self.line, near: 2)
    }
  }
}

@Suite struct `Replacing a line` {
  @Test func `keeps its line end and all else`() throws {
    let list = "* a\r\n* b\r\n* c"
    let edit = try Lists.editor(list).replacing("* b", near: 1, with: "* B")
    #expect(String(decoding: edit.bytes, as: UTF8.self) == "* a\r\n* B\r\n* c")
    #expect(edit.line == 2)
    #expect(throws: ListRefusal.severalLines("* x * y")) {
      try Lists.editor(list).replacing("* b", near: 2, with: "* x\n* y")
    }
  }
}

@Suite struct `A proposed edit` {
  private let list =
    "# Z\n\n* [2503] [Z1] [Z1: First](https://arxiv.org/abs/2503.00100) \n\n"
    + "* [2502] [Z0] [Z0: None](https://arxiv.org/abs/2502.00100) [[Code 💻](https://github.com/z/z0)]\n"

  @Test func `adds the code link that appeared`() throws {
    let paper = try Lists.paper("2503.00100", "Z1: First", abstract: "Code is at https://github.com/z/z1.")
    let editor = Lists.editor(list)
    let proposals = editor.proposals(for: paper)
    guard case .line(let number, let old, let new, let why) = try #require(proposals.first) else {
      Issue.record("no line: \(proposals)")
      return
    }
    #expect(
      new
        == "* [2503] [Z1] [Z1: First](https://arxiv.org/abs/2503.00100) [[Code 💻](https://github.com/z/z1)] "
    )
    #expect(why == ["The abstract now names its code: https://github.com/z/z1."])
    #expect(try editor.replacing(old, near: number, with: new).line == 3)
  }

  @Test func `writes the new title`() throws {
    let paper = try Lists.paper("2502.00100", "Z0: Some [more", abstract: "")
    guard case .line(5, _, let new, _) = Lists.editor(list).proposals(for: paper).first else {
      Issue.record("no edit of line 5")
      return
    }
    #expect(
      new
        == "* [2502] [Z0] [Z0: Some \\[more](https://arxiv.org/abs/2502.00100) [[Code 💻](https://github.com/z/z0)]"
    )
  }

  @Test func `of an entry on several lines is a note, which says what to write`() throws {
    let list = "* [2503] [Z1] [Z1:\n  First](https://arxiv.org/abs/2503.00100)\n"
    let editor = Lists.editor(list)
    let paper = try Lists.paper("2503.00100", "Z1: Newer", abstract: "Code is at https://github.com/z/z1.")
    guard case .note(1, _, let why) = editor.proposals(for: paper).first else {
      Issue.record("no note: \(editor.proposals(for: paper))")
      return
    }
    #expect(
      why.contains("Z1: Newer") && why.contains("https://github.com/z/z1") && why.contains("several lines")
    )
  }

  @Test func `is a note when the changed line would be read as something else`() throws {
    let list = "* [2503] [Z1] [Z1: First](https://arxiv.org/abs/2503.00100) `[x](y)\n"
    let paper = try Lists.paper("2503.00100", "Z1: New ` tick", abstract: "")
    for proposal in Lists.editor(list).proposals(for: paper) {
      guard case .line(let number, let old, let new, _) = proposal else { continue }
      let edit = try Lists.editor(list).replacing(old, near: number, with: new)
      #expect(ListDocument(bytes: edit.bytes).entries.map(\.title) == ["Z1: New ` tick"])
    }
  }

  @Test func `notes a withdrawal and a journal`() throws {
    var paper = try Lists.paper("2502.00100", "Z0: None", abstract: "")
    #expect(Lists.editor(list).proposals(for: paper).isEmpty)
    paper.journalReference = "J. Zebras 1 (2025)"
    guard case .note(5, _, let why) = Lists.editor(list).proposals(for: paper).first else {
      Issue.record("no note")
      return
    }
    #expect(why == "2502.00100 was published: J. Zebras 1 (2025).")
    paper.isWithdrawn = true
    #expect(Lists.editor(list).proposals(for: paper).count == 1)
  }

  @Test func `is none for a paper that is not listed`() throws {
    #expect(Lists.editor(list).proposals(for: try Lists.paper("2501.00001")).isEmpty)
  }
}
