import CZstd
import Synchronization

/// Compression by libzstd, with bytes that both sides know as prefix.
enum Zstd {
    /// On mails, 3, which is zstd's own default, saves 1 % of the bytes for a third more time, and 1 is no
    /// quicker.
    private static let level: Int32 = 2

    /// The compressed bytes, or `nil` if libzstd could not make them.
    static func compress(_ bytes: [UInt8], prefix: [UInt8]) -> [UInt8]? {
        let context = compressors.take()
        defer { compressors.giveBack(context) }
        guard let pointer = context.pointer else { return nil }
        ZSTD_CCtx_reset(pointer, ZSTD_reset_session_and_parameters)
        ZSTD_CCtx_setParameter(pointer, ZSTD_c_compressionLevel, level)
        return prefix.withUnsafeBytes { prefix in
            if prefix.count > 0 { ZSTD_CCtx_refPrefix(pointer, prefix.baseAddress, prefix.count) }
            var failed = false
            let packed = [UInt8](unsafeUninitializedCapacity: ZSTD_compressBound(bytes.count)) {
                space,
                used in
                let count = ZSTD_compress2(
                    pointer,
                    space.baseAddress,
                    space.count,
                    bytes,
                    bytes.count
                )
                failed = ZSTD_isError(count) != 0
                used = failed ? 0 : count
            }
            return failed ? nil : packed
        }
    }

    /// The bytes as they were before ``compress(_:prefix:)`` with the same prefix.
    static func decompress(_ bytes: [UInt8], prefix: [UInt8]) throws -> [UInt8] {
        let size = ZSTD_getFrameContentSize(bytes, bytes.count)
        // The two highest numbers mean "unknown" and "error"; no stored mail is above the limit.
        guard size <= sizeLimit else { throw StoreError(.corrupt, "a compressed mail is damaged") }
        let context = decompressors.take()
        defer { decompressors.giveBack(context) }
        guard let pointer = context.pointer else { throw StoreError(.unavailable, "out of memory") }
        ZSTD_DCtx_reset(pointer, ZSTD_reset_session_and_parameters)
        return try prefix.withUnsafeBytes { prefix in
            if prefix.count > 0 { ZSTD_DCtx_refPrefix(pointer, prefix.baseAddress, prefix.count) }
            return try [UInt8](unsafeUninitializedCapacity: Int(size)) { space, used in
                let count = ZSTD_decompressDCtx(
                    pointer,
                    space.baseAddress,
                    space.count,
                    bytes,
                    bytes.count
                )
                guard ZSTD_isError(count) == 0, count == size else {
                    throw StoreError(.corrupt, "a compressed mail is damaged")
                }
                used = count
            }
        }
    }

    private static let sizeLimit: UInt64 = 1 << 30
    private static let compressors = ZstdContexts(make: { ZSTD_createCCtx() })
    private static let decompressors = ZstdContexts(make: { ZSTD_createDCtx() })
}

/// Contexts for reuse: making one costs more than compressing a mail.
private final class ZstdContexts: Sendable {
    /// A context has one user at a time, which is what makes it safe to hand over.
    struct Context: @unchecked Sendable {
        let pointer: OpaquePointer?
    }

    private let make: @Sendable () -> OpaquePointer?
    private let idle = Mutex<[Context]>([])

    init(make: @escaping @Sendable () -> OpaquePointer?) { self.make = make }

    func take() -> Context { idle.withLock { $0.popLast() } ?? Context(pointer: make()) }

    func giveBack(_ context: Context) { idle.withLock { $0.append(context) } }
}
