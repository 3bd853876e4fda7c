/// Quay: a patch in two versions with the project in the subject prefix, and a question about
/// mirrors.
enum QuayFetchRetry {
    /// The mails, thread by thread.
    static let mails: [String] = [
        #"""
        From: Caleb Thorne <caleb@example.org>
        To: quay@lists.example.org
        Cc: Tomasz Wilk <tomasz@example.net>
        Subject: [PATCH quay] fetch: Try again when a mirror is busy
        Date: Thu, 03 Sep 2026 09:12:02 -0500
        Message-ID: <20260903141202.3566-1-caleb@example.org>
        X-Mailer: git-send-email 2.43.0
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Quay build system <quay.lists.example.org>
        List-Post: <mailto:quay@lists.example.org>

        The nightly build starts at midnight, as do the nightly builds of everybody
        else. The mirror then answers some requests with 503, and one of them is
        enough to lose a whole night of building.

        Try again after a short pause before giving up.

        Signed-off-by: Caleb Thorne <caleb@example.org>
        ---
         scripts/fetch.py | 10 ++++++++--
         1 file changed, 8 insertions(+), 2 deletions(-)

        diff --git a/scripts/fetch.py b/scripts/fetch.py
        index dc3fee0..83acc34 100644
        --- a/scripts/fetch.py
        +++ b/scripts/fetch.py
        @@ -5,6 +5,7 @@ import argparse
         import hashlib
         import os
         import sys
        +import time
         import urllib.error
         import urllib.request
        \#u{20}
        @@ -18,8 +19,13 @@ def read_sums(path):
        \#u{20}
        \#u{20}
         def download(url, target):
        -    with urllib.request.urlopen(url, timeout=30) as answer:
        -        data = answer.read()
        +    while True:
        +        try:
        +            with urllib.request.urlopen(url, timeout=30) as answer:
        +                data = answer.read()
        +            break
        +        except urllib.error.HTTPError:
        +            time.sleep(1)
        \#u{20}
             with open(target, "wb") as file:
                 file.write(data)
        --\#u{20}
        2.43.0

        """#,
        #"""
        From: Tomasz Wilk <tomasz@example.net>
        To: Caleb Thorne <caleb@example.org>
        Cc: quay@lists.example.org
        Subject: Re: [PATCH quay] fetch: Try again when a mirror is busy
        Date: Thu, 03 Sep 2026 18:47:30 +0200
        Message-ID: <04e9f77608b2.7ccce33d@example.net>
        In-Reply-To: <20260903141202.3566-1-caleb@example.org>
        References: <20260903141202.3566-1-caleb@example.org>
        User-Agent: Mutt/2.2.13
        MIME-Version: 1.0
        Content-Type: text/plain; charset=us-ascii
        Content-Transfer-Encoding: 7bit
        List-Id: Quay build system <quay.lists.example.org>
        List-Post: <mailto:quay@lists.example.org>

        On Thu, Sep 3, 2026 at 09:12 -0500, Caleb Thorne wrote:
        > The nightly build starts at midnight, as do the nightly builds of everybody
        > else. The mirror then answers some requests with 503, and one of them is
        > enough to lose a whole night of building.

        Welcome to the list! This has bitten me as well, so thank you for looking
        into it. Two remarks:

        > +    while True:
        > +        try:
        > +            with urllib.request.urlopen(url, timeout=30) as answer:
        > +                data = answer.read()
        > +            break
        > +        except urllib.error.HTTPError:
        > +            time.sleep(1)

        A 404 is an HTTPError, too, and no amount of patience makes it a 200. This
        loops forever for every typo in SOURCES. Please look at error.code, and
        only try again for 429 and 503.

        And when a mirror is busy, asking it again each second does not make it
        less so. Could you double the pause each time, and give up after five?

        """#,
        #"""
        From: Caleb Thorne <caleb@example.org>
        To: quay@lists.example.org
        Cc: Tomasz Wilk <tomasz@example.net>
        Subject: [PATCH quay v2] fetch: Try again when a mirror is busy
        Date: Sat, 05 Sep 2026 08:30:45 -0500
        Message-ID: <20260905133045.10053-1-caleb@example.org>
        X-Mailer: git-send-email 2.43.0
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Quay build system <quay.lists.example.org>
        List-Post: <mailto:quay@lists.example.org>

        The nightly build starts at midnight, as do the nightly builds of everybody
        else. The mirror then answers some requests with 503, and one of them is
        enough to lose a whole night of building.

        Try up to five times, with a pause that doubles each time, and only for
        the answers that say "later": 429 and 503.

        Signed-off-by: Caleb Thorne <caleb@example.org>
        ---
        v2:
          - only try again for 429 and 503 (Tomasz)
          - double the pause, give up after five attempts (Tomasz)

         scripts/fetch.py | 17 +++++++++++++++--
         1 file changed, 15 insertions(+), 2 deletions(-)

        diff --git a/scripts/fetch.py b/scripts/fetch.py
        index dc3fee0..0b6c6e5 100644
        --- a/scripts/fetch.py
        +++ b/scripts/fetch.py
        @@ -5,10 +5,13 @@ import argparse
         import hashlib
         import os
         import sys
        +import time
         import urllib.error
         import urllib.request
        \#u{20}
         MIRROR = "https://mirror.example.net/sources/"
        +BUSY = (429, 503)
        +ATTEMPTS = 5
        \#u{20}
        \#u{20}
         def read_sums(path):
        @@ -17,9 +20,19 @@ def read_sums(path):
                 return {name: digest for digest, name in pairs}
        \#u{20}
        \#u{20}
        +def request(url):
        +    for attempt in range(ATTEMPTS):
        +        try:
        +            with urllib.request.urlopen(url, timeout=30) as answer:
        +                return answer.read()
        +        except urllib.error.HTTPError as error:
        +            if error.code not in BUSY or attempt == ATTEMPTS - 1:
        +                raise
        +            time.sleep(2**attempt)
        +
        +
         def download(url, target):
        -    with urllib.request.urlopen(url, timeout=30) as answer:
        -        data = answer.read()
        +    data = request(url)
        \#u{20}
             with open(target, "wb") as file:
                 file.write(data)
        --\#u{20}
        2.43.0

        """#,
        #"""
        From: Tomasz Wilk <tomasz@example.net>
        To: Caleb Thorne <caleb@example.org>
        Cc: quay@lists.example.org
        Subject: Re: [PATCH quay v2] fetch: Try again when a mirror is busy
        Date: Sun, 06 Sep 2026 12:15:21 +0200
        Message-ID: <81bd8ba5f88e.89df2047@example.net>
        In-Reply-To: <20260905133045.10053-1-caleb@example.org>
        References: <20260905133045.10053-1-caleb@example.org>
        User-Agent: Mutt/2.2.13
        MIME-Version: 1.0
        Content-Type: text/plain; charset=us-ascii
        Content-Transfer-Encoding: 7bit
        List-Id: Quay build system <quay.lists.example.org>
        List-Post: <mailto:quay@lists.example.org>

        On Sat, Sep 5, 2026 at 08:30 -0500, Caleb Thorne wrote:
        > +            if error.code not in BUSY or attempt == ATTEMPTS - 1:
        > +                raise
        > +            time.sleep(2**attempt)

        Clear and short. I will run it tonight at midnight, together with the rest
        of the world, and push it if the build is there in the morning.

        Acked-by: Tomasz Wilk <tomasz@example.net>

        """#,
        #"""
        From: Caleb Thorne <caleb@example.org>
        To: quay@lists.example.org
        Subject: Where do old tarballs go?
        Date: Fri, 11 Sep 2026 10:40:13 -0500
        Message-ID: <892e910f836d.f9896021@example.org>
        User-Agent: Mozilla Thunderbird
        MIME-Version: 1.0
        Content-Type: text/plain; charset=us-ascii
        Content-Transfer-Encoding: 7bit
        List-Id: Quay build system <quay.lists.example.org>
        List-Post: <mailto:quay@lists.example.org>

        Hi all,

        two packages point to releases that upstream has removed. The tarballs are
        still on our mirror, in one flat directory with some nine thousand others.

        Would you mind if I sorted them by first letter, as most distributions do?
        I would keep links for the old names, so that nothing breaks.

        Caleb

        """#,
        #"""
        From: Tomasz Wilk <tomasz@example.net>
        To: Caleb Thorne <caleb@example.org>
        Cc: quay@lists.example.org
        Subject: Re: Where do old tarballs go?
        Date: Sat, 12 Sep 2026 09:05:59 +0200
        Message-ID: <807d9413b75e.9b6f99fc@example.net>
        In-Reply-To: <892e910f836d.f9896021@example.org>
        References: <892e910f836d.f9896021@example.org>
        User-Agent: Mutt/2.2.13
        MIME-Version: 1.0
        Content-Type: text/plain; charset=us-ascii
        Content-Transfer-Encoding: 7bit
        List-Id: Quay build system <quay.lists.example.org>
        List-Post: <mailto:quay@lists.example.org>

        On Fri, Sep 11, 2026 at 10:40 -0500, Caleb Thorne wrote:
        > Would you mind if I sorted them by first letter, as most distributions do?

        I would rather sort them by digest. Every package has its sums, so the
        first two digits of the sum can be the directory, and two files with the
        same name and different contents stop being a problem. fetch.py would only
        need one more line.

        Patches welcome!

        Tomasz

        """#,
    ]
}
