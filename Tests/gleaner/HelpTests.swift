import ArgumentParser
import TestKit
import Testing

@testable import gleaner

/// Every command with the words that lead to it.
func allCommands(
  below command: any ParsableCommand.Type = Gleaner.self,
  words: [String] = ["gleaner"]
) -> [(words: [String], command: any ParsableCommand.Type)] {
  [(words, command)]
    + command.configuration.subcommands.flatMap { sub in
      allCommands(below: sub, words: words + [sub.configuration.commandName ?? "?"])
    }
}

@Suite struct `The help` {
  @Test func `of every command is what it was when it was last read`() throws {
    let pages = allCommands().map { words, command in
      "$ \(words.joined(separator: " ")) --help\n" + Gleaner.helpMessage(for: command, columns: 100)
    }
    try expectGolden(pages.joined(separator: "\n\n") + "\n", "help.txt")
  }

  @Test func `says what each command is for`() {
    for (words, command) in allCommands() {
      #expect(!command.configuration.abstract.isEmpty, "\(words) has no abstract")
    }
  }
}
