import TrackerMail
import TrackerModel

/// What the site writes to people about their accounts and addresses.
struct AccountMails: Sendable {
    /// `https://patches.example.org`
    let siteURL: String

    init(_ sender: MailSender) { siteURL = sender.settings.siteURL }

    func registration(of username: String, to email: String, key: String) -> OutgoingMail {
        OutgoingMail(
            to: email,
            subject: "Confirm your account",
            text: """
                Somebody, probably you, wants an account at \(siteURL)
                with the user name \(username) and this address.

                To make it, open this page within 7 days and press the button there:

                \(link("confirm", key))

                If it was not you, do nothing: there will be no account.
                \(signature)
                """
        )
    }

    func known(_ account: Account, to email: String, key: String) -> OutgoingMail {
        OutgoingMail(
            to: email,
            subject: "You have an account already",
            text: """
                Somebody, probably you, wants a new account at \(siteURL)
                with this address. It belongs to your account already:

                User name: \(account.username)

                If you do not know the password any more, choose another one within 3 days:

                \(passwordLink(account, key))

                If it was not you, do nothing: nothing was changed.
                \(signature)
                """
        )
    }

    func password(of account: Account, key: String) -> OutgoingMail {
        OutgoingMail(
            to: account.email,
            subject: "Choose a new password",
            text: """
                Somebody, probably you, has forgotten the password of your account at
                \(siteURL)

                User name: \(account.username)

                Choose another one here, within 3 days:

                \(passwordLink(account, key))

                If it was not you, do nothing: your password stays as it is.
                \(signature)
                """
        )
    }

    func passwordChanged(of account: Account) -> OutgoingMail {
        OutgoingMail(
            to: account.email,
            subject: "Your password was changed",
            text: """
                The password of your account \(account.username) at
                \(siteURL)
                was changed a moment ago, and all other browsers were signed out.

                If it was not you, choose a new one at once:

                \(siteURL)/user/password-reset/
                \(signature)
                """
        )
    }

    func link(of email: String, to account: Account, key: String) -> OutgoingMail {
        OutgoingMail(
            to: email,
            subject: "Confirm your mail address",
            text: """
                The account \(account.username) at \(siteURL)
                says that this address is its own. Patches from it would then belong to that
                account, which could change their state.

                If this is your account, open this page within 7 days, signed in as
                \(account.username), and press the button there:

                \(link("confirm", key))

                If it is not, do nothing: the address stays as it is.
                \(signature)
                """
        )
    }

    func mail(_ wantsMail: Bool, to email: String, key: String) -> OutgoingMail {
        let wish =
            wantsMail ? "that this address gets mail again" : "that this address gets no mail"
        return OutgoingMail(
            to: email,
            subject: wantsMail ? "Get mail again" : "Get no more mail",
            text: """
                Somebody, probably you, wants \(wish)
                by the patch tracker at \(siteURL)

                To confirm it, open this page within 7 days and press the button there:

                \(link("confirm", key))

                If it was not you, do nothing: nothing will change.
                \(signature)
                """
        )
    }

    private func link(_ word: String, _ key: String) -> String { "\(siteURL)/\(word)/\(key)/" }

    private func passwordLink(_ account: Account, _ key: String) -> String {
        "\(siteURL)/user/password-reset/\(account.id)/\(key)/"
    }

    private var signature: String {
        "\n-- \nThis mail was written by a program; nobody reads answers."
    }
}
