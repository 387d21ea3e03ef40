import FoundationEssentials
import Testing
import Wire

struct WireResponseTests {
  @Test(
    arguments: [
      ("120", 120), ("1", 1), ("86400", 86_400),
      ("Sun, 06 Nov 1994 08:51:37 GMT", 120), ("Sunday, 06-Nov-94 08:51:37 GMT", 120),
      ("Sun Nov  6 08:51:37 1994", 120),
      ("0", nil), ("-5", nil), ("86401", nil), ("1000000000", nil), ("99999999999999999999", nil), ("", nil),
      ("soon", nil), ("12.5", nil), ("+12", nil), ("1e3", nil), ("١٢", nil), ("12 seconds", nil),
      ("Sun, 06 Nov 1994 08:49:37 GMT", nil), ("Sun, 06 Nov 1994 08:00:00 GMT", nil),
      ("Sun, 06 Nov 2094 08:49:37 GMT", nil), ("Sun, 99 Nov 1994 08:51:37 GMT", nil),
    ] as [(String, Int?)]
  )
  func `Retry-After is believed when it is useful`(value: String, seconds: Int?) {
    let response = WireResponse(status: 503, headers: [("Retry-After", value)])
    let now = Date(timeIntervalSince1970: 784_111_777)
    #expect(response.retryAfter(now: now) == seconds.map { .seconds($0) })
  }

  @Test func `without Retry-After there is no advice`() {
    #expect(WireResponse(status: 429).retryAfter(now: Date(timeIntervalSince1970: 0)) == nil)
  }

  @Test(arguments: [
    (200, false), (304, false), (400, false), (403, true), (404, false), (406, true), (429, true),
    (500, false),
    (502, false), (503, true), (504, false),
  ]) func `some statuses mean that it was too much`(status: Int, isThrottled: Bool) {
    #expect(WireResponse(status: status).isThrottled == isThrottled)
  }

  @Test func `a response made by hand answers like one from the wire`() {
    let response = WireResponse(
      status: 200,
      headers: [("ETag", "a"), ("DATE", "Sun, 06 Nov 1994 08:49:37 GMT"), ("etag", "b")],
      body: [1],
      url: "http://a.org/"
    )
    #expect(response.headers.map(\.name) == ["etag", "date", "etag"])
    #expect(response.header("Etag") == "a")
    #expect(response.date == Date(timeIntervalSince1970: 784_111_777))
    #expect(WireResponse(status: 200, headers: [("Date", "yesterday")]).date == nil)
  }
}
