import Papers
import Testing

@testable import Listing

private func inserted(
  _ list: String,
  _ id: String = "2505.00250",
  _ title: String = "Fresh-R1: A New Zebra",
  section: String? = nil,
  allowing: Set<ListRefusal.Likeness> = []
) throws -> (text: String, edit: ListEdit, draft: Draft) {
  let editor = Lists.editor(list)
  let draft = Drafter().draft(try Lists.paper(id, title), section: section, in: editor)
  let edit = try editor.inserting(draft, allowing: allowing)
  return (String(decoding: edit.bytes, as: UTF8.self), edit, draft)
}

/// The neighbours of the inserted line that are no blank lines.
private func neighbours(_ list: String, _ id: String, section: String?) throws -> [String] {
  let (text, edit, _) = try inserted(list, id, section: section)
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  let above = lines[..<(edit.line - 1)].last { !$0.isEmpty } ?? "top"
  let below = lines[edit.line...].first { !$0.isEmpty } ?? "end"
  return [above, below].map { String($0.split(separator: "]").dropFirst().first ?? $0[...]) }
}

@Suite struct `An insertion` {
  @Test(arguments: [
    ("2506.00001", ["## Stripes 🦓", " [Z3"]), ("2505.00400", ["## Stripes 🦓", " [Z3"]),
    ("2504.00001", [" [Z2", " [Z1"]),
    ("2501.00001", [" [Z1", "## Dots"]),
  ])
  func `keeps newest first`(id: String, expected: [String]) throws {
    #expect(try neighbours(Lists.double, id, section: "Stripes") == expected)
  }

  @Test(arguments: [
    ("2506.00001", [" [Z3", "end"]), ("2504.90000", [" [Z2", " [Z3"]), ("2501.00001", ["# Zebras", " [Z1"]),
  ])
  func `keeps oldest first`(id: String, expected: [String]) throws {
    #expect(try neighbours(Lists.single, id, section: nil) == expected)
  }

  @Test func `keeps the alphabet`() throws {
    let (text, edit, draft) = try inserted(Lists.plain, "2505.00250", "Chi")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(lines[edit.line - 1] == draft.line)
    #expect(lines[edit.line - 2].hasPrefix("- [Beta]") && lines[edit.line].hasPrefix("- [Delta]"))
  }

  @Test func `adds a line and the blank line its neighbours have`() throws {
    let (text, edit, draft) = try inserted(Lists.double, section: "Stripes")
    #expect(text.replacing(draft.line + "\n\n", with: "") == Lists.double)
    #expect(edit.diff.hasPrefix("@@ -2,6 +2,8 @@\n") || edit.diff.contains("\n+\(draft.line)\n+\n"))
    #expect(edit.diff.split(separator: "\n").filter { $0.hasPrefix("+") }.count == 2)
    #expect(!edit.diff.split(separator: "\n").contains { $0.hasPrefix("-") })
  }

  @Test func `adds no blank line where the neighbours have none`() throws {
    let (text, _, draft) = try inserted(Lists.single)
    #expect(text == Lists.single + "\n" + draft.line)
  }

  @Test(arguments: ["\n", "\r\n"])
  func `keeps line ends, tabs, trailing spaces and a missing final newline`(newline: String) throws {
    let list =
      "# T\n\n*\t[2503] [A] [A](https://arxiv.org/abs/2503.00001)  \n\n*\t[2502] [B] [B](https://arxiv.org/abs/2502.00001)\t"
      .replacing("\n", with: newline)
    let (text, _, draft) = try inserted(list, "2501.00001")
    #expect(text == list + newline + newline + draft.line)
    let (top, _, first) = try inserted(list, "2504.00001")
    #expect(top == list.replacing("*\t[2503]", with: first.line + newline + newline + "*\t[2503]"))
  }

  @Test(arguments: [
    ("2506.00001", [7, 8, 9], "7. "), ("2503.00009", [7, 8, 9], "9. "), ("2501.00001", [7, 8, 9], "10. "),
    ("2506.00001", [1, 1, 1], "1. "), ("2501.00001", [1, 1, 1], "1. "),
    ("2501.00001", [997, 998, 999], "1. "),
  ])
  func `is numbered as a numbered list counts, and no other line changes`(
    id: String,
    numbers: [Int],
    mark: String
  ) throws {
    let entries = zip(numbers, [5, 4, 3]).map {
      "\($0). [2\($1)] [T\($1)](https://arxiv.org/abs/250\($1).00001)"
    }
    let list = "Papers\n------\n\n" + entries.joined(separator: "\n") + "\n"
    let (text, edit, draft) = try inserted(list, id, section: "Papers")
    #expect(draft.line.hasPrefix(mark), "\(draft.line)")
    #expect(text.replacing(draft.line + "\n", with: "") == list)
    #expect(try ListEditor(bytes: edit.bytes).removing(draft.line, near: 1).bytes == Array(list.utf8))
  }

