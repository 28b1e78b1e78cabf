"""English: when, how near, and how often already."""

PHRASES = {
    "soon": """
        by/until/before today/tomorrow/tonight/noon/midday/midnight, by/before end/close of business/day/play,
        by/before # am/pm/o, needs/need/needed ~ today/tomorrow/tonight,
        due/expires/starts/begins/opens/ends/leaves ~ today/tomorrow/tonight,
        launch/event/wedding/flight/meeting/exam/deadline ~ today/tomorrow/tonight, today/tomorrow is the/our/my,
        tomorrow morning, this morning/afternoon/evening ~ need/needs/start/starts/leave/open, later today,
        flight/train/ferry leaves/leave, my/our flight, within/in the next # hours/minutes,
        within/in an/one/two/three/a/few hour/hours, in # hours/minutes, within the hour, # hours left, last day,
        arrive/arrives/arriving/leave/leaving/fly/flying/depart ~ today/tonight/tomorrow, it is tonight/tomorrow,
        standing outside, by noon/midnight/then/tonight/five/six/noon/lunchtime, at noon/midnight, within the hour/day,
        in an/half/two/three/a/few hour/hours/minutes, before it closes/leaves/starts/opens/begins/is too,
        any minute/moment, closing/closes/starts/begins/leaves/opens at #,
        starts/begins/opens/leaves at/in/tomorrow/tonight/today, last chance/day, runs out today/tomorrow/tonight,
        expires today/tomorrow/tonight, deadline is/today/tomorrow, day after tomorrow, gates/doors open, hours left,
        minutes left, still today, this very
    """,
    "near": """
        today, tonight, this evening/afternoon, tomorrow, in the morning, first thing,
        tomorrow morning/evening/afternoon/night/noon
    """,
    "now": """
        right now, at this moment, at the moment, as i write/type, just now, is/are happening, still going on,
        still coming/running/pouring/there/taking/open/has, since this/last morning/night/evening/noon,
        since yesterday/today/noon/midnight, since monday/tuesday/wednesday/thursday/friday/saturday/sunday?, overnight,
        last night, this morning, an hour ago, minutes ago, hours ago,
        just rang/called/now/saw/noticed/found/got/received/happened/seen/been, today at, again today, a moment ago,
        in the last hour/minutes
    """,
    "date": """
        by/until/before monday/tuesday/wednesday/thursday/friday/saturday/sunday,
        by/until/before next/this week/month/monday/tuesday/wednesday/thursday/friday, by/until/before christmas/easter,
        by/before the? end/weekend/#,
        by/before january/february/march/april/june/july/august/september/october/november/december,
        by/before the? # st/nd/rd/th/of/january/february/march,
        by/before the? # april/may/june/july/august/september/october/november/december,
        by # january/february/march/april/may/june/july/august/september/october/november/december, no later than,
        at the latest, deadline, in time for, today/tomorrow at #, due on/by, within # days, in # days,
        on/by/until/before monday/tuesday/wednesday/thursday/friday, by/on/before/until the # st/nd/rd/th?,
        due on/by/monday/friday/thursday, due date, tax return/deadline, vat return, deadline/cut off, a/one week left,
        end of the? month/week/quarter/year, month end, quarter end, year end, = payroll,
        before christmas/easter/the holidays/end/weekend
    """,
    "travel": """
        flight, fly, flies, flying, = plane, airport, boarding, train leaves/to/at, ferry, cruise, = passport, visa,
        embassy, consulate, abroad, stranded, on holiday, holidays start, travelling, traveling, departure,
        depart/departs, journey, connecting, expedition, set off, leaving for/on, we leave/fly/travel,
        i leave/fly/travel, in spain/italy/france/turkey/greece/prague/paris
    """,
    "event": """
        wedding, marry, married on, getting married, funeral, burial, buried, christening, baptism, birthday party,
        exam/exams, examination, hearing, auction, closing date, notary, completion, moving day, move on,
        moving in/out/on, handover, opening day/on, premiere, concert, festival, competition, tournament, conference,
        trade fair, presentation, = inspection, = audit, tax office, election, evening service, birth, due date,
        operation, surgery
    """,
    "consequence": """
        otherwise, or else, if not, if nobody/no one/nothing, unless, or he/she/they/we/i lose/loses/will,
        will/would lose, lose our/my/the/his/her, too late, will expire/lapse/be lost/be gone/miss/fail, lapses,
        miss the/our/my/his/her, missed, goes to the next/someone, we lose, i lose, costs us, penalty, fine of,
        no second chance, never again, forfeited, goes back, only because, cannot wait, can't wait, without it,
        without this/that/which/them
    """,
    "repeated": """
        second/third/fourth/fifth/2nd/3rd/4th/tenth time, # nd/rd/th time,
        # nd/rd/th mail/email/message/reminder/attempt/request,
        second/third/fourth/fifth/last mail/email/message/reminder/attempt/request/letter,
        still no answer/reply/response/news/word/sign/refund, no answer/reply/response yet,
        no one/body has? answered/replied/responded, nobody has? answered/replied/responds/answers/reacts,
        nobody ~ back to me/us, haven't heard, have not heard, still waiting, waiting for # days/weeks/months,
        waiting for days/weeks/months/ages, been waiting, waiting since, for days/weeks/months now,
        already written/wrote/called/asked/reported/told, wrote/emailed/called/contacted/asked ~ times,
        follow/following up on my/our/the, as I wrote, reminder, yet again, once again, again and again, over and over,
        keeps happening, happened/happening/happens again, ignored, ignoring, chasing, not solved/resolved/fixed,
        unresolved, unanswered, not/never ~ answered/replied/responded/heard, without answer/reply/response,
        third/fourth/fifth/sixth letter/call/visit/week/month, for weeks/months third/the fourth/the second/days,
        since january/february/march/april/may/june/july/august/september/october/november/december, weeks ago,
        months ago, # weeks/months/days ago?, three months, four weeks, four months, four days, five weeks, five months,
        five days, six weeks, six months, six days, seven weeks, seven months, seven days, eight weeks, eight months,
        eight days, wrote twice, wrote before, wrote already, wrote three, wrote again, written twice, written before,
        written already, written three, written again, rang in, rang on, rang twice, rang before, rang already,
        rang three, rang again, called in, called on, called twice, called before, called already, called three,
        called again, phoned in, phoned on, phoned twice, phoned before, phoned already, phoned three, phoned again,
        emailed in, emailed on, emailed twice, emailed before, emailed already, emailed three, emailed again, asked in,
        asked on, asked twice, asked before, asked already, asked three, asked again, reported on, reported twice,
        reported before, reported already, reported three, reported again, twice already, three times, four times,
        nothing happened/happens, nothing has happened/changed/come, no one came/calls/rings/writes/helps/cares,
        nobody calls/rings/writes/helps/cares/came, never heard/answered/called/replied, not answered,
        not had/once answer/reply, automatic reply/replies/answer/message, automated, hold music, on hold,
        passed from/around, sent from pillar, keep/kept/keeps being/getting/telling/sending/saying,
        same answer/reply/problem/thing, every time/day/night/week, again and, once more, back again, have to explain,
        at my wits end, chase, since last week/month/year, for a week/month/year/fortnight, days now, weeks now,
        now # days/weeks
    """,
    "promise": """
        you promised, was/were/been promised, promised ~ would, as promised, you said you would, you told me/us,
        was/were told ~ would, was/were/is supposed to, should have arrived/been/come, broke/broken your? promise,
        overdue, missed the/your/our/my appointment/deadline/date, did not show up, didn't show up,
        nobody/noone came/came, no one came, long past, was/were meant to, day off for nothing,
        waited all day/morning/afternoon, waited in vain, you said, you wrote that, told it/me/us/four/it would,
        was told, were told, told that, told # weeks, confirmed in writing, it was confirmed, you confirmed,
        agreed that, had agreed, were to be, should have, never came/turned, did not come/turn/show, didn't come/turn,
        still not/nothing/hasn't/haven't/no, still have/has no/not, still isn't/aren't/no, not kept, let down,
        postponed, put off, cancelled without/again/on, waiting/waited since/for/in, for nothing, no show,
        technician ~ not/never
    """,
    "distant": """
        in case of, in the event of, in case there, in an emergency would, what if, what happens if, suppose,
        hypothetically, theoretically, last year, years ago, a year ago, back then, in the past, some time ago,
        used to be, once had, would be if, in order to avoid, to prevent, to protect against, as a precaution,
        for emergencies
    """,
}
