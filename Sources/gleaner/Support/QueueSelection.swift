import ArgumentParser
import Assembly

/// Which candidates, in which order.
struct QueueSelection: ParsableArguments {
  @Option(
    help: ArgumentHelp("pending, accepted, rejected, deferred or all (default: pending).", valueName: "state")
  )
  var state: String?

  @Option(help: ArgumentHelp("Only candidates of this section.", valueName: "name"))
  var section: String?

  @Option(help: ArgumentHelp("Only candidates with at least this score.", valueName: "points"))
  var minScore: Double?

  @Option(help: ArgumentHelp("Only candidates announced on this day or later.", valueName: "day"))
  var since: String?

  @Option(help: ArgumentHelp("Only candidates announced on this day or earlier.", valueName: "day"))
  var until: String?

  @Option(
    help: ArgumentHelp("Only candidates with these words in the title or the authors.", valueName: "words")
  )
  var search: String?

  @Option(
    help: ArgumentHelp(
      "\(QueueWish.orders.joined(separator: ", ")) (default: announced, the best of a day on top).",
      valueName: "order"
    )
  )
  var sort: String?

  func validate() throws {
    if let state, !(Queue.states + ["all"]).contains(state) {
      throw ValidationError(
        "There is no state “\(state)”; there are \(Queue.states.joined(separator: ", ")) and all."
      )
    }
    if let sort, !QueueWish.orders.contains(sort) {
      throw ValidationError(
        "There is no order “\(sort)”; there are \(QueueWish.orders.joined(separator: ", "))."
      )
    }
  }

  var isEmpty: Bool {
    [state, section, since, until, search, sort].allSatisfy { $0 == nil } && minScore == nil
  }

  var wish: QueueWish {
    var wish = QueueWish(states: state == "all" ? nil : [state ?? "pending"])
    wish.section = section
    wish.minScore = minScore
    wish.since = since
    wish.until = until
    wish.text = search
    wish.order = sort
    return wish
  }
}
