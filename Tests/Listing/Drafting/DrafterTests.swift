import Papers
import Testing

@testable import Listing

@Suite struct `A draft` {
  @Test func `is written in double brackets where the neighbours are`() throws {
    let paper = try Lists.paper(
      abstract:
        "Code: https://github.com/f/fresh. Page: https://f.github.io and https://huggingface.co/f/fresh."
    )
    let draft = Drafter().draft(paper, section: "Stripes", in: Lists.editor(Lists.double))
    #expect(
      draft.line
        == "* [2505] [Fresh-R1] [Fresh-R1: A New Zebra](https://arxiv.org/abs/2505.00250) "
        + "[[Project 🌐](https://f.github.io/)]  [[Model 🤗](https://huggingface.co/f/fresh)]  "
        + "[[Code 💻](https://github.com/f/fresh)]"
    )
    #expect(draft.section == ["Awesome Zebras", "Stripes"])
  }

  @Test func `has an affiliation where the neighbours have one and it is known`() throws {
    let editor = Lists.editor(Lists.single)
    let known = Drafter().draft(try Lists.paper(affiliations: ["Plains Institute"]), section: nil, in: editor)
    #expect(
      known.line
        == "- [2505] [Fresh-R1] [Fresh-R1: A New Zebra](https://arxiv.org/pdf/2505.00250) (Plains Institute) "
        + "[Code](https://github.com/f/fresh)"
    )
    let unknown = Drafter().draft(try Lists.paper(), section: nil, in: editor)
    #expect(!unknown.line.contains("()") && !unknown.line.contains(") ("))
    #expect(unknown.why.contains { $0.contains("does not say where the authors work") })
  }

  @Test func `has neither label nor name in a plain list`() throws {
    let draft = Drafter().draft(try Lists.paper(abstract: ""), section: nil, in: Lists.editor(Lists.plain))
    #expect(draft.line == "- [Fresh-R1: A New Zebra](https://arxiv.org/abs/2505.00250)")
  }

  @Test func `follows the configuration before the neighbours`() throws {
    let overrides = HouseStyle.Overrides(
      hostForm: .pdf,
      brackets: .single,
      affiliation: true,
      linkLabels: [.code: "Source"],
      blankLines: false
    )
    let paper = try Lists.paper(affiliations: ["Plains Institute"])
    let draft = Drafter(overrides).draft(paper, section: "Stripes", in: Lists.editor(Lists.double))
    #expect(
      draft.line
        == "* [2505] [Fresh-R1] [Fresh-R1: A New Zebra](https://arxiv.org/pdf/2505.00250) (Plains Institute) "
        + "[Source](https://github.com/f/fresh)"
    )
    #expect(draft.blankLines == false)
  }

  @Test func `is written as Gleaner's own lists are when the list is empty`() throws {
    let draft = Drafter().draft(try Lists.paper(), section: nil, in: Lists.editor(""))
    #expect(
      draft.line
        == "* [2505] [Fresh-R1] [Fresh-R1: A New Zebra](https://arxiv.org/abs/2505.00250) "
        + "[[Code](https://github.com/f/fresh)]"
    )
  }

  @Test func `has a badge of its own repository where the neighbours have one of theirs`() throws {
    let list = (1...3).map { number in
      "* [T\(number)](https://arxiv.org/abs/2505.0000\(number)) "
        + "[![Star](https://example.org/stars/z/z\(number).svg)](https://github.com/z/z\(number))\n"
    }
    let draft = Drafter().draft(try Lists.paper(), section: nil, in: Lists.editor(list.joined()))
    #expect(
      draft.line.hasSuffix("[![Star](https://example.org/stars/f/fresh.svg)](https://github.com/f/fresh)")
    )
    let fixed = list.map { $0.replacing(/stars\/z\/z./, with: "stars/z/all") }.joined()
    let plain = Drafter().draft(try Lists.paper(), section: nil, in: Lists.editor(fixed))
    #expect(plain.line.hasSuffix("[Code](https://github.com/f/fresh)"))
  }

  @Test(arguments: ["**", "*", "__"])
  func `has the emphasis of its neighbours`(mark: String) throws {
    let list = (1...3).map {
      "* \(mark)[T\($0)](https://arxiv.org/abs/2505.0000\($0))\(mark) [c](https://github.com/z/z\($0))\n"
    }
    let draft = Drafter().draft(try Lists.paper(), section: nil, in: Lists.editor(list.joined()))
    #expect(
      draft.line
        == "* \(mark)[Fresh-R1: A New Zebra](https://arxiv.org/abs/2505.00250)\(mark) [c](https://github.com/f/fresh)"
    )
  }

  @Test(arguments: ["A *b* and **c** d", "A ~~b~~", "&lt;b&gt; &amp;amp;", "A* search", "B & C; d"])
  func `shows the title's own signs on the page`(title: String) throws {
    let paper = try Lists.paper("2505.00250", title)
    let draft = Drafter().draft(paper, section: nil, in: Lists.editor(""))
    #expect(ListDocument(markdown: draft.line).entries.first?.title == title)
    let isMarked = title.contains("**") || title.contains("~~") || title.contains("&lt;")
    #expect(draft.line.contains("\\") == isMarked)
  }

  @Test func `takes no word from a single link to many things`() throws {
    let list = (1...3).map {
      "* [T\($0)](https://arxiv.org/abs/2505.0000\($0)) [Code 💻](https://github.com/z/z\($0))\n"
    }
    let odd = "* [T4](https://arxiv.org/abs/2505.00004) [💻 Code](https://github.com/z)\n"
    let paper = try Lists.paper(abstract: "Our code is at https://github.com/f.")
    let draft = Drafter().draft(paper, section: nil, in: Lists.editor(list.joined() + odd))
    #expect(draft.line.hasSuffix(" [Code 💻](https://github.com/f)"))
  }

  @Test func `says why`() throws {
    let draft = Drafter().draft(try Lists.paper(), section: "Stripes", in: Lists.editor(Lists.double))
    #expect(draft.why.contains { $0.contains("of 2 sections of that name the one with most dated entries") })
    #expect(draft.why.contains { $0.contains("2505 is the month of the id") })
    #expect(draft.why.contains { $0.contains("before the colon") })
    #expect(draft.why.contains { $0.contains("https://github.com/f/fresh, from the abstract") })
  }

  @Test(arguments: [
    ("stripes", ["Awesome Zebras", "Stripes"]),
    ("Repositories / Stripes", ["Awesome Zebras", "Repositories", "Stripes"]),
    ("Dots and Spots", ["Awesome Zebras", "Dots"]), ("Nothing Yet 🫙", ["Awesome Zebras", "Nothing yet"]),
  ])
  func `finds its section`(name: String, path: [String]) throws {
    let draft = Drafter().draft(try Lists.paper(), section: name, in: Lists.editor(Lists.double))
    #expect(draft.section == path)
  }

  @Test(arguments: [
    "Title with ] bracket", "Pipes | and `ticks", "Lines\nof \u{202E}text\u{1B}[2J",
    "A](https://evil.example)[",
  ])
  func `of a hostile title is one line that reads as the paper`(title: String) throws {
    let editor = Lists.editor(Lists.double)
    let paper = try Lists.paper("2505.00250", title)
    let draft = Drafter().draft(paper, section: "Stripes", in: editor)
    #expect(!draft.line.contains { $0.isNewline })
    #expect(draft.line.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
    let edit = try editor.inserting(draft)
    let entry = try #require(
      ListDocument(markdown: String(decoding: edit.bytes, as: UTF8.self)).entries.first {
        $0.line == edit.line
      }
    )
    #expect(entry.work == .arxiv(paper.id))
    #expect(entry.title.bare == EntryTitle.plain(title).bare)
  }
}

@Suite struct `An edited line` {
  @Test func `is kept to the byte`() throws {
    let id = try #require(PaperID("2505.00250"))
    let line = "*   [2504] [Mine] [Another  title](https://arxiv.org/abs/2505.00250)  (by hand)  "
    let draft = try Draft(edited: line + "\n", of: id, section: ["Stripes"])
    #expect(draft.line == line)
    #expect(draft.label == Month(yymm: "2504"))
    let edit = try Lists.editor(Lists.double).inserting(draft)
    #expect(String(decoding: edit.bytes, as: UTF8.self).contains("\n" + line + "\n"))
  }

  @Test(arguments: [
    "no bullet [T](https://arxiv.org/abs/2505.00250)", "* [2505] only words",
    "* [T](https://arxiv.org/abs/2505.00251)",
    "* [T](https://arxiv.org/abs/2505.00250)\n* [U](https://example.org/a)",
    "* \u{1B}[T](https://arxiv.org/abs/2505.00250)",
    "",
  ])
  func `that is no entry of the paper is refused`(line: String) throws {
    let id = try #require(PaperID("2505.00250"))
    #expect(throws: ListRefusal.self) { try Draft(edited: line, of: id, section: nil) }
  }
}
