/// Lantern: a single patch with `Fixes:`, tested and reviewed; a follow-up that depends on a
/// series (`Depends-on:`, `Link:`); and a patch with a binary file.
enum LanternHwmonFix {
    /// The mails, thread by thread.
    static let mails: [String] = [
        #"""
        From: Jun Arimoto <jun@example.net>
        To: lantern@lists.example.org
        Cc: Ines Okafor <ines@example.org>,
         Samir Benhalim <samir@example.net>
        Subject: [PATCH] hwmon: ltn4510: Fix temperatures below zero
        Date: Wed, 02 Sep 2026 10:21:09 +0900
        Message-ID: <20260902012109.8771-1-jun@example.net>
        X-Mailer: git-send-email 2.43.0
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        The chip reports temperatures as a 13 bit two's complement number. The
        driver treats it as unsigned, so that a frosty morning of -0.5 degrees
        shows up as 511.5 degrees, and the daemon shuts the lamp down to protect
        it from melting.

        Extend the sign before scaling the value.

        Fixes: 592e8a5c5de7 ("hwmon: Add a driver for the LTN4510")
        Signed-off-by: Jun Arimoto <jun@example.net>
        ---
         drivers/hwmon/ltn4510.c | 5 +++--
         1 file changed, 3 insertions(+), 2 deletions(-)

        diff --git a/drivers/hwmon/ltn4510.c b/drivers/hwmon/ltn4510.c
        index d42f5c1..40e5735 100644
        --- a/drivers/hwmon/ltn4510.c
        +++ b/drivers/hwmon/ltn4510.c
        @@ -3,6 +3,7 @@
          * LTN4510: two temperature channels and a fan on I2C
          */
        \#u{20}
        +#include <linux/bitops.h>
         #include <linux/hwmon.h>
         #include <linux/i2c.h>
         #include <linux/module.h>
        @@ -26,8 +27,8 @@ static int ltn4510_read_temp(struct ltn4510 *chip, int channel, long *val)
         	if (ret)
         		return ret;
        \#u{20}
        -	/* 13 bits, left aligned, 62.5 millidegrees each */
        -	*val = (raw >> 3) * 625 / 10;
        +	/* 13 bits, two's complement, left aligned, 62.5 millidegrees each */
        +	*val = sign_extend32(raw >> 3, 12) * 625 / 10;
        \#u{20}
         	return 0;
         }
        --\#u{20}
        2.43.0

        """#,
        #"""
        From: Samir Benhalim <samir@example.net>
        To: Jun Arimoto <jun@example.net>
        Cc: lantern@lists.example.org,
         Ines Okafor <ines@example.org>
        Subject: Re: [PATCH] hwmon: ltn4510: Fix temperatures below zero
        Date: Wed, 02 Sep 2026 17:03:51 +0100
        Message-ID: <c12a1a3d8600.46328b6c@example.net>
        In-Reply-To: <20260902012109.8771-1-jun@example.net>
        References: <20260902012109.8771-1-jun@example.net>
        User-Agent: Mutt/2.2.13
        MIME-Version: 1.0
        Content-Type: text/plain; charset=us-ascii
        Content-Transfer-Encoding: 7bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        On Wed, Sep 2, 2026 at 10:21 +0900, Jun Arimoto wrote:
        > The chip reports temperatures as a 13 bit two's complement number. The
        > driver treats it as unsigned, so that a frosty morning of -0.5 degrees
        > shows up as 511.5 degrees, and the daemon shuts the lamp down to protect
        > it from melting.

        I wondered why the lamp in our cold store goes dark every night. With
        this patch it reads -18.4 degrees, which agrees with the thermometer on
        the wall.

        Tested-by: Samir Benhalim <samir@example.net>

        """#,
        #"""
        From: Ines Okafor <ines@example.org>
        To: Jun Arimoto <jun@example.net>
        Cc: lantern@lists.example.org,
         Samir Benhalim <samir@example.net>
        Subject: Re: [PATCH] hwmon: ltn4510: Fix temperatures below zero
        Date: Thu, 03 Sep 2026 08:55:30 +0100
        Message-ID: <f13f34400da1.44a462f0@example.org>
        In-Reply-To: <20260902012109.8771-1-jun@example.net>
        References: <20260902012109.8771-1-jun@example.net>
        User-Agent: Mutt/2.2.13
        MIME-Version: 1.0
        Content-Type: text/plain; charset=us-ascii
        Content-Transfer-Encoding: 7bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        On Wed, Sep 2, 2026 at 10:21 +0900, Jun Arimoto wrote:
        > +	*val = sign_extend32(raw >> 3, 12) * 625 / 10;

