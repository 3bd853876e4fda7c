import HTTPTypes
import TrackerHTTP
import TrackerModel

/// The forms below an answer: fields, the raw body, and deletion. They need no script.
struct PageForms {
    let endpoint: Endpoint
    let frame: PageFrame
    let csrf: String
    /// Where the forms go to, escaped.
    let action: String
    /// The object that is shown; `nil` where there is none to begin with.
    let shown: ShownValue?
    /// Whether the object is a body that was refused: what stands in it is sent again.
    let isRetry: Bool

    private var isNew: Bool { !endpoint.methods.contains(.put) }

    var html: String {
        """
        <section id="change" class="panel"><h2>\(isNew ? "Make one" : "Change it")</h2>
        \(form(of: fieldsForm))
        </section>
        <section id="raw" class="panel"><h2>As JSON</h2>
        \(form(of: rawForm))
        </section>
        \(endpoint.methods.contains(.delete) ? deletion : "")
        """
    }

    private func form(of content: String) -> String {
        """
        <form class="form" method="post" action="\(action)">
        <input type="hidden" name="\(SignIn.csrfField)" value="\(MaskedToken.text(csrf))">
        \(content)
        </form>
        """
    }

    // MARK: Fields

    private var fieldsForm: String {
        let method = isNew ? "POST" : "PATCH"
        return inputs(endpoint.writableFields, prefix: "", shown: shown)
            + "<p class=\"row\">\(button(method)) <span class=\"dim\">"
            + (isNew ? "Empty fields are left out." : "Only what you change is sent.")
            + "</span></p>"
    }

    private func inputs(_ fields: [WritableField], prefix: String, shown: ShownValue?) -> String {
        fields.map { field in
            let name = prefix + field.name
            let value = shown?[field.name]
            if case .object(let members) = field.kind {
                return "<fieldset><legend>\(HTMLText.escaped(field.label))</legend>"
                    + inputs(members, prefix: name + ".", shown: value) + "</fieldset>"
            }
            let text = value?.formText ?? ""
            let isSentAlways = isNew || isRetry && value != nil
            let former = isSentAlways ? "" : hidden(FormBody.formerPrefix + name, text)
            return "<label><span>\(HTMLText.escaped(field.label))</span>"
                + input(field, name: name, text) + "</label>\(former)\n"
        }.joined()
    }

    private func input(_ field: WritableField, name: String, _ text: String) -> String {
        let isRequired = field.isRequired && isNew
        switch field.kind {
        case .bool:
            let empty = field.isNullable || isNew ? [("", "–")] : []
            return select(name, empty + [("true", "true"), ("false", "false")], text, isRequired)
        case .choice(let words):
            return select(name, words.map { ($0, $0) }, text, isRequired)
        case .state:
            return select(name, frame.states.map { ($0, $0) }, text, isRequired)
        case .id where !frame.maintainers.isEmpty:
            let people = frame.maintainers.map { (String($0.id), $0.username) }
            return select(name, [("", "nobody")] + people, text, isRequired)
        case .longText: return textArea(name, text, rows: 4)
        case .text where text.contains(where: \.isNewline): return textArea(name, text, rows: 2)
        default:
            let length = field.maxLength.map { " maxlength=\"\($0)\"" } ?? ""
            return "<input type=\"text\" name=\"\(name)\" value=\"\(HTMLText.escaped(text))\""
                + length + (isRequired ? " required" : "") + hint(for: field) + ">"
        }
    }

    private func hint(for field: WritableField) -> String {
        switch field.kind {
        case .ids: " placeholder=\"numbers: 12, 15\""
        case .id, .number: " inputmode=\"numeric\""
        default: ""
        }
    }

    private func select(
        _ name: String,
        _ choices: [(value: String, word: String)],
        _ present: String,
        _ isRequired: Bool
    ) -> String {
        var choices = choices
        if !choices.contains(where: { $0.value == present }) {
            choices.insert((present, present.isEmpty ? "–" : present), at: 0)
        }
        let options = choices.map { value, word in
            "<option value=\"\(HTMLText.escaped(value))\"\(value == present ? " selected" : "")>"
                + "\(HTMLText.escaped(word))</option>"
        }
        return
            "<select name=\"\(name)\"\(isRequired ? " required" : "")>\(options.joined())</select>"
    }

    private func textArea(_ name: String, _ text: String, rows: Int) -> String {
        // A browser drops one line feed behind the tag.
        "<textarea name=\"\(name)\" rows=\"\(rows)\">\n\(HTMLText.escaped(text))</textarea>"
    }

    private func hidden(_ name: String, _ value: String) -> String {
        "<input type=\"hidden\" name=\"\(name)\" value=\"\(HTMLText.escaped(value))\">"
    }

    private func button(_ method: String) -> String {
        "<button class=\"primary\" name=\"_method\" value=\"\(method)\">\(method)</button>"
    }

    // MARK: Raw body

    private var rawForm: String {
        let methods = isNew ? ["POST"] : ["PUT", "PATCH"]
        return hidden("_content_type", "application/json")
            + "<label><span>Body</span>"
            + "<textarea name=\"_content\" rows=\"9\" spellcheck=\"false\">\n"
            + "\(HTMLText.escaped(rawBody))</textarea></label>\n"
            + "<p class=\"row\">\(methods.map(button).joined(separator: " "))</p>"
    }

    /// What there is, without what cannot be written.
    private var rawBody: String {
        var writer = JSONWriter(indentation: 4)
        writer.beginObject()
        for field in endpoint.writableFields {
            if let value = shown?[field.name] {
                writer.name(field.name)
                value.write(as: field.kind, to: &writer)
            } else if isNew, field.isRequired {
                writer.name(field.name)
                let empty: ShownValue = field.kind == .ids ? .list([]) : .text("")
                empty.write(as: field.kind, to: &writer)
            }
        }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    // MARK: Deletion

    private var deletion: String {
        let content = "<p class=\"row\">\(button("DELETE")) It cannot be brought back.</p>"
        return """
            <section id="delete" class="panel"><details><summary>Delete it</summary>
            \(form(of: content))
            </details></section>

            """
    }
}
