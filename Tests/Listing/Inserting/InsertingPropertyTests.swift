import Papers
import TestKit
import Testing

@testable import Listing

@Suite struct `Any list` {
  private static func list(_ random: inout Seeded) -> [UInt8] {
    let newline = random.pick(["\n", "\r\n"])
    let pieces = [
      "", "", "", "  ", "\t", "# A", "## B 🦓", "### C", "Words of prose", "<!-- a comment -->", "<div>",
      "| a | b |",
      "- [Note](#b)", "  * nested", "    indented", "---",
      "```\n* [2501] [Q](https://arxiv.org/abs/2501.09999)\n```",
    ]
    var text = ""
    for _ in 0..<Int.random(in: 0...30, using: &random) {
      let number = Int.random(in: 1...9_000, using: &random)
      let month = random.pick(["2412", "2501", "2503", "2505", "2506"])
      let digits = String(number + 10_000)
      let entry =
        "\(random.pick(["* ", "- ", "*\t"]))[\(month)] [N\(number)] [T\(number)](https://arxiv.org/abs/\(month).\(digits))"
      text +=
        (random.chance(0.5)
          ? entry + random.pick(["", " ", " [Code](https://github.com/o/r\(number))"]) : random.pick(pieces))
      text += random.chance(0.95) ? newline : "\n"
    }
    var bytes = Array(text.utf8)
    if random.chance(0.3), !bytes.isEmpty { bytes.removeLast() }
    if random.chance(0.2) { bytes.insert(0xFF, at: Int.random(in: 0...bytes.count, using: &random)) }
    return bytes
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `gains one line and loses it again, every other byte kept`(seed: UInt64) throws {
    var random = Seeded(seed)
    var count = 0
    for _ in 0..<25 {
      let bytes = Self.list(&random)
      let editor = ListEditor(bytes: bytes)
      let paper = try Lists.paper(random.pick(["2411.00001", "2502.00001", "2505.09000", "2507.00001"]))
      let draft = Drafter().draft(paper, section: random.pick([nil, "B", "C"]), in: editor)
      guard let edit = try? editor.inserting(draft) else { continue }
      count += 1
      let head = zip(bytes, edit.bytes).prefix { $0 == $1 }.count
      #expect(edit.bytes.suffix(bytes.count - head).elementsEqual(bytes[head...]))
      let added = String(decoding: edit.bytes[head..<(edit.bytes.count - bytes.count + head)], as: UTF8.self)
      #expect(added.utf8.count - draft.line.utf8.count <= 2 * editor.outline.newline.count)
      let lines = Array(ListLines(edit.bytes))
      let line = lines[edit.line - 1]
      #expect(line.dropLast(line.terminator.count).elementsEqual(draft.line.utf8))
      #expect(lines.count - Array(ListLines(bytes)).count <= 2)
      #expect(try ListEditor(bytes: edit.bytes).removing(draft.line, near: edit.line).bytes == bytes)
    }
    #expect(count > 0)
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `has the bytes again when several lines are taken out in any order`(seed: UInt64) throws {
    var random = Seeded(seed)
    for _ in 0..<10 {
      let before = Self.list(&random)
      var bytes = before
      var lines: [String] = []
      let ids = ["2411.00001", "2502.00001", "2505.09000", "2505.09001", "2507.00001"]
      for id in ids.shuffled(using: &random) {
        let editor = ListEditor(bytes: bytes)
        let draft = Drafter().draft(try Lists.paper(id, "T" + id, abstract: ""), section: nil, in: editor)
        guard let edit = try? editor.inserting(draft) else { continue }
        bytes = edit.bytes
        lines.append(draft.line)
      }
      let filled = bytes
      for line in lines.shuffled(using: &random) {
        bytes = try ListEditor(bytes: bytes).removing(line, near: 1).bytes
      }
      #expect(
        bytes == before,
        "\(String(decoding: before, as: UTF8.self).debugDescription) -> \(String(decoding: filled, as: UTF8.self).debugDescription) -> \(String(decoding: bytes, as: UTF8.self).debugDescription)"
      )
    }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `is cut into lines that make it up again`(seed: UInt64) {
    var random = Seeded(seed)
    for _ in 0..<200 {
      let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in
        random.pick([0x0A, 0x0D, 0x20, 0x61, 0xFF] as [UInt8])
      }
      let lines = Array(ListLines(bytes))
      #expect(Array(lines.joined()) == bytes)
      #expect(lines.dropLast().allSatisfy { !$0.terminator.isEmpty })
    }
  }
}
