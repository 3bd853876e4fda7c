/// The line `@@ -10,3 +11,4 @@ main()` that opens a hunk.
struct HunkHeader {
    /// How many lines the hunk covers in the old file; 1 if the header does not say.
    let oldCount: Int
    /// How many lines the hunk covers in the new file; 1 if the header does not say.
    let newCount: Int

    init?(_ line: ArraySlice<UInt8>) {
        var rest = line
        guard rest.take("@@ -"), let old = rest.takeCount(),
            rest.take(" +"), let new = rest.takeCount(), rest.hasPrefix(" @@")
        else { return nil }
        (oldCount, newCount) = (old, new)
    }
}

extension ArraySlice<UInt8> {
    /// Drops `10,3` and returns the 3. A number beyond `Int` means a hunk without end.
    fileprivate mutating func takeCount() -> Int? {
        guard !take(while: \.isDigit).isEmpty else { return nil }
        guard first == UInt8(ascii: ",") else { return 1 }
        removeFirst()
        let digits = take(while: \.isDigit)
        return digits.isEmpty ? nil : digits.wholeNumber ?? Int.max
    }
}
