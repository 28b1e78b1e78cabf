"""How English mails sound when somebody is calm, or pleased."""

PHRASES = {
    "please": """
        please, pls, plz, could you, would you, can you, may i, might i, could i, would it be possible, is it possible,
        would be grateful, be grateful, appreciate it if, would appreciate, be so kind, kindly, if possible,
        if you could, if you can, i would like to, i'd like to, we would like to, we'd like to, i wanted to ask, may we,
        would love to, let me know, i was wondering, wondering if/whether
    """,
    "thanks": """
        thank you, thanks, many thanks, thank you in advance, thanks in advance,
        thank you for your help/time/reply/answer/quick/prompt/patience, thx, cheers, ta, much appreciated, appreciated,
        grateful, appreciate
    """,
    "warm": """
        kind regards, best wishes, warm regards, warmest regards, warm wishes, best regards, all the best, take care,
        have a nice/good/great/lovely day/week/weekend/evening, lovely people, dear team, hi there, hope you are/had,
        hope you're, hope this finds, hope all is, sorry to bother/trouble/disturb, sorry for the/my/bothering,
        apologies for, excuse my/me/the, forgive me, forgive my, pardon my, no bother, no worries, no problem, no hurry,
        no rush, not urgent, take your time, whenever you, when you have time/a, happy to, glad to, of course happy,
        my mistake, my fault, my own fault, my bad, silly question, stupid question, silly me, stupid of me,
        i feel stupid/silly, my stupidity, i accidentally, by mistake, i forgot, i made a mistake, i've made a mistake,
        i must have, i may have, i might have, perhaps i, maybe i, not your fault, no complaint, no complaints,
        not a complaint, not complaining, not angry, not upset, not blaming, no blame, nobody's fault, no hard feelings,
        don't mind, do not mind, not a big deal, no big deal, understandable, i understand that
    """,
    "worry": """
        afraid, scared, frightened, terrified, worried, worry, worries, worrying, anxious, nervous, panic, panicking,
        concerned, don't know what to do, do not know what to do, desperate, please help, i fear, fear that, at a loss,
        crying, in tears, sick with worry
    """,
    "praise": """
        excellent, fantastic, amazing, wonderful, awesome, superb, outstanding, brilliant work/service/job/team/support,
        great work/service/support/team/product/help/app/tool/stuff/experience/customer,
        good work/service/support/experience, very good, really good, lovely, perfect, perfectly, flawless, flawlessly,
        beautiful, beautifully, love it, love the, love your, love this, loved, loves, i love, we love, loving, adore,
        delighted, thrilled with, over the moon, chuffed,
        very/so/really/extremely/super happy/pleased/satisfied/impressed/helpful,
        very/so/really/extremely/super kind/friendly/patient/nice/grateful, happy with, pleased with, impressed,
        impressed with/by, satisfied with, works perfectly/great/beautifully/fine/well/brilliantly/like,
        working perfectly/great/beautifully, worked perfectly/beautifully/great/first/straight, works a treat,
        worked a treat, like a charm, like a dream, spot on, top notch, first class, first rate, five stars, 5 stars,
        highly recommend, recommend you, recommended you, would recommend, can recommend, recommending you,
        best service/support/company/team/shop/bank/customer/experience, the best, kudos to, credit to, hats off to,
        well done to, compliments to, my compliments, pay a compliment, keep up the good/great/excellent, so kind of,
        how kind of, kind of you, a star, a gem, a treasure, a hero, a legend, an angel, life saver, lifesaver,
        saved my/our/the day/life/weekend/bacon, made my/our day, put a smile, a joy, a pleasure, pleasure to,
        pleasure doing, went out of his/her/their way, extra mile, above and beyond, couldn't be happier,
        could not be happier, couldn't have been kinder/nicer/more, could not have been nicer/more, so quick, so fast,
        so quickly, very quick, very fast, quicker than, faster than, sooner than, speedy,
        prompt service/reply/response/help, never once, tell/thank her/his/their boss, pass on my/our thanks,
        please thank, please tell him/her, give my regards, nice work, good stuff, clear answer, clear explanation,
        really helped, helped me/us/a lot/enormously, helped so, big help
    """,
    "gratitude": """
        thank you so/very much for, thanks so much, thank you so much, thanks a lot for, thanks a million, thanks again,
        thank you again, big thank you, a huge thank, huge thanks, big thanks, heartfelt thanks, thank you from,
        wanted to say/thank, want to thank, wish to thank, would like to thank, like to say thank, just to say thank,
        say a big, many thanks for your/the quick/great/kind/excellent/wonderful/help/patience/support,
        thank you for the/your/such wonderful/great/excellent/kind/quick/fast/lovely/amazing/patience,
        thanks for the/your/such wonderful/great/excellent/kind/quick/fast/lovely/amazing/patience, thank you all,
        thanks to your/the team, thanks everyone, first of all thank, so grateful, very grateful, truly grateful,
        eternally grateful, you made, bless you, bless her/him, much love, hugs, thank you both, thanks guys
    """,
}