        Obviously right, and sign_extend32() says it better than a cast would.

        Reviewed-by: Ines Okafor <ines@example.org>

        Please take it through your hwmon branch and send it with the pull
        request for rc1.

        """#,
        #"""
        From: Jun Arimoto <jun@example.net>
        To: lantern@lists.example.org
        Cc: Ines Okafor <ines@example.org>,
         Mirela Stancu <mirela@example.com>
        Subject: [PATCH] gpio: lumen: Request an edge triggered interrupt
        Date: Tue, 22 Sep 2026 20:36:14 +0900
        Message-ID: <20260922113614.14264-1-jun@example.net>
        X-Mailer: git-send-email 2.43.0
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        The expander pulses its interrupt output for 10 us, it does not hold it.
        The driver asks for a level all the same. The Wick controller ignores
        that, but others take it at its word and miss every second key.

        Ask for the falling edge, which is what the hardware does. On Wick this
        relies on the edge handler: with the simple one, a pulse that comes while
        the thread runs is lost.

        Fixes: 07941086f037 ("gpio: Add a driver for the Lumen port expander")
        Link: https://lists.example.org/lantern/829e003a5855.99b8e4fb@example.org/
        Depends-on: <20260921064805.37810-1-mirela@example.com>
        Signed-off-by: Jun Arimoto <jun@example.net>
        ---
         drivers/gpio/lumen-gpio.c | 2 +-
         1 file changed, 1 insertion(+), 1 deletion(-)

        diff --git a/drivers/gpio/lumen-gpio.c b/drivers/gpio/lumen-gpio.c
        index 7fdfe56..c55c0d7 100644
        --- a/drivers/gpio/lumen-gpio.c
        +++ b/drivers/gpio/lumen-gpio.c
        @@ -43,6 +43,6 @@ static int lumen_setup_irq(struct i2c_client *client, struct lumen *lumen)
        \#u{20}
         	return devm_request_threaded_irq(&client->dev, client->irq, NULL,
         					 lumen_interrupt,
        -					 IRQF_TRIGGER_LOW | IRQF_ONESHOT,
        +					 IRQF_TRIGGER_FALLING | IRQF_ONESHOT,
         					 "lumen", lumen);
         }
        --\#u{20}
        2.43.0

        """#,
        #"""
        From: Oksana Hryn <oksana@example.com>
        To: lantern@lists.example.org
        Cc: Ines Okafor <ines@example.org>
        Subject: [PATCH] assets: Add a small icon
        Date: Mon, 05 Oct 2026 18:25:50 +0300
        Message-ID: <20261005152550.21654-1-oksana@example.com>
        X-Mailer: git-send-email 2.47.1
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        Desktop panels show a grey square for lanternctl. Give it a lantern of 16
        by 16 pixels, drawn by hand and with care.

        Signed-off-by: Oksana Hryn <oksana@example.com>
        ---
         Makefile              |   2 ++
         assets/lantern-16.png | Bin 0 -> 144 bytes
         2 files changed, 2 insertions(+)
         create mode 100644 assets/lantern-16.png

        diff --git a/Makefile b/Makefile
        index f845f5f..34e452d 100644
        --- a/Makefile
        +++ b/Makefile
        @@ -12,6 +12,8 @@ lanternctl: tools/lanternctl.o
         install: all
         	install -D -m 0755 lanternd $(DESTDIR)$(sbindir)/lanternd
         	install -D -m 0755 lanternctl $(DESTDIR)$(bindir)/lanternctl
        +	install -D -m 0644 assets/lantern-16.png \
        +		$(DESTDIR)$(datadir)/icons/hicolor/16x16/apps/lantern.png
        \#u{20}
         clean:
         	$(RM) lanternd lanternctl daemon/*.o tools/*.o
        diff --git a/assets/lantern-16.png b/assets/lantern-16.png
        new file mode 100644
        index 0000000000000000000000000000000000000000..4517e95c920668c4e1cc700e09b9400590480f90
        GIT binary patch
        literal 144
        zcmeAS@N?(olHy`uVBq!ia0vp^0wB!93?!50ihlx9oB=)|uK)l4w=vQAx=C@CC9eoj
        zkg+7lFPOpM*^M+H$JEosF{I*FasmVMH3kL6157GT&W$b1%FN7*gBLS1D_>_4X<EtX
        oVPR$EFr`7%xUJ2~-~c0o+aHdyH)$t~fCeyly85}Sb4q9e0PKDzEC2ui

        literal 0
        HcmV?d00001

        --\#u{20}
        2.47.1

        """#,
    ]
}
