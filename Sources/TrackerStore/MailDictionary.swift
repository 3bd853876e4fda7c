/// Words that mails of patch lists share; the most frequent ones last, where they cost least.
///
/// Stored mails need it for ever: never change a dictionary, add another one with its own number.
enum MailDictionary {
    static let first = """
        Content-Type: multipart/mixed; boundary="===============\r
        Content-Disposition: inline\nContent-Disposition: attachment; filename="0001-
        Content-Type: text/html; charset="utf-8"\n\n<html><head></head><body>
        Content-Type: multipart/signed; micalg=pgp-sha256; protocol="application/pgp-signature"; boundary="
        -----BEGIN PGP SIGNATURE-----\n\niQ-----END PGP SIGNATURE-----
        Authentication-Results: mail.example.org; dkim=pass (2048-bit key) header.d=gmail.com header.i=@gmail.com
        DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=kernel.org; s=k20201202; t=1700000000; bh=
        h=from:to:cc:subject:date:message-id:in-reply-to:references:mime-version:content-transfer-encoding
        ARC-Seal: i=1; a=rsa-sha256; t=1700000000; cv=none; d=example.org; s=arc-20160816; b=
        X-Google-Smtp-Source: X-Gm-Message-State: X-Received: by 2002:a17:90b:
        X-Spam-Checker-Version: SpamAssassin 3.4.0 (2014-02-07) on aws-us-west-2-korg-lkml-1.web.codeaurora.org
        X-Spam-Level: X-Spam-Status: No, score=-2.1 required=3.0 tests=BAYES_00,DKIM_SIGNED,DKIM_VALID,DKIM_VALID_AU
        List-Unsubscribe: <mailto:list-request@example.org?subject=unsubscribe>
        List-Archive: <https://lists.example.org/>\nList-Post: <mailto:list@example.org>
        List-Help: <mailto:list-request@example.org?subject=help>\nList-Subscribe: <mailto:
        Return-Path: <SRS0=\nDelivered-To: patchwork@\nX-Original-To: patchwork@
        Received: from mail.example.org (localhost [127.0.0.1]) by lists.example.org (Postfix) with ESMTP id
         for <linux-kernel@vger.kernel.org>; Mon, 1 Jan 2024 00:00:00 +0000 (UTC)
        Received: (majordomo@vger.kernel.org) by vger.kernel.org via listexpand
        Precedence: bulk\nX-Mailing-List: linux-kernel@vger.kernel.org\nSender: owner@vger.kernel.org
        User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:102.0) Gecko/20100101 Thunderbird/102.0
        Content-Language: en-US\nOrganization: X-Mailer: git-send-email 2.39.2
        On Mon, Jan 1, 2024 at 10:00 AM, wrote:\n> diff --git a/\n> index \n> --- a/\n> +++ b/\n> @@ -\n> +\n> -\n>\n> > 
        Changes since v1:\nChanges in v2:\n - fixed \n - rebased on\nv2: v3: Link: https://lore.kernel.org/r/
        Closes: https://bugzilla.kernel.org/show_bug.cgi?id=\nCo-developed-by: Suggested-by: Reported-by:
        Cc: stable@vger.kernel.org\nFixes: ("\nTested-by: Acked-by: Reviewed-by: Signed-off-by:
        #include <linux/\n#define struct static int return -EINVAL;\n\tif (!\n\t\treturn ret;\n\treturn 0;\n}\n
        \tunsigned int \tvoid * const char *\tfor (i = 0; i < \n\t\tgoto err;\n\telse {\n\tswitch () {\n\tcase break;
        From: Subject: [PATCH v2 1/2] Subject: Re: [PATCH] [PATCH net-next v3 01/10] [PATCH 0/5] 
        To: linux-kernel@vger.kernel.org, Cc: Date: Mon, Tue, Wed, Thu, Fri, Sat, Sun, Jan Feb Mar Apr May Jun Jul Aug
         Sep Oct Nov Dec 2019 2020 2021 2022 2023 2024 2025 2026 +0000 +0100 +0200 -0700 -0800 +0800
        Message-ID: <20240101000000.\n.git.\n@gmail.com>\n@kernel.org>\n-send-email-
        In-Reply-To: <\nReferences: <\nList-Id: <.vger.kernel.org>\n<lists.example.org>
        Content-Transfer-Encoding: quoted-printable\nContent-Transfer-Encoding: base64\nContent-Transfer-Encoding: 7bit
        MIME-Version: 1.0\nContent-Type: text/plain; charset="us-ascii"\nContent-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit\n\nThis patch adds the This series fixes \n
        ---\n 1 file changed, 1 insertion(+), 1 deletion(-)\n 2 files changed, insertions(+), deletions(-)
         create mode 100644 \n delete mode 100644 rename from rename to similarity index 100%
        new file mode 100644\nindex 0000000..\n--- /dev/null\n+++ b/
        diff --git a/drivers/net/ b/drivers/net/ arch/x86/ include/linux/ fs/ mm/ kernel/ Documentation/
        index \n--- a/\n+++ b/\n@@ -1,6 +1,7 @@\n \n-\t\n+\t\n-- \n2.39.2\n\n_______________________________________________\n
        """
}