  /// Under which headings a paper of May 2025 goes into a list of headings and entries, written as `2025 > May: 2504`.
  private func section(_ sections: [String], named name: String? = nil) throws -> [String] {
    var number = 0
    let text = sections.map { line in
      let parts = line.split(separator: ":", omittingEmptySubsequences: false)
      let marks = String(repeating: "#", count: parts[0].prefix { $0 == ">" }.count + 2)
      let entries = parts[1].split(separator: " ").map { month in
        number += 1
        return "* [T\(number)](https://arxiv.org/abs/\(month).0\(1000 + number))\n"
      }
      return "\(marks) \(parts[0].drop { $0 == ">" })\n\n" + entries.joined() + "\n"
    }
    let draft = Drafter().draft(try Lists.paper(), section: name, in: Lists.editor("# L\n\n" + text.joined()))
    return Array(try #require(draft.section).dropFirst())
  }

  @Test(
    arguments: [
      (["2025:2504 2503", "2024:2411 2410 2409"], ["2025"]),
      (["2023:2306 2308 2309", "2024:2406"], ["2024"]),
      (["Papers:", ">2023:2306 2308 2309", ">2025:2503 2505"], ["Papers", "2025"]),
      (["2025:", ">May:2505", ">April:2504 2504 2504", "2024:", ">May:2405"], ["2025", "May"]),
      (["2025-04:2504 2504", "2025-05:2505", "2025-06:2506"], ["2025-05"]),
      (["2025:2502 2503", "Old ones:2411 2410 2409"], ["Old ones"]),
      (["Papers:", "Contributing:", "License:"], ["Papers"]),
    ] as [([String], [String])]
  )
  func `without a section goes where the month belongs, else where most are, else to the first`(
    sections: [String],
    expected: [String]
  ) throws {
    #expect(try section(sections) == expected)
  }

  @Test(
    arguments: [
      (["Image:", ">2025:2505 2505 2505", "Video:", ">2025:2505", ">2024:2412 2411"], ["Video", "2025"]),
      (["Video:", ">Papers:2505 2504", ">Code:"], ["Video", "Papers"]),
      (["Video:2504", ">Papers:2505 2504"], ["Video"]), (["Image:2505", "Video:", ">Papers:"], ["Video"]),
    ] as [([String], [String])]
  )
  func `into a section without entries goes below, where the entries are`(
    sections: [String],
    expected: [String]
  ) throws {
    #expect(try section(sections, named: "Video") == expected)
  }

  @Test func `into a month or a year that a person names stays there`() throws {
    let months = ["2025:", ">May:2505", ">April:2504 2504", "2024:", ">May:2405"]
    #expect(try section(months, named: "April") == ["2025", "April"])
  }

  @Test func `brings no blank line where other words stand between the neighbours`() throws {
    let list =
      "- One\n  - [Zeta](https://arxiv.org/abs/2504.15878)\n- Two\n  - [Alpha](https://arxiv.org/abs/2503.06521)\n"
    let (text, _, draft) = try inserted(list)
    #expect(text.replacing(draft.line + "\n", with: "") == list)
    #expect(!text.contains("\n\n"))
  }

  @Test func `goes on top after a single step down`() throws {
    let list = "* [A](https://arxiv.org/abs/2505.15878)\n* [B](https://arxiv.org/abs/2503.06521)\n"
    #expect(try inserted(list).edit.line == 1)
  }

  @Test func `opens an empty section below its heading`() throws {
    let (text, _, draft) = try inserted(Lists.double, section: "Nothing yet")
    #expect(text.contains("## Nothing yet\n\n\(draft.line)\n\n## Repositories"))
  }

  @Test(arguments: ["", "\n", "# T", "# T\n", "# T\n## U", "Words", "# T\n\nWords\n", "# T\n## U\n"])
  func `works in a list without entries`(list: String) throws {
    let (text, edit, draft) = try inserted(list)
    #expect(text.contains(draft.line))
    #expect(
      try String(
        decoding: ListEditor(bytes: edit.bytes).removing(draft.line, near: edit.line).bytes,
        as: UTF8.self
      ) == list
    )
  }

  @Test func `keeps an undated entry on top`() throws {
    let list =
      "* [Pinned](https://example.org/a)\n* [2503] [A](https://arxiv.org/abs/2503.00001)\n* [2502] [B](https://arxiv.org/abs/2502.00001)\n"
    let (_, edit, _) = try inserted(list)
    #expect(edit.line == 2)
  }

