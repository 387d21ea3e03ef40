/// Reads keys from the bytes of a terminal (ECMA-48 sequences as xterm sends them, UTF-8).
///
/// A sequence may arrive in pieces. What is unfinished waits for the next bytes, or for `flush` when none come.
package struct KeyDecoder: Sendable {
  private var waiting: [UInt8] = []
  /// What was pasted so far; nil outside a paste.
  private var pasted: [UInt8]?

  /// Whatever a terminal sends, no more bytes than this are kept of one unfinished sequence, and of one paste.
  private static let limit = 1 << 16
  private static let pasteStart = Array("\u{1B}[200~".utf8)
  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  package init() {}

  /// Whether bytes wait for the rest of a key that `flush` would end. A paste is ended by the terminal alone: what was
  /// pasted must never be taken for keys.
  package var isWaiting: Bool { !waiting.isEmpty && pasted == nil }

  package mutating func feed(_ bytes: some Sequence<UInt8>) -> [Key] {
    waiting += bytes
    var keys: [Key] = []
    var rest = waiting[...]
    while !rest.isEmpty {
      if pasted != nil {
        guard let key = endOfPaste(&rest) else { break }
        keys.append(key)
      } else if rest.starts(with: Self.pasteStart) {
        pasted = []
        rest = rest.dropFirst(Self.pasteStart.count)
      } else if let (key, length) = Self.first(rest) {
        keys.append(key)
        rest = rest.dropFirst(length)
      } else {
        break
      }
    }
    waiting = rest.count > Self.limit ? [] : Array(rest)
    return keys
  }

  /// Takes what belongs to the paste; the paste itself when its end is there. A piece of that end stays.
  private mutating func endOfPaste(_ rest: inout ArraySlice<UInt8>) -> Key? {
    let end = rest.firstRange(of: Self.pasteEnd)
    let open = (1..<Self.pasteEnd.count).last { rest.suffix($0).elementsEqual(Self.pasteEnd.prefix($0)) } ?? 0
    let text = rest[..<(end?.lowerBound ?? rest.endIndex - open)]
    var kept = pasted ?? []
    kept += text.prefix(Self.limit - kept.count)
    rest = rest[(end?.upperBound ?? text.endIndex)...]
    pasted = end == nil ? kept : nil
    return end == nil ? nil : .paste(String(decoding: kept, as: UTF8.self))
  }

  /// No more bytes came in time: a lone ESC was the key itself, and half a sequence is none.
  package mutating func flush() -> [Key] {
    guard isWaiting else { return [] }
    defer { waiting = [] }
    return [waiting == [0x1B] ? .escape : .unknown]
  }

  /// The first key and how many bytes it took; nil when it is not complete.
  private static func first(_ bytes: ArraySlice<UInt8>) -> (key: Key, length: Int)? {
    guard let byte = bytes.first else { return nil }
    switch byte {
    case 0x1B: return escape(bytes)
    case 0x0D, 0x0A: return (.enter, 1)
    case 0x09: return (.tab, 1)
    case 0x7F, 0x08: return (.backspace, 1)
    case 0x00: return (.control(" "), 1)
    case 0x01...0x1A: return (.control(Character(Unicode.Scalar(byte + 0x60))), 1)
    case 0x1C...0x1F: return (.unknown, 1)
    default: return character(bytes)
    }
  }

  private static func character(_ bytes: ArraySlice<UInt8>) -> (key: Key, length: Int)? {
    guard let lead = bytes.first else { return nil }
    let length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0
    guard length > 0 else { return (.unknown, 1) }
    let sequence = bytes.prefix(length)
    if let bad = sequence.dropFirst().firstIndex(where: { $0 & 0xC0 != 0x80 }) {
      return (.unknown, bad - bytes.startIndex)
    }
    guard sequence.count == length else { return nil }
    guard let text = String(validating: sequence, as: UTF8.self), let character = text.first else {
      return (.unknown, length)
    }
    return (.character(character), length)
  }

  private static func escape(_ bytes: ArraySlice<UInt8>) -> (key: Key, length: Int)? {
    guard let kind = bytes.dropFirst().first else { return nil }
    switch kind {
    case UInt8(ascii: "["): return sequence(bytes)
    case UInt8(ascii: "O"):
      guard let final = bytes.dropFirst(2).first else { return nil }
      return (letters[final] ?? .unknown, 3)
    case 0x1B: return (.escape, 1)
    // With Alt held; nothing here is bound to that.
    default: return (.unknown, 2)
    }
  }

  /// A control sequence: ESC [, parameters and intermediates, and a final byte.
  private static func sequence(_ bytes: ArraySlice<UInt8>) -> (key: Key, length: Int)? {
    let body = bytes.dropFirst(2)
    guard let end = body.firstIndex(where: { !(0x20...0x3F).contains($0) }) else { return nil }
    let length = end - bytes.startIndex + 1
    let parameters = body[..<end]
    switch bytes[end] {
    case UInt8(ascii: "~"):
      let number = String(decoding: parameters.prefix { $0 != UInt8(ascii: ";") }, as: UTF8.self)
      return (numbers[number] ?? .unknown, length)
    case 0x40...0x7E: return (letters[bytes[end]] ?? .unknown, length)
    // No final byte: the sequence was broken off here.
    default: return (.unknown, length - 1)
    }
  }

  private static let letters: [UInt8: Key] = [
    UInt8(ascii: "A"): .up, UInt8(ascii: "B"): .down, UInt8(ascii: "C"): .right, UInt8(ascii: "D"): .left,
    UInt8(ascii: "H"): .home, UInt8(ascii: "F"): .end, UInt8(ascii: "M"): .enter,
  ]

  private static let numbers: [String: Key] = [
    "1": .home, "7": .home, "4": .end, "8": .end, "3": .delete, "5": .pageUp, "6": .pageDown,
  ]
}
