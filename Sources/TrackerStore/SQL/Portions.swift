extension Array {
    /// Portions of a size; the last one may be smaller.
    ///
    /// For lists of ids (`IN (\(ids:))`), which are made up to a few lengths themselves.
    func chunks(of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }

    /// Portions of 64 elements, and of powers of two at the end, for rows of `VALUES`: a database keeps
    /// each text of a statement prepared, and so there are only a few texts.
    var rowPortions: [ArraySlice<Element>] {
        var portions: [ArraySlice<Element>] = []
        var (start, size) = (0, 64)
        while start < count {
            while size > count - start { size /= 2 }
            portions.append(self[start..<start + size])
            start += size
        }
        return portions
    }
}

extension [Int64] {
    /// As many ids as one statement names.
    var idPortions: [ArraySlice<Int64>] { chunks(of: 64) }
}