  @Test func `does not part an entry from its nested lines`() throws {
    let list = "* [2503] [A](https://arxiv.org/abs/2503.00001)\n  * a note\n\n  more words\n"
    let (text, _, draft) = try inserted(list, "2501.00001")
    #expect(text == list + "\n" + draft.line + "\n")
  }

  @Test func `of the same paper is refused, naming the line`() throws {
    let list = Lists.double
    let error = #expect(throws: ListRefusal.self) { try inserted(list, "2505.00200", section: "Dots") }
    let text = try #require(error).description
    #expect(text.hasPrefix("line 7 of the list already has the same paper: * [2505] [Z2]"))
  }

  @Test(arguments: ["2505.00250", "2505.00777"])
  func `of a paper in a nested bullet is refused`(id: String) throws {
    let list =
      "* [2505] [Z3] [Z3](https://arxiv.org/abs/2505.00300)\n  * [Fresh-R1: a new Zebra](https://arxiv.org/abs/2505.00250)\n"
    let error = #expect(throws: ListRefusal.self) { try inserted(list, id) }
    #expect(try #require(error).description.hasPrefix("line 2 of the list already has the same"))
  }

  @Test func `of the same title is refused`() throws {
    let error = #expect(throws: ListRefusal.self) {
      try inserted(Lists.double, "2505.00999", "Z2:  second", section: "Dots")
    }
    #expect(try #require(error).description.hasPrefix("line 7 of the list already has the same title"))
  }

  @Test func `of the same code link is refused unless allowed`() throws {
    let editor = Lists.editor(Lists.double)
    let paper = try Lists.paper(abstract: "Code: https://github.com/Z/Z1.")
    let draft = Drafter().draft(paper, section: "Dots", in: editor)
    let error = #expect(throws: ListRefusal.self) { try editor.inserting(draft) }
    #expect(try #require(error).description.hasPrefix("line 9 of the list already has the same code link"))
    #expect(try #require(error).description.hasSuffix("gleaner list insert 2505.00250 --allow code"))
    #expect(try editor.inserting(draft, allowing: [.code]).line > 0)
  }

  @Test func `of a folder beside another folder of the same repository is done`() throws {
    let list = Lists.double.replacing("github.com/z/z1)", with: "github.com/z/z/tree/main/One)")
    let editor = Lists.editor(list)
    for (folder, isSame) in [("Two", false), ("One", true)] {
      let paper = try Lists.paper(abstract: "Code: https://github.com/z/z/tree/master/\(folder).")
      let draft = Drafter().draft(paper, section: "Dots", in: editor)
      #expect(draft.line.contains("(https://github.com/z/z/tree/master/\(folder))"))
      #expect(((try? editor.inserting(draft)) == nil) == isSame)
    }
  }

  @Test(arguments: [
    "| [x](https://arxiv.org/abs/2505.00250v2) |", "<td>2505.00250</td>",
    "* [Other](https://example.org/a), with <b>2505.00250</b>",
  ])
  func `of a paper that another line names is refused unless allowed`(line: String) throws {
    let list = Lists.double + "\n\(line)\n"
    let error = #expect(throws: ListRefusal.self) { try inserted(list) }
    let reason = try #require(error).description
    #expect(reason.hasPrefix("line 23 of the list already has this paper's id: "), "\(reason)")
    #expect(reason.hasSuffix("--allow mention"))
    #expect(try inserted(list, allowing: [.mention]).edit.line == 5)
  }

  @Test(arguments: [
    "<!-- 2505.00250 -->", "See https://arxiv.org/pdf/2505.00250.", "```\n2505.00250\n```", "12505.00250",
    "2505.002501",
  ])
  func `is no matter of prose, comments, code and other numbers`(text: String) throws {
    #expect(try inserted(Lists.double + "\n\(text)\n").edit.line > 0)
  }

  @Test func `into a section that is missing is refused, naming those there are`() throws {
    let error = #expect(throws: ListRefusal.self) { try inserted(Lists.double, section: "Spirals") }
    #expect(try #require(error).description == "the list has no section `Spirals`; it has: `Stripes`, `Dots`")
  }

  @Test(arguments: ["# T\n```\nopen", "# T\n<!-- open\nwords"])
  func `behind what is not closed is refused`(list: String) throws {
    let error = #expect(throws: ListRefusal.self) { try inserted(list) }
    #expect(try #require(error).description.contains("would not be read as one"))
  }

  @Test(arguments: ["", " "]) func `refuses an empty title`(_ title: String) throws {
    let error = #expect(throws: ListRefusal.self) { try inserted(Lists.double, "2505.00250", title) }
    #expect(error == .noTitle(try #require(WorkID("2505.00250"))))
  }
}
