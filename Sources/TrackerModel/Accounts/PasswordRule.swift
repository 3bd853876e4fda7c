/// What a password must be that somebody chooses on a page.
///
/// Long, and none of those that everybody tries first; nothing about signs and digits, which makes
/// passwords harder to remember and no harder to guess (NIST SP 800-63B §5.1.1.2).
package enum PasswordRule {
    /// Characters.
    package static let shortest = 10
    /// Bytes.
    package static let longest = 4_096

    /// What is wrong with a password, in a sentence; `nil` where nothing is.
    ///
    /// - Parameters:
    ///   - password: As it was typed.
    ///   - own: Words that everybody knows about the person: user name, address, names.
    /// - Returns: The first thing that is wrong.
    package static func fault(of password: String, own: [String]) -> String? {
        guard password.utf8.count <= longest else { return "A password has at most 4,096 bytes." }
        guard password.count >= shortest else {
            return "A password has at least \(shortest) characters: a few words, say."
        }
        let folded = fold(password)
        guard Set(password).count >= 5 else { return "This has too few different characters." }
        let core = fold(trimmed(password)).filter { $0.isLetter }
        if common.contains(folded) || common.contains(core) || isRun(folded) {
            return "Everybody tries this one first. Choose another."
        }
        let words = own.flatMap { $0.lowercased().split(separator: "@").prefix(1) }
            .map { fold(String($0)) }.filter { $0.count >= 4 }
        guard !words.contains(where: { core.hasPrefix($0) && core.count - $0.count < 5 }) else {
            return "This is too much like your name or address."
        }
        return nil
    }

    /// Without the digits and signs that people hang on.
    private static func trimmed(_ text: String) -> String {
        let start = text.drop { !$0.isLetter }
        return String(start.reversed().drop { !$0.isLetter }.reversed())
    }

    /// In lower case, and with the digits that people write for letters read as letters again.
    private static func fold(_ text: String) -> String {
        String(
            text.lowercased().map { character in
                switch character {
                case "0": "o"
                case "1", "!": "i"
                case "3": "e"
                case "4", "@": "a"
                case "5", "$": "s"
                case "7": "t"
                default: character
                }
            }
        )
    }

    /// Whether each character follows the one before it, in the alphabet or on a keyboard.
    private static func isRun(_ text: String) -> Bool {
        let rows = [
            "abcdefghijklmnopqrstuvwxyz", "zyxwvutsrqponmlkjihgfedcba",
            "qwertyuiopasdfghjklzxcvbnm",
            "qwertzuiopasdfghjklyxcvbnm", "azertyuiopqsdfghjklmwxcvbn", "oi2eas6t89o",
            "i2eas6t89oi2",
            "98t6sae2io", "oi2eas6t89oi2eas6t89", "qazwsxedcrfvtgbyhnujmikolp", "iqaz2wsxeedcarfv",
        ]
        return rows.contains { $0.contains(text) || text.contains($0.prefix(10)) }
    }

    /// Folded as ``fold(_:)`` does: what heads the lists of passwords that became known, without the
    /// digits that people hang on.
    private static let common: Set<String> = [
        "password", "passwords", "passwordpassword", "passphrase", "passwort", "motdepasse",
        "contrasena", "qwertyuiop", "qwertyqwerty", "qwertyuiopasdfghjkl", "asdfghjkl",
        "zxcvbnm", "letmein", "letmeinplease", "iloveyou", "iloveyousomuch", "welcome",
        "welcomeback",
        "administrator", "adminadmin", "admin", "root", "rootroot", "toor", "changeme", "changeit",
        "changemenow", "superman", "batman", "football", "baseball", "basketball", "princess",
        "sunshine", "trustno", "trustnoone", "dragon", "monkey", "starwars", "whatever", "freedom",
        "mustang", "shadow", "master", "michael", "jennifer", "computer", "internet", "liverpool",
        "manchester", "cheeseburger", "chocolate", "butterfly", "abcdefghij", "abcabcabcabc",
        "secret", "secretsecret", "topsecret", "default", "defaultpassword", "testtest",
        "testtesttest",
        "test", "tester", "testing", "guest", "guestguest", "login", "user", "username",
        "correcthorsebatterystaple", "correct horse battery staple", "linux", "linuxlinux",
        "opensource", "kernel", "patchwork", "patchbay", "patchworkpatchwork", "patchbaypatchbay",
        "maintainer", "swordfish", "hunter", "aaaaaaaaaa", "summer", "winter", "spring", "autumn",
        "mypassword", "thisisapassword", "thisismypassword", "nopassword", "yourpassword",
    ]
}

/// What a user name must be that somebody chooses on a page; the operator may choose others.
package enum UsernameRule {
    /// Characters, as in Patchwork.
    package static let longest = 30

    /// What is wrong with a name, in a sentence; `nil` where nothing is.
    ///
    /// Names stand in addresses of pages, so they are plain words.
    package static func fault(of name: String) -> String? {
        guard !name.isEmpty, name.utf8.count <= longest else {
            return "A user name has 1 to \(longest) characters."
        }
        let isPlain = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
                UInt8(ascii: "."):
                true
            default: false
            }
        }
        guard isPlain, let first = name.unicodeScalars.first, first != ".", first != "-" else {
            return "A user name consists of letters (a to z), digits, and _ - . between them."
        }
        return nil
    }
}
