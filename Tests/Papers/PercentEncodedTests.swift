import Testing

@testable import Papers

@Suite struct PercentEncodedTests {
  @Test func `a segment of a path holds nothing that ends it`() {
    #expect("!a/b:c?d#é%.~".percentEncoded == "%21a%2Fb%3Ac%3Fd%23%C3%A9%25.~")
  }
}
