import Glibc

/// A converter of glibc between UTF-8 and another charset. It starts anew with each text.
final class IconvConverter {
    private let descriptor: iconv_t

    /// - Parameter charset: A name without slashes, which would be options to iconv.
    convenience init?(from charset: String) { self.init(from: charset, to: "UTF-8") }

    convenience init?(to charset: String) { self.init(from: "UTF-8", to: charset) }

    private init?(from: String, to: String) {
        guard !from.contains("/"), !to.contains("/"), let opened = iconv_open(to, from),
            Int(bitPattern: opened) != -1
        else { return nil }
        descriptor = opened
    }

    deinit { iconv_close(descriptor) }

    /// The bytes in the other charset; nil if a byte is wrong or the text stops in a character.
    func convert(_ input: ArraySlice<UInt8>) -> [UInt8]? {
        iconv(descriptor, nil, nil, nil, nil)
        var result: [UInt8] = []
        result.reserveCapacity(input.count + input.count / 2)
        // Never written to, but iconv asks for pointers to mutable bytes.
        var source = Array(input).map(CChar.init(bitPattern:))
        let isDone = source.withUnsafeMutableBufferPointer { buffer in
            var next = buffer.baseAddress
            var left = buffer.count
            guard append(&next, &left, to: &result) else { return false }
            // Stateful charsets end with a sequence that leads back to the first state.
            var none: UnsafeMutablePointer<CChar>?
            var nothing = 0
            return append(&none, &nothing, to: &result)
        }
        return isDone ? result : nil
    }

    private func append(
        _ next: inout UnsafeMutablePointer<CChar>?,
        _ left: inout Int,
        to result: inout [UInt8]
    ) -> Bool {
        while true {
            let hasInput = left > 0
            let status = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 4096) { output in
                var free = output.count
                var end = output.baseAddress
                let returned =
                    next == nil
                    ? iconv(descriptor, nil, nil, &end, &free)
                    : iconv(descriptor, &next, &left, &end, &free)
                // iconv returns (size_t) -1; read errno before anything can change it.
                let failure = Int(bitPattern: UInt(bitPattern: Int(returned))) == -1 ? errno : 0
                let written = output.count - free
                result.append(contentsOf: output[..<written].map(UInt8.init(bitPattern:)))
                // A full buffer that took nothing would never end.
                return failure == E2BIG && written == 0 ? EINVAL : failure
            }
            switch status {
            case 0: return left == 0
            case E2BIG where hasInput || next == nil: continue
            default: return false
            }
        }
    }
}
