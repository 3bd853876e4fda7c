import Testing
import TrackerModel

struct SecretTests {
    @Test("a password matches its hash, and no other does")
    func passwordRoundTrip() throws {
        let hash = try #require(PasswordHash(of: "pässword 🐢"))
        let again = try #require(PasswordHash(of: "pässword 🐢"))
        #expect(hash.text.hasPrefix("scrypt$16384$8$1$"))
        #expect(hash.text != again.text, "each has a salt of its own")
        let stored = PasswordHash(stored: hash.text)
        #expect(stored.matches("pässword 🐢"))
        for wrong in ["", "pässword", "pässword 🐢 ", "Pässword 🐢"] {
            #expect(!stored.matches(wrong), "\(wrong)")
        }
    }

    /// Made with Python's `hashlib.scrypt` and `hashlib.pbkdf2_hmac`.
    @Test(
        "matches hashes that others made",
        arguments: [
            (
                "correct horse",
                "scrypt$16384$8$1$000102030405060708090a0b0c0d0e0f$"
                    + "25b376840366f4d3b0e21e414476676e3cd0e89af4430356a234ce0b65a021b5"
            ),
            (
                "correct horse",
                "pbkdf2_sha256$600000$seasalt$lh7b/ag+/1JH3mHfHjquWUZ1L4hZjE4GVtz8c+SlN7A="
            ),
            ("pässword", "pbkdf2_sha256$1000$x$hmL5S7BiRQwlBe2p9gWWizRJgU6Mj/KPOcrppJSvHas="),
        ]
    )
    func foreignHashes(password: String, hash: String) {
        #expect(PasswordHash(stored: hash).matches(password))
        #expect(!PasswordHash(stored: hash).matches(password + "x"))
    }

    @Test(
        "a damaged or absurd hash matches nothing, and costs nothing",
        arguments: [
            "", "!", "plain", "scrypt$", "scrypt$16384$8$1$zz$00", "scrypt$16384$8$1$00$",
            "scrypt$0$0$0$00$00", "scrypt$99999999999999999999$8$1$00$00",
            "scrypt$4294967296$8$1$00$00", "scrypt$16384$8$1$0$00", "pbkdf2_sha256$0$x$",
            "pbkdf2_sha256$-1$x$", "pbkdf2_sha256$2000000000$x$AA==", "pbkdf2_sha256$1000$x$",
            "md5$x$d41d8cd98f00b204e9800998ecf8427e",
        ]
    )
    func damagedHashes(hash: String) {
        #expect(!PasswordHash(stored: hash).matches(""))
        #expect(!PasswordHash(stored: hash).matches("password"))
    }

    @Test("a token is 40 digits, and is found by its digest in either case")
    func tokens() throws {
        let (one, other) = (try #require(APIToken()), try #require(APIToken()))
        #expect(one.text.count == 40)
        #expect(one.text.allSatisfy { $0.isHexDigit && !$0.isUppercase })
        #expect(one.text != other.text)
        let text = "0123456789abcdef0123456789abcdef01234567"
        #expect(
            APIToken.digest(of: text).hex
                == "deb87fabd17715bb31ad4cf4ffb9494eeb15f8d33d85b031a301c64ab3417eaa"
        )
        #expect(APIToken.digest(of: text.uppercased()) == APIToken.digest(of: text))
        #expect(APIToken.digest(of: "") != APIToken.digest(of: text))
    }

    @Test("digests are those of the standard")
    func digests() {
        let abc = Array("abc".utf8)
        #expect(Digest.sha1(abc).hex == "a9993e364706816aba3e25717850c26c9cd0d89d")
        #expect(Digest.sha1([]).hex == "da39a3ee5e6b4b0d3255bfef95601890afd80709")
        #expect(
            Digest.sha256(abc).hex
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        )
    }

    @Test("bytes from hexadecimal digits", arguments: [("", []), ("00fF10", [0, 255, 16])])
    func hex(text: String, bytes: [UInt8]) {
        #expect([UInt8](hex: text) == bytes)
    }

    @Test("no bytes from anything else", arguments: ["0", "0g", "0x00", " 00", "é0", "００"])
    func noHex(text: String) {
        #expect([UInt8](hex: text) == nil)
    }

    @Test("compares all bytes")
    func compares() {
        #expect(Secret.areEqual([1, 2], [1, 2]))
        #expect(Secret.areEqual([], []))
        #expect(!Secret.areEqual([1, 2], [1, 3]))
        #expect(!Secret.areEqual([1, 2], [1]))
    }
}
