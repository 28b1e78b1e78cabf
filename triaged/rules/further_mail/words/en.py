"""Which words mean what in a customer's further mail, in English."""

GREETINGS = "hi hello hey dear good_morning good_afternoon good_evening"
GREETED = "all team everyone everybody there folks guys both support sir madam or and"
TITLES = "mr mrs ms miss dr prof"
TELLING = """
    not no never nothing none still but however yet again please broken wrong error problem issue question ps nb
    help need want missing fails failed cancel except only can't cannot won't doesn't don't isn't unsolved unresolved
"""

SLOTS = {
    "very": "very so really truly just once again indeed all most",
    "now": """
        now again finally meanwhile today already all ok okay fine perfectly great well also too since
    """,
    "past": """
        helping replying responding answering explaining clarifying me us this that it so very really again and for to
        quickly
    """,
    "its": "your the all this that these",
    "help": """
        your the all this so such very really always both again and for of with me us quick fast prompt speedy swift
        immediate great excellent kind kindness friendly good nice amazing fantastic wonderful brilliant awesome
        detailed helpful outstanding super perfect reply replies response responses answer answers help support
        assistance service effort efforts work information info update feedback clarification explanation advice
        patience solution fix mail email message call tip tips hint link details
    """,
    "thing": """
        the my our your this that new whole everything all it its internet printer login log-in logging in website site
        shop account app phone connection line server email mail access system link code password router update
        download upload payment portal page software program computer device service vpn wifi network order form
    """,
    "goods": """
        the my our your a parcel package order delivery shipment goods item items refund money invoice
    """,
    "matter": """
        the my our this that problem problems issue issues matter question ticket case request trouble error bug thing
        fault
    """,
}

