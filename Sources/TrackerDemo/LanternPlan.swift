/// Lantern: a discussion that is no patch, the announcement that ends the cycle, and the pull
/// request in between.
enum LanternPlan {
    /// The mails, thread by thread.
    static let mails: [String] = [
        #"""
        From: Ines Okafor <ines@example.org>
        To: lantern@lists.example.org
        Subject: Plan for the 0.9 cycle
        Date: Tue, 01 Sep 2026 09:12:44 +0100
        Message-ID: <68d4553cc0b5.957be269@example.org>
        User-Agent: Mutt/2.2.13
        MIME-Version: 1.0
        Content-Type: text/plain; charset=us-ascii
        Content-Transfer-Encoding: 7bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        Hello everyone,

        0.8 has been out for a month and it held up well, thank you all for the
        reports. For 0.9 I would like to keep the cycle short:

          - patches for drivers: until October 16
          - 0.9-rc1: October 22
          - 0.9: two weeks later, if nobody sets anything on fire

        What I know of: Mirela has the interrupt rework for Wick, Oksana wants to
        talk about the control socket, and Jun keeps a hwmon branch.

        If you plan something larger, please say so here, so that we do not
        rewrite the same file twice.

        Small fixes are welcome at any time, as always.

        Ines

        """#,
        #"""
        From: Mirela Stancu <mirela@example.com>
        To: Ines Okafor <ines@example.org>
        Cc: lantern@lists.example.org
        Subject: Re: Plan for the 0.9 cycle
        Date: Tue, 01 Sep 2026 12:40:03 +0300
        Message-ID: <6236615c99a3.92205839@example.com>
        In-Reply-To: <68d4553cc0b5.957be269@example.org>
        References: <68d4553cc0b5.957be269@example.org>
        User-Agent: Mozilla Thunderbird
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        On Tue, Sep 1, 2026 at 09:12 +0100, Ines Okafor wrote:
        > What I know of: Mirela has the interrupt rework for Wick, Oksana wants to
        > talk about the control socket, and Jun keeps a hwmon branch.

        The Wick series is ready except for the documentation, you will have it
        within the week. It touches nothing but drivers/irq, so it should not get
        into anybody's way.

        > If you plan something larger, please say so here, so that we do not
        > rewrite the same file twice.

        After that I would like to look at why the front light flickers on the
        second board revision, unless Bjørn is already on it.

        Mirela

        """#,
        #"""
        From: Jun Arimoto <jun@example.net>
        To: lantern@lists.example.org
        Cc: Ines Okafor <ines@example.org>
        Subject: [GIT PULL] hwmon: changes for 0.9-rc1
        Date: Thu, 15 Oct 2026 10:02:11 +0900
        Message-ID: <d14ecfc030f4.c0683db3@example.net>
        User-Agent: Mutt/2.2.13
        MIME-Version: 1.0
        Content-Type: text/plain; charset=us-ascii
        Content-Transfer-Encoding: 7bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        Hi Ines,

        here is the hwmon branch for rc1: the fix for frosty mornings, and the
        stall bit of the fan that people with dusty lanterns asked for.

        The following changes since commit 9cf32f09c731d1cc62579cee5240e525c46d4775:

          lanternd: Read the levels from a configuration file (2026-03-10 10:00:00 +0100)

        are available in the Git repository at:

          https://git.example.org/jun/lantern.git tags/hwmon-0.9-rc1

        for you to fetch changes up to 4f0a8d000e236c5863bff22ef2132ddaddedc6f7:

          hwmon: ltn4510: Report a stalled fan (2026-10-12 10:00:00 +0900)

        ----------------------------------------------------------------
        hwmon changes for lantern 0.9-rc1

         - ltn4510: temperatures below zero are no longer very hot
         - ltn4510: a stalled fan is reported as fan1_fault

        ----------------------------------------------------------------
        Jun Arimoto (2):
              hwmon: ltn4510: Fix temperatures below zero
              hwmon: ltn4510: Report a stalled fan

         drivers/hwmon/ltn4510.c | 11 +++++++++--
         1 file changed, 9 insertions(+), 2 deletions(-)

        """#,
        #"""
        From: Ines Okafor <ines@example.org>
        To: Jun Arimoto <jun@example.net>
        Cc: lantern@lists.example.org
        Subject: Re: [GIT PULL] hwmon: changes for 0.9-rc1
        Date: Thu, 15 Oct 2026 14:18:46 +0100
        Message-ID: <e6275cf7646e.ca929699@example.org>
        In-Reply-To: <d14ecfc030f4.c0683db3@example.net>
        References: <d14ecfc030f4.c0683db3@example.net>
        User-Agent: Mutt/2.2.13
        MIME-Version: 1.0
        Content-Type: text/plain; charset=us-ascii
        Content-Transfer-Encoding: 7bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        On Thu, Oct 15, 2026 at 10:02 +0900, Jun Arimoto wrote:
        >   https://git.example.org/jun/lantern.git tags/hwmon-0.9-rc1

        Pulled, thanks. The lanterns in Samir's cold store will be grateful.

        """#,
        #"""
        From: Ines Okafor <ines@example.org>
        To: lantern@lists.example.org
        Subject: [ANNOUNCE] lantern 0.9-rc1
        Date: Thu, 22 Oct 2026 18:00:27 +0100
        Message-ID: <43d31715f308.809a6664@example.org>
        User-Agent: Mutt/2.2.13
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        The first release candidate of Lantern 0.9 is available:

          https://download.example.org/lantern/lantern-0.9-rc1.tar.xz
          SHA256: 5f0c3be8a1d94e7726b1f09ad3487c6e
                  90d2be1c43f7a85560ebd219c8743fa6

        Highlights since 0.8:

          drivers/irq     The Wick controller does not lose edges any more, and
                          it tells you about floating inputs.
          drivers/gpio    The Lumen expander keeps its pins over suspend.
          drivers/hwmon   Temperatures below zero, a fault bit for the fan.
          drivers/leds    No more flicker when it is cold outside.
          lanternd        Reloading the configuration does not leak.

        Please test, above all on boards that spend the night outdoors. If no
        surprise turns up, 0.9 follows on November 5.

        Contributors to this release: Bjørn Ødegård, Jun Arimoto, Léa Vauquelin,
        Mirela Stancu, Oksana Hryn and Samir Benhalim. Thank you all!

        Ines

        """#,
    ]
}
