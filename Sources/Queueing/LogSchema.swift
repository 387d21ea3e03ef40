/// What was added to the verdict log after it had shipped.
enum LogSchema {
  static let formerSection = """
    -- The section that the verdict changed, as it was before, for who takes it back; NULL when it changed none.
    ALTER TABLE verdict ADD COLUMN formerSection TEXT CHECK (formerSection IS NULL OR json_valid(formerSection));
    """
}
