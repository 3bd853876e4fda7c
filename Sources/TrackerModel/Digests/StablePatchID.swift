import PatchParsing

/// Git's patch-id of a diff, as `git patch-id --stable` prints it: the same for a patch that was only
/// moved.
package struct StablePatchID: Hashable, Sendable {
    /// 20 bytes, or the first ones of them.
    package let bytes: [UInt8]

    /// The patch-id of a diff; `nil` if git finds no patch in it.
    package init?(of diff: String) {
        guard let parts = PatchID.parts(of: diff) else { return nil }
        var sum = [UInt8](repeating: 0, count: 20)
        for part in parts {
            // The digests are numbers, the smallest byte first.
            var carry = 0
            for (place, byte) in Digest.sha1(part).enumerated() {
                carry += Int(sum[place]) + Int(byte)
                sum[place] = UInt8(truncatingIfNeeded: carry)
                carry >>= 8
            }
        }
        bytes = sum
    }

    /// One that a mail names; `nil` if it has fewer than 16 digits, by which nothing is found.
    package init?(hex: String) {
        guard let bytes = [UInt8](hex: hex), bytes.count >= 8 else { return nil }
        self.bytes = bytes
    }

    package var hex: String { bytes.hex }

    /// Its beginning, by which a database finds it: no two patches of a list have the same one by
    /// chance.
    package var key: Int64 {
        Int64(bitPattern: bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
    }
}
