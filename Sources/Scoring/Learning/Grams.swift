/// The words of a text and the pairs of neighbouring words, folded to lower-case ASCII. A word is a run of ASCII
/// letters, digits and of all that is not ASCII, which is coarser than the rules' words and good enough to count.
enum Grams {
  /// A number for each word and each pair, in the order of the text; equal texts have equal numbers.
  static func numbers(in text: String) -> [UInt64] {
    var numbers: [UInt64] = []
    numbers.reserveCapacity(text.utf8.count / 3 + 2)
    var text = text
    text.withUTF8 { bytes in
      var previous: UInt64?
      var word = FNV()
      var isInside = false
      // A separator more at the end closes the last word.
      for index in 0...bytes.count {
        let byte = index < bytes.count ? bytes[index] : 0x20
        if isWord(byte) {
          word.add(folded(byte))
          isInside = true
        } else if isInside {
          numbers.append(word.value)
          if let previous { numbers.append(pair(previous, word.value)) }
          previous = word.value
          word = FNV()
          isInside = false
        }
      }
    }
    return numbers
  }

  /// The words and pairs as texts: a pair has a space inside.
  static func texts(of text: String) -> [String] {
    let words = text.utf8.split { !isWord($0) }.map { String(decoding: $0.map(folded), as: UTF8.self) }
    return words + zip(words, words.dropFirst()).map { "\($0) \($1)" }
  }

  /// The number of a word or a pair given as a text.
  static func number(of gram: String) -> UInt64 {
    let words = gram.utf8.split(separator: UInt8(ascii: " ")).map { FNV.hash($0) }
    return words.count == 2 ? pair(words[0], words[1]) : words.first ?? 0
  }

  private static func pair(_ left: UInt64, _ right: UInt64) -> UInt64 {
    (left &* 0x9e37_79b9_7f4a_7c15) ^ (right << 31 | right >> 33)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (byte >= 48 && byte <= 57) || ((byte | 0x20) >= 97 && (byte | 0x20) <= 122)
  }

  private static func folded(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte | 0x20 : byte }
}
