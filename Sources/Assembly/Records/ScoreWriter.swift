internal import CScan
internal import Papers

/// Writes what `score` says: id, score, whether it is a candidate, section and reasons, byte for byte what `JSONText.line`
/// would write, without a tree in between.
struct ScoreWriter {
  private var bytes: [UInt8] = []

  mutating func line(_ id: PaperID, _ appraisal: Appraisal) -> String {
    bytes.removeAll(keepingCapacity: true)
    add(appraisal.isCandidate ? #"{"candidate":true,"id":"# : #"{"candidate":false,"id":"#)
    addText(id.canonical)
    add(#","reasons":["#)
    addList(appraisal.reasons) { writer, reason in writer.add(reason) }
    add(#"],"score":"#)
    add(appraisal.score.rounded)
    if let section = appraisal.section {
      add(#","section":"#)
      addText(section)
    }
    add("}")
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func add(_ reason: Reason) {
    add(#"{"matches":["#)
    addList(reason.matches) { writer, match in writer.add(match) }
    add(#"],"points":"#)
    add(reason.points)
    add(#","rule":"#)
    addText(reason.rule)
    add("}")
  }

  private mutating func add(_ match: Match) {
    add(#"{"field":""#)
    add(match.field.rawValue)
    add(#"","length":"#)
    add(match.length)
    add(#","start":"#)
    add(match.start)
    add(#","text":"#)
    addText(match.text)
    add("}")
  }

  private mutating func addList<Element>(_ list: [Element], _ each: (inout ScoreWriter, Element) -> Void) {
    for (index, element) in list.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      each(&self, element)
    }
  }

  private mutating func add(_ text: String) { bytes += text.utf8 }

  private mutating func add(_ number: Int) {
    if (0...9).contains(number) {
      bytes.append(UInt8(ascii: "0") + UInt8(number))
    } else {
      add(String(number))
    }
  }

  /// Numbers of points have six decimals at most and are far from where a `Double` has gaps.
  private mutating func add(_ number: Double) {
    if number == number.rounded(), abs(number) < 1e15 {
      add(number.sign == .minus && number == 0 ? "-0" : String(Int(number)))
    } else {
      add(number.description)
    }
  }

  private mutating func addText(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { utf8 in
      var rest = utf8[...]
      while let base = utf8.baseAddress, !rest.isEmpty {
        let plain = scan_json_text(base + rest.startIndex, rest.count)
        bytes += rest.prefix(plain)
        rest = rest.dropFirst(plain)
        if let special = rest.popFirst() { addEscape(of: special) }
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func addEscape(of byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): add("\\\"")
    case UInt8(ascii: "\\"): add("\\\\")
    case 0x08: add("\\b")
    case 0x0C: add("\\f")
    case 0x0A: add("\\n")
    case 0x0D: add("\\r")
    case 0x09: add("\\t")
    default: add("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16))
    }
  }
}
