// The matcher and the rulebooks under the clock, for Benchmarks/run.py. Prints seconds, one figure a run, then a count.
//
//   scoring-bench terms TERMS TEXTS     300 terms over texts, one a line
//   scoring-bench topics TOPICS TEXTS   1, 10, 100 and 1000 topics of 30 terms over papers, a row each

import Foundation
import Papers
import Scoring

let arguments = CommandLine.arguments
guard arguments.count == 4 else {
  FileHandle.standardError.write(Data("scoring-bench terms|topics TERMS TEXTS\n".utf8))
  exit(64)
}

let terms = try String(contentsOfFile: arguments[2], encoding: .utf8).split(separator: "\n").map(String.init)
let bytes = try Data(contentsOf: URL(fileURLWithPath: arguments[3]))

/// The time this process had a processor, so that others on the machine do not count.
func seconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// Five runs of `body`, which says what it found.
func measure(_ body: () -> Int) {
  var found = 0
  for _ in 0..<5 {
    let start = seconds()
    found = body()
    print(seconds() - start, terminator: " ")
  }
  print(found)
}

func count() {
  let counter = PhraseCounter(terms)
  bytes.withUnsafeBytes { bytes in
    measure { counter.count(linesOf: bytes.assumingMemoryBound(to: UInt8.self)) }
  }
}

func rulebooks(_ number: Int) throws -> Rulebooks {
  Rulebooks(
    try (0..<number).map { topic in
      let mine = Array(terms[(topic * 30)..<(topic * 30 + 30)])
      return try Rulebook(
        Rules(
          threshold: 3,
          groups: [
            .init(name: "first", points: 2, title: 1, repeat: 0.5, any: Array(mine.prefix(15))),
            .init(name: "second", points: 2, title: 1, repeat: 0.5, absent: -1, any: Array(mine.suffix(15))),
          ],
          require: "first or second"
        )
      )
    }
  )
}

func rate() throws {
  let id = PaperID("2501.00001")
  let lines = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 20_000).prefix(20_000)
  let papers = lines.map { String(decoding: $0, as: UTF8.self) }.compactMap { line in
    id.map { Paper(id: $0, title: String(line.prefix(80)), abstract: String(line.dropFirst(80))) }
  }
  for number in [1, 10, 100, 1000] where terms.count >= number * 30 {
    let books = try rulebooks(number)
    print(number, papers.count, terminator: " ")
    measure { books.rate(papers).reduce(0) { $0 + $1.count } }
  }
}

switch arguments[1] {
case "terms": count()
case "topics": try rate()
default: exit(64)
}