PHRASES = {
    "neutral": """
        hi/hello/hey, hi/hello again, good morning/afternoon/evening, dear all/team/sir/madam, and/so,
        have a {very}? nice/great/good/lovely/pleasant day/evening/weekend/week/one,
        enjoy your/the day/evening/weekend, happy holidays/new_year/christmas/easter,
        kind/best/warm/kindest/warmest/many regards/wishes, best, regards, cheers, all the best, sincerely,
        yours sincerely/truly/faithfully, take care, bye, nice/lovely/great weekend
    """,
    "thanks": """
        {very}? thanks {very}?, {very}? thank_you/thankyou/thx/thnx/thanx/ty/tysm/tks {very}?,
        thanks/thank_you/thx {very}? much, thanks/thx a lot/bunch/million/ton, thanks/thank_you ever so much,
        many/much thanks, many many thanks, thanks/thank_you/thx {very}? for {its} {help},
        thanks/thank_you {very}? much for {its} {help}, thanks a lot/million for {its} {help},
        many thanks for {its} {help},
        thanks/thank_you {very}? for helping/replying/responding/answering/explaining/clarifying {past}?,
        thanks/thank_you {very}? for getting_back_to_me/getting_back_to_us/letting_me_know/letting_us_know,
        thanks/thank_you {very}? for everything/that/the_heads_up/your_time_and_help, much appreciated,
        i/we {very}? appreciate it/that/this/your_help, {very}? appreciated, i am/i'm very/so/really grateful,
        we are/we're very/so/really grateful, much obliged, just wanted to say thanks/thank_you,
        i just wanted to say thanks/thank_you, thanks/thank_you all/everyone/everybody/both/guys/team,
        you are the best, you're the best, that/this was very/really/so helpful/kind/quick/fast,
        that/this was great/excellent/wonderful service, very/so helpful/kind/quick, very/so kind of you,
        great/excellent/fantastic/brilliant service/support/job, well done
    """,
    "assent": """
        ok/okay/great/perfect/excellent/wonderful/super/awesome/fantastic/brilliant/cool/fine/lovely/nice/noted/wow,
        got it, understood, received, well received, safely received, sounds good/great/perfect/fine,
        that's/that_is/this_is great/perfect/fine/good/excellent/wonderful/awesome/fantastic/very_helpful,
        this/that helps/helped {very}?, helps/helped a lot, that/this/it helps/helped a lot, great/good news,
        very good/nice, i have/i've/we have/we've received it/your_mail/your_email/your_reply
    """,
    "solved": """
        {matter}? is/are/was/were/has_been/have_been/got/gets {now}? solved/resolved/fixed/sorted/settled {now}?,
        it/that/this is/was/has_been {now}? solved/resolved/fixed/sorted/settled {now}?,
        it's/that's {now}? solved/resolved/fixed/sorted/settled {now}?, all {now}? solved/resolved/fixed/sorted,
        {now}? solved/resolved/fixed/sorted {now}?, {matter} {now}? solved/resolved/fixed/sorted {now}?,
        {now}? sorted out {now}?, {matter}? is/are/has_been {now}? sorted out {now}?, it's {now}? sorted out,
        {matter}? solved/resolved/fixed/sorted itself,
        {matter} has/have {now}? solved/resolved/fixed itself/themselves, i/we solved/fixed/resolved it {now}?,
        i/we solved/fixed/resolved it myself/ourselves, i/we have solved/fixed/resolved it {now}?,
        i/we have solved/fixed/resolved it myself/ourselves, i/we solved/fixed/resolved the problem/issue,
        i/we have solved/fixed/resolved the problem/issue, i've/we've solved/fixed/resolved it {now}?,
        i've/we've solved/fixed/resolved the problem/issue, i/we sorted it out, i/we have sorted it out,
        i've/we've sorted it out, managed to fix/solve/resolve it, i/we managed to fix/solve/resolve it,
        {thing} work/works/working again/now/perfectly/fine/great {now}?, {thing} {now}? works {now}?,
        works/working again/now/perfectly/fine/great {now}?, {thing} is/are {now}? working {now}?,
        it's/everything's/all {now}? working {now}?, works, it worked {now}?, that/this worked {now}?,
        that/this {now}? fixed/solved/resolved it/the_problem/the_issue/my_problem/my_issue,
        {thing} is/are back online/up, {thing} is/are up and running {now}?, you can/may {now}? close this/it {now}?,
        you can/may {now}? close the/this/my ticket/case/issue/request/thread,
        please close the/this/my ticket/case/issue/request/thread, this/it/ticket/case can be closed {now}?,
        the/this/my ticket/case/issue/request can be closed {now}?, never mind, nevermind, false alarm,
        no further help/action needed/required/necessary,
        please ignore/disregard my last/previous/earlier/first mail/email/message,
        ignore/disregard my last/previous/earlier mail/email/message, please ignore/disregard my mail/email/message,
        i/we {now}? found it {now}?, found it {now}?, i've/we've found it {now}?, i/we have found it {now}?,
        i/we found the solution/answer myself/ourselves, {goods} arrived {now}?,
        {goods} has/have {now}? arrived {now}?, {goods} arrived this morning/afternoon/evening,
        {goods} has/have arrived this morning/afternoon/evening, {goods} arrived safely/well {now}?,
        problem/issue solved/resolved/fixed/gone {now}?, the problem/issue is {now}? gone {now}?,
        the problem/issue has {now}? disappeared/gone {now}?
    """,
    "unasked": "",
    "nudge": """
        any {very}? news/update/updates/progress/word/development/developments/answer/reply/response/feedback,
        is/are there any news/update/updates/progress, do you have any news/update/updates/progress,
        have you any news/update/updates, no news/answer/reply/response yet, still no news/answer/reply/response/word,
        an/a_quick update on/please, what is/what's the status/progress/state, status update, status on/of this/my/the,
        following up, follow/followup up on this/my/our/it, checking in, checking back, check in on, just checking,
        gentle/friendly/kind/quick/little/polite/short/another/final/second reminder, a reminder, to remind you,
        {very}? still waiting, i/we have been waiting, i've/we've been waiting, haven't/have_not heard,
        didn't/did_not hear, not heard back/anything/from_you, no one/nobody/noone has replied/answered/responded,
        did you get/receive/see my mail/email/message, have you received/seen my mail/email/message,
        when will/can i/we get/receive/have/expect an/a/your/some/any answer/reply/response/update/news,
        when will/can i/we hear, when will you/someone/somebody reply/answer/respond/get_back, how much longer,
        anyone/anybody there, is anyone/anybody there, hello anyone/anybody, what is/what's happening/going_on,
        waiting for your/an/a answer/reply/response/feedback, bumping this, bump this, to the top of your inbox,
        please advise/respond/reply/answer asap/soon/urgently, could you please respond/reply/answer
    """,
    "nudge alone": """
        bump, ping, reminder, up, update, status, news, so, well, hello, hi, anything new, and, hey
    """,
    "other": """
        something/somewhat else, other/different/another matter/problem/issue/topic/question/subject/thing,
        about something/somewhat different, nothing to do with this/that/it
    """,
    "denied": "not, nothing, nor, if",
    "invited": "answer, reply, write",
}
