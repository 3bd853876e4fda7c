/// Lantern: an author with non-ASCII letters, and a patch that had to be sent again.
enum LanternSmallPatches {
    /// The mails, thread by thread.
    static let mails: [String] = [
        #"""
        From: =?UTF-8?q?Bj=C3=B8rn=20=C3=98deg=C3=A5rd?= <bjorn@example.net>
        To: lantern@lists.example.org
        Cc: Ines Okafor <ines@example.org>,
         Mirela Stancu <mirela@example.com>
        Subject: [PATCH] leds: wick: Wait 250 =?UTF-8?q?=C2=B5s?= after power-up
        Date: Thu, 10 Sep 2026 13:05:58 +0200
        Message-ID: <20260910110558.54765-1-bjorn@example.net>
        X-Mailer: git-send-email 2.45.2
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        The data sheet promises a stable supply after 100 µs, at 25 °C. On the
        masts outside of Tromsø we see the front light flicker when it is switched
        on below −20 °C, because the supply needs 180 µs to 210 µs there.

        Wait 250 µs, which nobody will notice, least of all in the polar night.

        Reported-by: Åse Lønning <ase@example.com>
        Signed-off-by: Bjørn Ødegård <bjorn@example.net>
        ---
         drivers/leds/wick-leds.c | 2 ++
         1 file changed, 2 insertions(+)

        diff --git a/drivers/leds/wick-leds.c b/drivers/leds/wick-leds.c
        index 5ab88b3..97c41f9 100644
        --- a/drivers/leds/wick-leds.c
        +++ b/drivers/leds/wick-leds.c
        @@ -27,6 +27,8 @@ static int wick_led_power_up(struct wick_led *led)
         	if (ret)
         		return ret;
        \#u{20}
        +	/* 100 µs at 25 °C, but up to 210 µs at −40 °C */
        +	usleep_range(250, 500);
         	led->powered = true;
        \#u{20}
         	return 0;
        --\#u{20}
        2.45.2

        """#,
        #"""
        From: Mirela Stancu <mirela@example.com>
        To: =?UTF-8?q?Bj=C3=B8rn=20=C3=98deg=C3=A5rd?= <bjorn@example.net>
        Cc: lantern@lists.example.org,
         Ines Okafor <ines@example.org>
        Subject: Re: [PATCH] leds: wick: Wait 250 =?UTF-8?q?=C2=B5s?= after power-up
        Date: Thu, 10 Sep 2026 16:31:44 +0300
        Message-ID: <e90b6401564d.ab34110e@example.com>
        In-Reply-To: <20260910110558.54765-1-bjorn@example.net>
        References: <20260910110558.54765-1-bjorn@example.net>
        User-Agent: Mozilla Thunderbird
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        On Thu, Sep 10, 2026 at 13:05 +0200, Bjørn Ødegård wrote:
        > +	usleep_range(250, 500);

        This cures the flicker on the second board revision, too, at a pleasant
        21 °C. So it is the supply, and I can stop blaming the PWM.

        Reviewed-by: Mirela Stancu <mirela@example.com>
        Tested-by: Mirela Stancu <mirela@example.com>

        """#,
        #"""
        From: Oksana Hryn <oksana@example.com>
        To: lantern@lists.example.org
        Cc: Ines Okafor <ines@example.org>,
         Jun Arimoto <jun@example.net>
        Subject: [PATCH] gpio: lumen: Restore the pins after suspend
        Date: Wed, 09 Sep 2026 15:44:20 +0300
        Message-ID: <20260909124420.32219-1-oksana@example.com>
        X-Mailer: git-send-email 2.47.1
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        Suspend turns all pins into inputs to save power. Resume turns them all
        into outputs, even those that were inputs before, and drives them against
        whatever is connected.

        Remember the direction of the pins and restore it.

        Fixes: 07941086f037 ("gpio: Add a driver for the Lumen port expander")
        Signed-off-by: Oksana Hryn <oksana@example.com>
        ---
         drivers/gpio/lumen-gpio.c | 8 +++++++-
         1 file changed, 7 insertions(+), 1 deletion(-)

        diff --git a/drivers/gpio/lumen-gpio.c b/drivers/gpio/lumen-gpio.c
        index 7fdfe56..378125b 100644
        --- a/drivers/gpio/lumen-gpio.c
        +++ b/drivers/gpio/lumen-gpio.c
        @@ -16,6 +16,7 @@ struct lumen {
         	struct gpio_chip gc;
         	struct regmap *regmap;
         	unsigned int output;
        +	unsigned int config;
         };
        \#u{20}
         static irqreturn_t lumen_interrupt(int irq, void *data);
        @@ -23,6 +24,11 @@ static irqreturn_t lumen_interrupt(int irq, void *data);
         static int lumen_suspend(struct device *dev)
         {
         	struct lumen *lumen = dev_get_drvdata(dev);
        +	int ret;
        +
        +	ret = regmap_read(lumen->regmap, LUMEN_CONFIG, &lumen->config);
        +	if (ret)
        +		return ret;
        \#u{20}
         	return regmap_write(lumen->regmap, LUMEN_CONFIG, 0xff);
         }
        @@ -31,7 +37,7 @@ static int lumen_resume(struct device *dev)
         {
         	struct lumen *lumen = dev_get_drvdata(dev);
        \#u{20}
        -	return regmap_write(lumen->regmap, LUMEN_CONFIG, 0x00);
        +	return regmap_write(lumen->regmap, LUMEN_CONFIG, lumen->config);
         }
        \#u{20}
         static DEFINE_SIMPLE_DEV_PM_OPS(lumen_pm, lumen_suspend, lumen_resume);
        --\#u{20}
        2.47.1

        """#,
        #"""
        From: Oksana Hryn <oksana@example.com>
        To: lantern@lists.example.org
        Cc: Ines Okafor <ines@example.org>,
         Jun Arimoto <jun@example.net>
        Subject: [PATCH RESEND] gpio: lumen: Restore the pins after suspend
        Date: Wed, 07 Oct 2026 10:12:36 +0300
        Message-ID: <20261007071236.7936-1-oksana@example.com>
        X-Mailer: git-send-email 2.47.1
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        Suspend turns all pins into inputs to save power. Resume turns them all
        into outputs, even those that were inputs before, and drives them against
        whatever is connected.

        Remember the direction of the pins and restore it.

        Fixes: 07941086f037 ("gpio: Add a driver for the Lumen port expander")
        Signed-off-by: Oksana Hryn <oksana@example.com>
        ---
        No answer in four weeks, so here it is again, unchanged.

         drivers/gpio/lumen-gpio.c | 8 +++++++-
         1 file changed, 7 insertions(+), 1 deletion(-)

        diff --git a/drivers/gpio/lumen-gpio.c b/drivers/gpio/lumen-gpio.c
        index 7fdfe56..378125b 100644
        --- a/drivers/gpio/lumen-gpio.c
        +++ b/drivers/gpio/lumen-gpio.c
        @@ -16,6 +16,7 @@ struct lumen {
         	struct gpio_chip gc;
         	struct regmap *regmap;
         	unsigned int output;
        +	unsigned int config;
         };
        \#u{20}
         static irqreturn_t lumen_interrupt(int irq, void *data);
        @@ -23,6 +24,11 @@ static irqreturn_t lumen_interrupt(int irq, void *data);
         static int lumen_suspend(struct device *dev)
         {
         	struct lumen *lumen = dev_get_drvdata(dev);
        +	int ret;
        +
        +	ret = regmap_read(lumen->regmap, LUMEN_CONFIG, &lumen->config);
        +	if (ret)
        +		return ret;
        \#u{20}
         	return regmap_write(lumen->regmap, LUMEN_CONFIG, 0xff);
         }
        @@ -31,7 +37,7 @@ static int lumen_resume(struct device *dev)
         {
         	struct lumen *lumen = dev_get_drvdata(dev);
        \#u{20}
        -	return regmap_write(lumen->regmap, LUMEN_CONFIG, 0x00);
        +	return regmap_write(lumen->regmap, LUMEN_CONFIG, lumen->config);
         }
        \#u{20}
         static DEFINE_SIMPLE_DEV_PM_OPS(lumen_pm, lumen_suspend, lumen_resume);
        --\#u{20}
        2.47.1

        """#,
        #"""
        From: Ines Okafor <ines@example.org>
        To: Oksana Hryn <oksana@example.com>
        Cc: lantern@lists.example.org,
         Jun Arimoto <jun@example.net>
        Subject: Re: [PATCH RESEND] gpio: lumen: Restore the pins after suspend
        Date: Wed, 07 Oct 2026 11:30:02 +0100
        Message-ID: <45c57d40ff73.0b6ceb25@example.org>
        In-Reply-To: <20261007071236.7936-1-oksana@example.com>
        References: <20261007071236.7936-1-oksana@example.com>
        User-Agent: Mutt/2.2.13
        MIME-Version: 1.0
        Content-Type: text/plain; charset=us-ascii
        Content-Transfer-Encoding: 7bit
        List-Id: Lantern kernel tools <lantern.lists.example.org>
        List-Post: <mailto:lantern@lists.example.org>

        On Wed, Oct 7, 2026 at 10:12 +0300, Oksana Hryn wrote:
        > No answer in four weeks, so here it is again, unchanged.

        I am sorry, it got lost while I was travelling. Applied to main, thanks
        for the reminder. A friendly ping after two weeks is fine, by the way.

        Acked-by: Ines Okafor <ines@example.org>

        """#,
    ]
}
