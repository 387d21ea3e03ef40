import Papers
import Polling
import Testing

@testable import Assembly

@Suite struct `A day on the command line` {
  @Test(arguments: ["", "soon", "2025-02-30", "25-01-01", "2025-01-01T00:00:00Z"])
  func `that cannot be read is a wrong command line, whatever it is for`(text: String) throws {
    let today = try #require(Day("2025-05-30"))
    let wish = {
      var wish = QueueWish()
      wish.until = text
      return wish
    }()
    let readings: [() throws -> Void] = [
      { _ = try Clock.day(text) }, { _ = try Clock.comingDay(text, today: today) },
      { _ = try Clock.period(from: text, to: "2025-05-30") },
      { _ = try Clock.period(from: "2025-05-30", to: text) },
      { _ = try wish.filter() }, { _ = try Clock.read(text + "?") },
    ]
    for read in readings {
      let error = try #require(#expect(throws: NoDay.self, performing: read))
      #expect(Failure(error)?.status == .usage)
      #expect(error.description.contains("“\(text)") && error.description.contains("write one such as"))
    }
  }

  @Test func `is read as it is written`() throws {
    let today = try #require(Day("2025-05-30"))
    #expect(try Clock.day("2025-06-01") == today + 2)
    #expect(try Clock.comingDay("2025-06-01", today: today) == today + 2)
    #expect(try Clock.comingDay("7d", today: today) == today + 7)
    #expect(try Clock.comingDay("1h", today: today) == today + 1)
    #expect(try Clock.read("2025-05-30T06:00:00Z").rfc3339 == "2025-05-30T06:00:00Z")
    let period = try Clock.period(from: "2025-05-30", to: "2025-05-30")
    #expect(period.from == today && period.to == today)
  }

  @Test func `that ends a period before it begins names both`() {
    let error = #expect(throws: NoDay.self) { try Clock.period(from: "2025-03-02", to: "2025-03-01") }
    #expect(error?.description == "2025-03-01 comes before 2025-03-02")
  }
}
