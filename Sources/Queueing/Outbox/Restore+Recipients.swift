internal import Foundation
internal import GRDB
internal import Papers

extension Restore {
  /// Takes the salt of a file. A store that knows nobody yet makes it its own; one that does keeps its own, and knows
  /// people by their addresses.
  mutating func take(_ salt: StoredSalt) throws {
    let own = try Data.fetchOne(db, sql: "SELECT value FROM salt")
    if own == salt.value {
      hasSameSalt = true
      report.unchanged += 1
    } else if try Bool.fetchOne(db, sql: "SELECT 1 FROM recipient LIMIT 1") == nil {
      try db.execute(sql: "UPDATE salt SET value = ?", arguments: [salt.value])
      hasSameSalt = true
      report.digests += 1
    }
  }

  /// Who left in either store has left in both. Whoever is known keeps their address, unless they were erased.
  mutating func take(_ recipient: StoredRecipient, at place: Int) throws {
    guard let key = try key(of: recipient) else {
      unrecognised.insert(recipient.key)
      let reason = "was erased, and cannot be recognised here: this store has other secret marks"
      return note(
        place,
        "a recipient of \(recipient.channel)",
        reason + "; gleaner recipients erase ADDRESS does it"
      )
    }
    keys[recipient.key] = key
    let sql = "SELECT state FROM recipient WHERE channel = ? AND fingerprint = ?"
    let arguments: StatementArguments = [key.channel, key.fingerprint]
    guard let known = try String.fetchOne(db, sql: sql, arguments: arguments) else {
      try insert(recipient, as: key)
      report.digests += 1
      return
    }
    let (here, there) = (RecipientRecord.State(rawValue: known), recipient.state)
    let who = "\(recipient.address ?? "somebody erased") of \(recipient.channel)"
    switch (here == .active, there == .active) {
    case (true, false):
      try Store.stop(key, there, reason: recipient.reason ?? "import", at: recipient.since, db: db)
      if recipient.address == nil {
        let sql = "UPDATE recipient SET address = NULL WHERE channel = ? AND fingerprint = ?"
        try db.execute(sql: sql, arguments: arguments)
      }
      report.digests += 1
      note(place, who, "is \(there.rawValue) in the file, and now here too")
    case (false, true): conflict(place, who, "is \(known) here")
    default: report.unchanged += 1
    }
  }

  private func key(of recipient: StoredRecipient) throws -> RecipientKey? {
    if hasSameSalt { return recipient.key }
    guard let address = recipient.address,
      let salt = try Data.fetchOne(db, sql: "SELECT value FROM salt")
    else { return nil }
    return RecipientKey(
      channel: recipient.channel,
      fingerprint: fingerprint(Array(salt), recipient.channel, address)
    )
  }

  private func insert(_ recipient: StoredRecipient, as key: RecipientKey) throws {
    try db.execute(
      sql: """
        INSERT INTO recipient (channel, fingerprint, address, state, reason, since, lastDelivery)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        key.channel, key.fingerprint, recipient.address, recipient.state.rawValue, recipient.reason,
        recipient.since.rfc3339, recipient.lastDelivery?.rfc3339,
      ]
    )
  }

  /// Takes a delivery: what was sent there is not sent again from here.
  mutating func take(_ delivery: StoredDelivery, at place: Int) throws {
    guard let who = keys[delivery.recipient], try isFixed(delivery.digest) else {
      // Of who is not recognised it has been said already.
      if unrecognised.contains(delivery.recipient) { return }
      return note(place, delivery.key, "its digest or its recipient is not in the file; it is passed over")
    }
    let known = "SELECT key, state FROM outbox WHERE digest = ? AND channel = ? AND fingerprint = ?"
    let arguments: StatementArguments = [delivery.digest, who.channel, who.fingerprint]
    if let row = try Row.fetchOne(db, sql: known, arguments: arguments) {
      return try meet(row["key"], row["state"], delivery)
    }
    let taken = "SELECT 1 FROM outbox WHERE key = ?"
    guard try Bool.fetchOne(db, sql: taken, arguments: [delivery.key]) == nil else {
      return conflict(place, delivery.key, "a delivery of this key is another one")
    }
    try insert(delivery, to: who)
    report.digests += 1
  }

  private mutating func meet(_ key: String, _ state: String, _ delivery: StoredDelivery) throws {
    guard delivery.state == .sent, state != Delivery.State.sent.rawValue else {
      report.unchanged += 1
      return
    }
    try db.execute(
      sql: """
        UPDATE outbox SET state = 'sent', partsDone = max(partsDone, ?), settledAt = ?, holder = NULL,
          heldUntil = NULL WHERE key = ?
        """,
      arguments: [delivery.partsDone, delivery.settledAt?.rfc3339, key]
    )
    report.digests += 1
  }

  private func insert(_ delivery: StoredDelivery, to who: RecipientKey) throws {
    // Who left here meanwhile gets nothing that waited there.
    let isUnwanted = try delivery.state == .pending && !Store.isActive(who, db: db)
    let state = isUnwanted ? Delivery.State.dropped : delivery.state
    try db.execute(
      sql: """
        INSERT INTO outbox (key, digest, channel, fingerprint, previousKey, state, partsDone, attempts, nextAttempt,
          settledAt)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        delivery.key, delivery.digest, who.channel, who.fingerprint, delivery.previousKey, state.rawValue,
        delivery.partsDone, delivery.attempts, delivery.nextAttempt.timeIntervalSince1970,
        (isUnwanted ? now : delivery.settledAt)?.rfc3339,
      ]
    )
  }
}
