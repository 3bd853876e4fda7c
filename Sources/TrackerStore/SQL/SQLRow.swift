/// One row of an answer, valid only while the closure that received it runs.
///
/// Columns are counted from 0, in the order in which the statement names them.
package protocol SQLRow {
    func isNull(_ column: Int) -> Bool
    /// The number in the column; 0 where it is `NULL`.
    func int(_ column: Int) -> Int64
    /// The text in the column; empty where it is `NULL`.
    func text(_ column: Int) -> String
    /// The bytes in the column; none where it is `NULL`.
    func blob(_ column: Int) -> [UInt8]
}

extension SQLRow {
    package func optionalInt(_ column: Int) -> Int64? { isNull(column) ? nil : int(column) }
    package func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }
    package func bool(_ column: Int) -> Bool { int(column) != 0 }
}
