/// The meaning of what stands between `&` and `;` in HTML.
enum HTMLEntity {
    /// Reads `amp`, `#38` or `#x26`.
    static func scalar(_ name: ArraySlice<UInt8>) -> Unicode.Scalar? {
        guard name.first == UInt8(ascii: "#") else { return named[name.text] }
        let digits = name.dropFirst()
        let isHexadecimal = digits.first.map { $0.lowercased == UInt8(ascii: "x") } ?? false
        let value =
            isHexadecimal
            ? UInt32(digits.dropFirst().text, radix: 16) : UInt32(digits.text, radix: 10)
        guard let value, value > 0 else { return nil }
        return Unicode.Scalar(value)
    }

    /// Those that mail programs write; the standard has some two thousand.
    private static let named: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}",
        "iexcl": "¡", "cent": "¢", "pound": "£", "yen": "¥", "sect": "§", "uml": "¨", "copy": "©",
        "laquo": "«", "raquo": "»", "reg": "®", "deg": "°", "plusmn": "±", "sup2": "²",
        "sup3": "³", "acute": "´", "micro": "µ", "para": "¶", "middot": "·", "sup1": "¹",
        "frac14": "¼", "frac12": "½", "frac34": "¾", "iquest": "¿",
        "Agrave": "À", "Aacute": "Á", "Acirc": "Â", "Atilde": "Ã", "Auml": "Ä", "Aring": "Å",
        "AElig": "Æ", "Ccedil": "Ç", "Egrave": "È", "Eacute": "É", "Ecirc": "Ê", "Euml": "Ë",
        "Iacute": "Í", "Ntilde": "Ñ", "Oacute": "Ó", "Ocirc": "Ô", "Ouml": "Ö", "times": "×",
        "Oslash": "Ø", "Uacute": "Ú", "Uuml": "Ü", "szlig": "ß", "agrave": "à", "aacute": "á",
        "acirc": "â", "atilde": "ã", "auml": "ä", "aring": "å", "aelig": "æ", "ccedil": "ç",
        "egrave": "è", "eacute": "é", "ecirc": "ê", "euml": "ë", "igrave": "ì", "iacute": "í",
        "icirc": "î", "iuml": "ï", "ntilde": "ñ", "ograve": "ò", "oacute": "ó", "ocirc": "ô",
        "otilde": "õ", "ouml": "ö", "divide": "÷", "oslash": "ø", "ugrave": "ù", "uacute": "ú",
        "ucirc": "û", "uuml": "ü", "ndash": "–", "mdash": "—", "lsquo": "‘", "rsquo": "’",
        "sbquo": "‚", "ldquo": "“", "rdquo": "”", "bdquo": "„", "bull": "•", "hellip": "…",
        "euro": "€", "trade": "™", "larr": "←", "rarr": "→", "le": "≤", "ge": "≥", "ne": "≠",
        "zwnj": "\u{200C}", "zwj": "\u{200D}",
    ]
}
