import ArgumentParser
import Assembly
import Terminal

struct ListDraftCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "draft",
    abstract: "The finished line for a stored paper, where it would go, and why it is as it is."
  )

  @OptionGroup var global: GlobalOptions
  @OptionGroup var topic: TopicOption

  @Argument(help: "An arXiv id in any form.")
  var id: String

  @Option(help: ArgumentHelp("The section of the list, if not the proposed one.", valueName: "name"))
  var section: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() async throws {
    let installation = try global.open()
    let drafts = try Drafts(installation, topic: try installation.configuration.topic(topic.topic))
    guard let draft = try await drafts.draft(id, section: section) else { throw NotStored.say(id) }
    if json { return Screen.output.line(try JSONText.pretty(draft)) }
    Screen.output.line(Screen.output.styled(draft.text.printable, .bold))
    let place = draft.line.map { "would be line \($0)" } ?? draft.refusal ?? ""
    Screen.output.line("")
    for line in draft.why + [place] where !line.isEmpty { Screen.output.line("  \(line)".printable) }
  }
}

struct ListInsertCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "insert",
    abstract: "Put the drafted line of stored papers into the list, without a decision.",
    discussion: """
      As with a decision, the line is written, committed or proposed, as the configuration has it. What stands in the \
      list is accepted.
      """
  )

  @OptionGroup var global: GlobalOptions
  @OptionGroup var topic: TopicOption

  @Argument(help: "arXiv ids in any form.")
  var ids: [String]

  @Option(help: ArgumentHelp("The section of the list, if not the proposed one.", valueName: "name"))
  var section: String?

  @Option(
    help: ArgumentHelp(
      "Insert although the list has the same: \(Drafts.likenessNames.joined(separator: ", ")).",
      valueName: "what"
    )
  )
  var allow: [String] = []

  @Flag(help: "Only show the difference.")
  var dryRun = false

  @Flag(help: "Print one JSON array.")
  var json = false

  func validate() throws {
    if let name = allow.first(where: { !Drafts.likenessNames.contains($0) }) {
      throw ValidationError(
        "There is no “\(name)” to allow; there are \(Drafts.likenessNames.joined(separator: " and "))."
      )
    }
  }

  func run() async throws {
    let installation = try global.open()
    let topic = try installation.configuration.topic(topic.topic)
    let drafts = try Drafts(installation, topic: topic)
    var records: [InsertionRecord] = []
    var obstacle: (any Error)?
    do {
      for id in ids {
        let record = try await drafts.insert(id, section: section, allowing: allow, isRehearsal: dryRun)
        guard let record else { throw NotStored.say(id) }
        records.append(record)
        if !json { show(record) }
      }
    } catch {
      obstacle = error
    }
    // What went in before the obstacle is in the list.
    if json { Screen.output.line(try JSONText.pretty(records)) }
    if !dryRun, !records.isEmpty { _ = try await AfterVerdict(installation).followUp(topic) }
    if let obstacle { throw obstacle }
  }

  private func show(_ record: InsertionRecord) {
    for line in record.diff.split(separator: "\n", omittingEmptySubsequences: false) where !line.isEmpty {
      let style: Style? = line.hasPrefix("+") ? .green : line.hasPrefix("-") ? .red : nil
      let text = String(line).printable
      Screen.output.line(style.map { Screen.output.styled(text, $0) } ?? text)
    }
    if let request = record.request { Screen.output.line(request.printable) }
  }
}

/// Nothing is known of a paper that was asked for.
enum NotStored {
  static func say(_ id: String) -> ExitStatus {
    Screen.errors.line("gleaner: \(id.printable) is not stored; it was never seen in the watched categories")
    return .findings
  }
}
