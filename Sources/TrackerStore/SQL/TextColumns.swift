/// Columns that hold several values in one text.
///
/// They are split by bytes: by characters it would take as long as the query that reads them.
extension String {
    /// The lines of a text, without those that are empty.
    var textLines: [String] {
        utf8.split(separator: UInt8(ascii: "\n")).map { String(Substring($0)) }
    }

    /// The numbers between blanks; what is none is left out.
    var numbers: [Int64] {
        utf8.split(separator: UInt8(ascii: " ")).compactMap { Int64(Substring($0)) }
    }
}
