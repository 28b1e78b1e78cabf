"""What is asked for in English mails."""

PHRASES = {
    "ask": """
        can/could/would/will you, can/could/would/will someone/somebody/anyone/anybody, you please, please, pls, plz,
        would/do you mind, let me/us know, let him/her/them know, get back to me/us, give me/us a,
        give me/us some/your/an/the, send me/us, tell me/us, help me/us,
        call/email/ring/text/phone/ping/contact/write me/us, be so kind, be good enough, kindly, make sure, be sure to,
        don't forget, do not forget, remember to, feel free to call, take a look, have a look, look into/at this/it,
        look over, check with/on/if/whether/your/the, go ahead, go ahead and, fill in/out/this, sign up, sign and/the,
        click here/on/the/below, visit our/the/us, try it/again/to, keep me/us, remind me/us, ask him/her/them/for,
        show me/us, bring me/us/your/the/a, come to/by/join/over, stop by, drop by/me, join us/me, take care of,
        follow up with, work with, talk to, speak to/with, check it out, forward this/it/to, forward me/us, reply to,
        respond to, respond by, send it/them/this/your/the, email it/them/your/the
    """,
    "question": """
        do/did/does/have/has/are/is/was/were you, any idea/news/update/thoughts/chance/luck/word,
        what is/are/was/do/does/did/would/time/about/if/happened/kind, what's/whats the/your/up/going,
        when is/are/can/will/would/do/does/did/should/was, where is/are/can/do/does/did/was,
        who is/are/can/do/does/did/was/will, why is/are/can't/do/does/did/was/don't/won't,
        how is/are/can/do/does/did/was/much/many/long/about/come/should, which one/is/of, is there/it/this/that,
        are there/we/they, does it/this/that/anyone/anybody, did it/he/she/they,
        can/could/may/should/shall i/we/it/they, would it/that/this/there, has anyone/it/this/the, isn't it/there,
        what do you think, your thoughts/opinion, thoughts on, wondering if/whether/how/what/when,
        wonder if/whether/how, want to know, like to know, curious
    """,
    "wish": """
        i/we need, i/we want, i/we would/d like, i/we must/should/have to, need to/you/your/a/the/it/this/help,
        needs to be, would be great/good/nice/helpful/grateful/appreciated/lovely, would appreciate, appreciate it if,
        appreciate your/any, would love, it would help, i/we expect, i/we request, am/are requesting, want/wants you/to,
        would like you/to, like to request/order/cancel/change/know/ask/discuss/meet/schedule/talk/get/see/have,
        looking for/forward to hearing, look/looking forward to your/hearing, hope to hear, hope you can/could/will,
        hoping you/to/for, await/awaiting your, waiting for your/you/an/a, wait to hear, asap, as soon as,
        by tomorrow/monday/tuesday/wednesday/thursday/friday/noon/end/eod, at your earliest, required to,
        you need/should/must/may need/have, you'll need/have, you will need/have, you should,
        your help/input/feedback/comments/thoughts/advice/assistance/approval/signature, advise, assist, suggestions,
        request, requests
    """,
    "meet": """
        let's, lets, let us, shall we/i, we should/could/can, we shall, meet, meet with, meet up, get together, set up,
        schedule, reschedule, discuss, discuss this/it/further/the, talk about/on/to/later/tomorrow, = chat, catch up,
        conference call, a call, lunch/dinner/coffee/drinks, available on/for/at/to, are you free/available/around,
        free on/for/at, see you, join, invite you, invited, invitation, rsvp, call to discuss, give a call, phone call,
        stop by, come over, come by, tomorrow at, monday at, arrange
    """,
    "trouble": """
        not work/working, doesn't/don't/didn't/isn't/won't/can't work/open/load/start/get/find/log/see/use/access,
        broken, = error, missing, problem/problems/issue/issues/trouble with, stopped working, still waiting,
        still not/no/hasn't/haven't, never arrived/received/came, not arrived/received/delivered, wrong, damaged,
        charged, refund, cancel, return, complaint, reminder, no answer/reply/response, locked out,
        cannot/can't access/log/open/pay/find/get, unable to, overdue, delayed, lost, stolen, is/are down, been out,
        third/second time, = urgent, urgently, help
    """,
    "invites": """
        if you have any/questions/further, any questions, questions or, feel free, hesitate to, please do not hesitate,
        don't hesitate, further questions/information, more information, for more/further,
        if you need/want/would/wish/like, contact us/me, get in touch, reach me/us/out, questions please
    """,
    "news": """
        for your information/files/records/file, fyi, just to let you know, to let you know,
        attached is/are/you/please/the, enclosed, here is/are, as agreed/discussed/requested/promised,
        as you asked/requested, per your request, this is to confirm, confirming that, we have received,
        i/we have received, has been, i'll, we'll, i/we will, thought you, you might like, no need to, nothing to do,
        see below, see attached, the following, press release, newsletter, unsubscribe, this week, congratulations,
        happy birthday
    """,
    "done": """
        no reply/answer/response/action is? needed/necessary/required/wanted/expected, no answer, need not reply/answer,
        no need to reply/answer/respond, don't need to reply/answer, do not reply, nothing further, nothing else,
        nothing more, that is all, that's all, is solved/sorted/resolved/fixed/settled/closed/done,
        been solved/sorted/resolved/fixed/settled/closed, all sorted/good/done/fine/settled/well, it works/worked,
        works again/now/fine/perfectly, works like, working again/now/fine/perfectly, solved itself, sorted itself,
        false alarm, never mind, nevermind, ignore my, disregard, matter is closed, close the/this/my ticket/case,
        you can close, arrived safely/today/yesterday/this, has arrived, was us, it was me, was my mistake/fault,
        out of office, out of the office, on leave, on holiday until, automatic reply, auto reply, currently away,
        no further, case closed, done and, just for your, only for your, for the record, there's no need
    """,
    "thanks": """
        just wanted to say/thank/let, wanted to say/thank, thank you so/very much for, thanks so much, thanks again,
        thank you again, big thank, many thanks for, thanks for your/the/all, thank you for your/the/all,
        thanks to you/your, thank you, thanks, great job, well done, keep up the, lovely, wonderful, excellent,
        delighted, very happy, really happy, you made
    """,
}
